package lms.lessons;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lms.activities.Activities;
import lms.content.Editions;
import lms.platform.Database;
import lms.platform.Kept;
import lms.platform.Markdown;
import lms.platform.Metrics;
import lms.platform.Row;
import lms.platform.Transaction;

/**
 * Lessons, each edition rendered once and kept by this process, and what learners did in them.
 * Thread-safe.
 */
final class LessonStore {
  /** Characters of HTML, about 100 MB at most, of the 768 MiB that a pod has. */
  private static final long KEPT_CHARACTERS_MAX = 80_000_000;

  private static final long KEPT_OUTLINE_LINES_MAX = 200_000;
  private static final int LESSON_WEIGHT = 200;
  private static final int KEPT_COURSES_MAX = 200_000;

  private static final String COURSE = "SELECT course_id FROM lessons WHERE id = ?";

  private static final String LESSON =
      """
      SELECT l.course_id, l.title, l.body, l.video_seconds, l.video_path, l.content_token,
        l.due_at, l.completion, l.completion_quiz_id,
        NOT l.draft AND c.published_at IS NOT NULL AS published,
        COALESCE(l.opens_at, s.opens_at) IS NOT NULL
          OR COALESCE(l.after_lesson_id, s.after_section_id) IS NOT NULL AS conditional
      FROM lessons l
        JOIN sections s ON s.id = l.section_id
        JOIN courses c ON c.id = l.course_id
      WHERE l.id = ?
      """;

  private static final String CAPTIONS =
      "SELECT language, label FROM lesson_captions WHERE lesson_id = ? ORDER BY language";

  private static final String ATTACHMENTS =
      "SELECT id, name, size FROM lesson_attachments WHERE lesson_id = ? ORDER BY name";

  private static final String OUTLINE =
      """
      SELECT c.title AS course, s.id AS section_id, s.title AS section,
        s.opens_at AS section_opens_at, s.after_section_id, l.id, l.title, l.opens_at,
        l.after_lesson_id, l.due_at
      FROM lessons l
        JOIN sections s ON s.id = l.section_id
        JOIN courses c ON c.id = l.course_id
      WHERE l.course_id = ? AND NOT l.draft ORDER BY l.position
      """;

  private static final String ALL =
      "SELECT id, title, opens_at, after_lesson_id, due_at FROM lessons WHERE course_id = ?"
          + " ORDER BY position";

  private static final String PROGRESS =
      "SELECT lesson_id, completed_at, "
          + PositionStore.COLUMNS
          + " FROM lesson_progress WHERE user_id = ? AND course_id = ?";

  private static final String IS_DONE =
      """
      SELECT lesson_id FROM lesson_progress
      WHERE user_id = ? AND lesson_id = ? AND completed_at IS NOT NULL
      """;

  private static final String COMPLETE =
      """
      INSERT INTO lesson_progress (user_id, lesson_id, course_id, completed_at, updated_at)
      VALUES (?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE completed_at = COALESCE(completed_at, VALUES(completed_at)),
        updated_at = VALUES(updated_at)
      """;

  private final Markdown markdown = new Markdown();
  private final Database database;
  private final Editions editions;
  private final Activities activities;
  private final Kept<Long, Long> courses;
  private final Kept<Edition, Lesson> lessons;
  private final Kept<Edition, Outline> outlines;

  LessonStore(Database database, Editions editions, Activities activities, Metrics metrics) {
    this.database = database;
    this.activities = activities;
    this.editions = editions;
    this.courses = new Kept<>("lesson-course", KEPT_COURSES_MAX, course -> 1, metrics);
    this.lessons =
        new Kept<>(
            "lesson", KEPT_CHARACTERS_MAX, kept -> LESSON_WEIGHT + kept.html().length(), metrics);
    this.outlines =
        new Kept<>("outline", KEPT_OUTLINE_LINES_MAX, kept -> 1 + kept.lessons().size(), metrics);
  }

  /** A lesson or a course, by its id, in one edition of the course. */
  private record Edition(long id, long edition) {}

  /** A lesson that learners see. */
  Optional<Lesson> lesson(long id) {
    return courses
        .get(id, () -> course(id))
        .flatMap(
            courseId ->
                lessons.get(
                    new Edition(id, editions.current(courseId)),
                    () -> any(id).filter(Lesson::published)));
  }

  /** The course of a lesson, of a draft too. */
  Optional<Long> course(long id) {
    return database.reading(
        statements -> statements.first(COURSE, row -> row.number("course_id"), id));
  }

  /** A lesson as it is now, a draft too. */
  Optional<Lesson> any(long id) {
    return database.reading(statements -> lesson(statements, id));
  }

  /** The lessons of a course in order, drafts too. */
  List<Outline.Line> all(long courseId) {
    return database.reading(statements -> statements.list(ALL, LessonStore::line, courseId));
  }

  private Optional<Lesson> lesson(Transaction statements, long id) {
    List<Lesson.Captions> captions =
        statements.list(
            CAPTIONS, row -> new Lesson.Captions(row.text("language"), row.text("label")), id);
    List<Lesson.Attachment> attachments =
        statements.list(
            ATTACHMENTS,
            row -> new Lesson.Attachment(row.number("id"), row.text("name"), row.number("size")),
            id);
    return statements.first(LESSON, row -> lesson(id, row, captions, attachments), id);
  }

  private Lesson lesson(
      long id, Row row, List<Lesson.Captions> captions, List<Lesson.Attachment> attachments) {
    Long video = row.optionalNumber("video_seconds");
    return new Lesson(
        id,
        row.number("course_id"),
        row.text("title"),
        markdown.html(row.text("body")),
        video == null ? null : Math.toIntExact(video),
        row.optionalText("video_path"),
        row.text("content_token"),
        row.number("published") != 0,
        row.number("conditional") != 0,
        row.optionalInstant("due_at"),
        Lesson.Completion.of(row.text("completion")),
        row.optionalNumber("completion_quiz_id"),
        captions,
        attachments);
  }

  /** The outline of a course that has a lesson. */
  Outline outline(long courseId) {
    return outlines
        .get(
            new Edition(courseId, editions.current(courseId)),
            () -> database.reading(statements -> outline(statements, courseId)))
        .orElseThrow(() -> new IllegalStateException("course " + courseId + " has no lesson"));
  }

  private Optional<Outline> outline(Transaction statements, long courseId) {
    var sections = new LinkedHashMap<Long, Outline.Section>();
    List<String> course =
        statements.list(
            OUTLINE,
            row -> {
              var section =
                  new Outline.Section(
                      row.number("section_id"),
                      row.text("section"),
                      row.optionalInstant("section_opens_at"),
                      row.optionalNumber("after_section_id"),
                      List.of(line(row)));
              sections.merge(row.number("section_id"), section, Outline.Section::followedBy);
              return row.text("course");
            },
            courseId);
    return course.stream()
        .findFirst()
        .map(
            title ->
                new Outline(
                    courseId,
                    title,
                    List.copyOf(sections.values()),
                    activities.of(statements, courseId)));
  }

  private static Outline.Line line(Row row) {
    return new Outline.Line(
        row.number("id"),
        row.text("title"),
        row.optionalInstant("opens_at"),
        row.optionalNumber("after_lesson_id"),
        row.optionalInstant("due_at"));
  }

  /** One statement, however many lessons the course has. */
  Progress progress(long userId, long courseId) {
    var done = new HashSet<Long>();
    Map<Long, Watched> videos = new HashMap<>();
    database.reading(
        statements ->
            statements.list(
                PROGRESS,
                row -> {
                  long lesson = row.number("lesson_id");
                  if (row.optionalInstant("completed_at") != null) {
                    done.add(lesson);
                  }
                  videos.put(lesson, PositionStore.watched(row));
                  return lesson;
                },
                userId,
                courseId));
    return new Progress(done, videos);
  }

  /** The captions of a lesson in a language, as WebVTT. */
  Optional<String> captions(long lessonId, String language) {
    return database.reading(
        statements ->
            statements.first(
                "SELECT body FROM lesson_captions WHERE lesson_id = ? AND language = ?",
                row -> row.text("body"),
                lessonId,
                language));
  }

  /** What is in an attachment of a lesson. */
  Optional<byte[]> content(long lessonId, long attachmentId) {
    return database.reading(
        statements ->
            statements.first(
                "SELECT content FROM lesson_attachments WHERE lesson_id = ? AND id = ?",
                row -> row.bytes("content"),
                lessonId,
                attachmentId));
  }

  /** Whether a lesson is done. */
  boolean done(Transaction statements, long userId, long lessonId) {
    return statements.first(IS_DONE, row -> row.number("lesson_id"), userId, lessonId).isPresent();
  }

  /** Marks a lesson as done and tells whether it was not before. The first time stays. */
  boolean complete(Transaction transaction, long userId, Lesson lesson, Instant completedAt) {
    boolean before = done(transaction, userId, lesson.id());
    if (!before) {
      transaction.run(COMPLETE, userId, lesson.id(), lesson.courseId(), completedAt, completedAt);
    }
    return !before;
  }
}
