package lms.authoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import lms.platform.Pages;
import lms.platform.Row;
import lms.platform.Transaction;

/** Courses, sections and lessons as authors work on them. Holds no state. */
final class WorkshopStore {
  private static final String COURSE =
      """
      SELECT code, title, published_at IS NOT NULL AS published,
        (SELECT COUNT(*) FROM enrolments e WHERE e.course_id = c.id) AS learners
      FROM courses c WHERE id = ?
      """;

  private static final String OUTLINE =
      """
      SELECT s.id AS section_id, s.title AS section, s.opens_at, s.after_section_id, s.edited,
        l.id, l.title, l.draft
      FROM sections s LEFT JOIN lessons l ON l.section_id = s.id
      WHERE s.course_id = ? ORDER BY s.position, l.position
      """;

  private static final String LIST =
      """
      SELECT c.id, c.code, c.title, c.published_at IS NOT NULL AS published,
        (SELECT COUNT(*) FROM enrolments e WHERE e.course_id = c.id) AS learners
      FROM courses c WHERE c.id < ? AND (? OR c.teacher_id = ?) ORDER BY c.id DESC LIMIT ?
      """;

  private static final String INSERT_COURSE =
      """
      INSERT INTO courses
        (code, title, summary, description, category, language, level, seats, content_token,
        teacher_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String UPDATE_COURSE =
      """
      UPDATE courses SET code = ?, title = ?, summary = ?, description = ?, category = ?,
        language = ?, level = ?, seats = ?, edited = ?
      WHERE id = ? AND edited = ?
      """;

  private static final String INSERT_LESSON =
      """
      INSERT INTO lessons
        (course_id, section_id, position, title, body, content_token, edited, draft)
      SELECT c.id, ?, ?, ?, '', ?, ?, c.published_at IS NOT NULL FROM courses c WHERE c.id = ?
      """;

  private static final String UPDATE_LESSON =
      """
      UPDATE lessons SET title = ?, body = ?, video_seconds = ?, edited = ?
      WHERE id = ? AND edited = ?
      """;

  private static final String LESSON =
      """
      SELECT l.course_id, l.section_id, l.title, l.body, l.video_seconds, l.edited, l.draft,
        l.completion = 'viewed' AS viewed, c.published_at IS NOT NULL AS published
      FROM lessons l JOIN courses c ON c.id = l.course_id WHERE l.id = ?
      """;

  /** Far from every position that is used, so that no two rows meet while all get a new one. */
  private static final int AWAY = 1_000_000;

  /**
   * A lesson in the workshop.
   *
   * @param viewed whether watching its video completes it
   */
  record Found(
      long courseId, LessonDraft draft, boolean hidden, boolean viewed, boolean published) {}

  Optional<Workshop> workshop(Transaction statements, long courseId) {
    List<Workshop.Section> sections = outline(statements, courseId);
    List<Workshop.Quiz> quizzes =
        statements.list(
            "SELECT id, title, draft FROM quizzes WHERE course_id = ? ORDER BY id",
            row -> new Workshop.Quiz(row.number("id"), row.text("title"), row.number("draft") != 0),
            courseId);
    return statements.first(
        COURSE,
        row ->
            new Workshop(
                courseId,
                row.text("code"),
                row.text("title"),
                row.number("published") != 0,
                row.number("learners"),
                sections,
                quizzes),
        courseId);
  }

  private static List<Workshop.Section> outline(Transaction statements, long courseId) {
    Map<Long, Workshop.Section> sections = new LinkedHashMap<>();
    Map<Long, List<Workshop.Lesson>> lessons = new LinkedHashMap<>();
    statements.list(
        OUTLINE,
        row -> {
          long id = row.number("section_id");
          sections.put(id, section(id, row));
          List<Workshop.Lesson> own = lessons.computeIfAbsent(id, key -> new ArrayList<>());
          if (row.optionalNumber("id") != null) {
            own.add(
                new Workshop.Lesson(row.number("id"), row.text("title"), row.number("draft") != 0));
          }
          return id;
        },
        courseId);
    return sections.values().stream()
        .map(section -> section.with(lessons.getOrDefault(section.id(), List.of())))
        .toList();
  }

  private static Workshop.Section section(long id, Row row) {
    Long after = row.optionalNumber("after_section_id");
    return new Workshop.Section(
        id,
        row.text("section"),
        row.optionalInstant("opens_at"),
        after == null ? 0 : after,
        row.number("edited"),
        List.of());
  }

  /** Courses with an id below {@code before}, the newest first: all, or those of one teacher. */
  List<Workshop.Line> list(
      Transaction statements, long before, boolean all, long teacherId, int limit) {
    return statements.list(
        LIST,
        row ->
            new Workshop.Line(
                row.number("id"),
                row.text("code"),
                row.text("title"),
                row.number("published") != 0,
                row.number("learners")),
        before,
        all,
        teacherId,
        limit);
  }

  Optional<CourseDraft> course(Transaction statements, long id) {
    return statements.first(
        "SELECT code, title, summary, description, category, language, level, seats, edited"
            + " FROM courses WHERE id = ?",
        CourseDraft::of,
        id);
  }

  long insert(Transaction transaction, CourseDraft course, long teacherId) {
    return transaction.insert(
        INSERT_COURSE,
        course.code(),
        course.title(),
        course.summary(),
        course.description(),
        course.category(),
        course.language(),
        course.level(),
        course.seats(),
        Pages.newKey(),
        teacherId);
  }

  /** Whether it was still what {@code course} was written over. */
  boolean update(Transaction transaction, long id, CourseDraft course, long edition) {
    return transaction.run(
            UPDATE_COURSE,
            course.code(),
            course.title(),
            course.summary(),
            course.description(),
            course.category(),
            course.language(),
            course.level(),
            course.seats(),
            edition,
            id,
            course.edited())
        > 0;
  }

  /** Publishes the course; once it is, this changes nothing. */
  void publish(Transaction transaction, long id, Instant now) {
    transaction.run(
        "UPDATE courses SET published_at = ? WHERE id = ? AND published_at IS NULL", now, id);
  }

  void withdraw(Transaction transaction, long id) {
    transaction.run("UPDATE courses SET published_at = NULL WHERE id = ?", id);
  }

  long insertSection(Transaction transaction, long courseId, String title, long edition) {
    return transaction.insert(
        "INSERT INTO sections (course_id, position, title, edited) VALUES (?, ?, ?, ?)",
        courseId,
        nextPosition(transaction, "sections", courseId),
        title,
        edition);
  }

  /** Changes a section; false where it is not as it was at edition {@code edited}. */
  boolean update(Transaction transaction, Workshop.Section section, long edition) {
    return transaction.run(
            "UPDATE sections SET title = ?, opens_at = ?, after_section_id = ?, edited = ?"
                + " WHERE id = ? AND edited = ?",
            section.title(),
            section.opensAt(),
            section.after() == 0 ? null : Long.valueOf(section.after()),
            edition,
            section.id(),
            section.edited())
        > 0;
  }

  /** Adds a lesson at the end of its section; of a published course a draft. */
  long insertLesson(
      Transaction transaction, long courseId, long sectionId, String title, long edition) {
    long position = nextPosition(transaction, "lessons", courseId);
    transaction.run(INSERT_LESSON, sectionId, position, title, Pages.newKey(), edition, courseId);
    long id =
        transaction
            .first(
                "SELECT id FROM lessons WHERE course_id = ? AND position = ?",
                row -> row.number("id"),
                courseId,
                position)
            .orElseThrow();
    renumber(transaction, courseId, order(transaction, courseId));
    return id;
  }

  private static long nextPosition(Transaction transaction, String table, long courseId) {
    return transaction
        .first(
            "SELECT COALESCE(MAX(position), 0) + 1 AS position FROM "
                + table
                + " WHERE course_id = ?",
            row -> row.number("position"),
            courseId)
        .orElseThrow();
  }

  Optional<Found> lesson(Transaction statements, long id) {
    return statements.first(
        LESSON,
        row ->
            new Found(
                row.number("course_id"),
                LessonDraft.of(row),
                row.number("draft") != 0,
                row.number("viewed") != 0,
                row.number("published") != 0),
        id);
  }

  boolean update(Transaction transaction, long lessonId, LessonDraft lesson, long edition) {
    return transaction.run(
            UPDATE_LESSON,
            lesson.title(),
            lesson.body(),
            lesson.videoSeconds(),
            edition,
            lessonId,
            lesson.edited())
        > 0;
  }

  void setDraft(Transaction transaction, long lessonId, boolean draft) {
    transaction.run("UPDATE lessons SET draft = ? WHERE id = ?", draft, lessonId);
  }

  /** Removes a lesson and what is beside it; those that waited for it wait no more. */
  void deleteLesson(Transaction transaction, long lessonId) {
    transaction.run("DELETE FROM lesson_captions WHERE lesson_id = ?", lessonId);
    transaction.run("DELETE FROM lesson_attachments WHERE lesson_id = ?", lessonId);
    transaction.run(
        "UPDATE lessons SET after_lesson_id = NULL WHERE after_lesson_id = ?", lessonId);
    transaction.run("DELETE FROM lessons WHERE id = ?", lessonId);
  }

  /** Removes a section; those that waited for it wait no more. */
  void deleteSection(Transaction transaction, long sectionId) {
    transaction.run(
        "UPDATE sections SET after_section_id = NULL WHERE after_section_id = ?", sectionId);
    transaction.run("DELETE FROM sections WHERE id = ?", sectionId);
  }

  Optional<Long> courseOfSection(Transaction statements, long sectionId) {
    return statements.first(
        "SELECT course_id FROM sections WHERE id = ?", row -> row.number("course_id"), sectionId);
  }

  Order order(Transaction statements, long courseId) {
    var order = new Order();
    for (Workshop.Section section : outline(statements, courseId)) {
      order.add(section.id());
      section.lessons().forEach(lesson -> order.addLesson(lesson.id()));
    }
    return order;
  }

  /** Changes the order of a course; {@code change} says whether it did. */
  void reorder(Transaction transaction, long courseId, Predicate<Order> change) {
    Order order = order(transaction, courseId);
    if (change.test(order)) {
      renumber(transaction, courseId, order);
    }
  }

  /** Stores an order: sections and lessons are numbered from 1, lessons through all sections. */
  private static void renumber(Transaction transaction, long courseId, Order order) {
    List<Long> sections = order.sections().stream().map(Order.Section::id).toList();
    renumber(transaction, "sections", courseId, sections);
    List<Long> lessons =
        order.sections().stream().flatMap(section -> section.lessons().stream()).toList();
    renumber(transaction, "lessons", courseId, lessons);
    for (Order.Section section : order.sections()) {
      if (!section.lessons().isEmpty()) {
        List<Object> parameters = new ArrayList<>(List.of(section.id(), section.id()));
        parameters.addAll(section.lessons());
        transaction.run(
            "UPDATE lessons SET section_id = ? WHERE section_id <> ? AND id IN (%s)"
                .formatted(Transaction.marks(section.lessons().size())),
            parameters.toArray());
      }
    }
  }

  private static void renumber(
      Transaction transaction, String table, long courseId, List<Long> ids) {
    if (ids.isEmpty()) {
      return;
    }
    transaction.run(
        "UPDATE " + table + " SET position = position + ? WHERE course_id = ?", AWAY, courseId);
    List<Object> parameters = new ArrayList<>(ids);
    parameters.add(courseId);
    transaction.run(
        "UPDATE %s SET position = FIELD(id, %s) WHERE course_id = ?"
            .formatted(table, Transaction.marks(ids.size())),
        parameters.toArray());
  }
}
