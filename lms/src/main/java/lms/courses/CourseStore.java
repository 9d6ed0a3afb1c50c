package lms.courses;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lms.notifications.Notifications;
import lms.platform.Database;
import lms.platform.Problem;
import lms.platform.Row;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/** Courses in the database. */
final class CourseStore {
  private static final String SUMMARY = "SELECT id, code, title, summary, category FROM courses";

  private static final String WISH =
      """
      SELECT EXISTS (SELECT 1 FROM enrolments e WHERE e.user_id = ? AND e.course_id = c.id)
          AS already,
        c.seats IS NULL OR c.seats_taken < c.seats AS free
      FROM courses c WHERE c.id = ? AND c.published_at IS NOT NULL
      """;

  private static final String TAKE_SEAT =
      """
      UPDATE courses SET seats_taken = seats_taken + 1
      WHERE id = ? AND published_at IS NOT NULL AND (seats IS NULL OR seats_taken < seats)
      """;

  private final Database database;
  private final Notifications notifications;
  private final Clock clock;

  CourseStore(Database database, Notifications notifications, Clock clock) {
    this.database = database;
    this.notifications = notifications;
    this.clock = clock;
  }

  /** Published courses after {@code after}, by id. */
  List<Course.Summary> page(long after, int limit) {
    return database.reading(
        transaction ->
            transaction.list(
                SUMMARY + " WHERE published_at IS NOT NULL AND id > ? ORDER BY id LIMIT ?",
                CourseStore::summary,
                after,
                limit));
  }

  /** Published courses after {@code after} that {@code search} asks for, by id. */
  List<Course.Summary> search(Search search, long after, int limit) {
    List<@Nullable Object> parameters = new ArrayList<>();
    parameters.add(after);
    parameters.addAll(search.parameters());
    parameters.add(limit);
    return database.reading(
        transaction ->
            transaction.list(
                SUMMARY
                    + " WHERE published_at IS NOT NULL AND id > ? AND "
                    + search.condition()
                    + " ORDER BY id LIMIT ?",
                CourseStore::summary,
                parameters.toArray()));
  }

  private record Line(
      long sectionId,
      String section,
      @Nullable Long lessonId,
      @Nullable String title,
      @Nullable Long video) {}

  /** A published course with its outline and quizzes, by three statements. */
  Optional<Course> course(long id) {
    return database.reading(
        transaction -> {
          List<Line> lines =
              transaction.list(
                  "SELECT s.id AS section_id, s.title AS section, l.id AS lesson_id, l.title,"
                      + " l.video_seconds FROM sections s"
                      + " LEFT JOIN lessons l ON l.section_id = s.id AND NOT l.draft"
                      + " WHERE s.course_id = ? ORDER BY s.position, l.position",
                  CourseStore::line,
                  id);
          List<Course.Quiz> quizzes =
              transaction.list(
                  "SELECT id, title FROM quizzes WHERE course_id = ? AND NOT draft ORDER BY id",
                  row -> new Course.Quiz(row.number("id"), row.text("title")),
                  id);
          return transaction.first(
              "SELECT c.*, u.name AS teacher FROM courses c JOIN users u ON u.id = c.teacher_id"
                  + " WHERE c.id = ? AND c.published_at IS NOT NULL",
              row -> course(row, outline(lines), quizzes),
              id);
        });
  }

  private static Line line(Row row) {
    return new Line(
        row.number("section_id"),
        row.text("section"),
        row.optionalNumber("lesson_id"),
        row.optionalText("title"),
        row.optionalNumber("video_seconds"));
  }

  private static List<Course.Section> outline(List<Line> lines) {
    Map<Long, String> titles = new LinkedHashMap<>();
    Map<Long, List<Course.Lesson>> lessons = new LinkedHashMap<>();
    for (Line line : lines) {
      titles.put(line.sectionId(), line.section());
      List<Course.Lesson> own = lessons.computeIfAbsent(line.sectionId(), key -> new ArrayList<>());
      if (line.lessonId() != null && line.title() != null) {
        own.add(new Course.Lesson(line.lessonId(), line.title(), line.video()));
      }
    }
    List<Course.Section> sections = new ArrayList<>();
    titles.forEach(
        (id, title) ->
            sections.add(new Course.Section(id, title, lessons.getOrDefault(id, List.of()))));
    return sections;
  }

  private static Course course(Row row, List<Course.Section> sections, List<Course.Quiz> quizzes) {
    long count = row.number("rating_count");
    return new Course(
        row.number("id"),
        row.text("code"),
        row.text("title"),
        row.text("summary"),
        row.text("description"),
        row.text("category"),
        row.text("content_token"),
        row.text("teacher"),
        row.optionalNumber("seats"),
        row.number("seats_taken"),
        count == 0 ? 0 : (double) row.number("rating_sum") / count,
        count,
        sections,
        quizzes);
  }

  private static Course.Summary summary(Row row) {
    return new Course.Summary(
        row.number("id"),
        row.text("code"),
        row.text("title"),
        row.text("summary"),
        row.text("category"));
  }

  /** The courses that somebody takes, the newest first. */
  List<Course.Summary> taken(long userId) {
    return database.reading(
        transaction ->
            transaction.list(
                "SELECT c.id, c.code, c.title, c.summary, c.category FROM enrolments e"
                    + " JOIN courses c ON c.id = e.course_id WHERE e.user_id = ?"
                    + " ORDER BY e.id DESC LIMIT 200",
                CourseStore::summary,
                userId));
  }

  /**
   * Enrols and takes a seat, both or neither; answers the enrolment's id.
   *
   * <p>The seat comes last: its row is what all who want one wait for, until the transaction that
   * holds it ends. Nobody who holds it waits for anything else, so that no two can deadlock.
   */
  long enrol(Transaction transaction, long userId, Course course) {
    Wish wish =
        transaction.first(WISH, Wish::of, userId, course.id()).orElseThrow(CourseStore::full);
    if (wish.already()) {
      throw already();
    }
    if (!wish.free()) {
      throw full();
    }
    long id = inserted(transaction, userId, course.id());
    notifications.add(
        transaction,
        userId,
        Notifications.Kind.ENROLMENT,
        "You are enrolled: " + course.title(),
        "/courses/" + course.id());
    if (transaction.run(TAKE_SEAT, course.id()) == 0) {
      throw full();
    }
    return id;
  }

  private long inserted(Transaction transaction, long userId, long courseId) {
    try {
      return transaction.insert(
          "INSERT INTO enrolments (user_id, course_id, created_at) VALUES (?, ?, ?)",
          userId,
          courseId,
          LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    } catch (RuntimeException e) {
      throw Database.isDuplicate(e) ? already() : e;
    }
  }

  private static Problem already() {
    return Problem.conflict("already-enrolled", Words.of("courses.already-enrolled"));
  }

  private static Problem full() {
    return Problem.conflict("course-full", Words.of("courses.full"));
  }

  /** What stands against an enrolment before anything is locked. */
  private record Wish(boolean already, boolean free) {
    static Wish of(Row row) {
      return new Wish(row.number("already") != 0, row.number("free") != 0);
    }
  }
}
