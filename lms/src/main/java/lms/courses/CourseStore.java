package lms.courses;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lms.activities.Activities;
import lms.activities.Activity;
import lms.platform.Database;
import lms.platform.Problem;
import lms.platform.Row;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/** Courses in the database. */
final class CourseStore {
  private static final String SUMMARY =
      "SELECT id, code, title, summary, category, language, level, seats, seats_taken,"
          + " rating_average, rating_count";

  private static final String REVIEWS =
      """
      SELECT u.name, r.stars, r.comment, r.updated_at
      FROM ratings r JOIN users u ON u.id = r.user_id
      WHERE r.course_id = ? AND r.comment <> '' ORDER BY r.updated_at DESC LIMIT 3
      """;

  private final Database database;
  private final Activities activities;

  CourseStore(Database database, Activities activities) {
    this.database = database;
    this.activities = activities;
  }

  /** The published courses that {@code query} asks for; one that can't go on from is a 400. */
  List<Course.Summary> courses(CatalogueQuery query, int limit) {
    return database.reading(
        statements -> {
          CatalogueQuery.@Nullable Anchor anchor =
              query.needsAnchor() ? anchor(statements, query.after()) : null;
          List<@Nullable Object> parameters = query.parameters(anchor);
          parameters.add(limit);
          return statements.list(
              SUMMARY + query.statement(), CourseStore::summary, parameters.toArray());
        });
  }

  private static CatalogueQuery.Anchor anchor(Transaction statements, long after) {
    return statements
        .first(CatalogueQuery.Anchor.FIND, CatalogueQuery.Anchor::of, after)
        .orElseThrow(() -> Problem.notFound(Words.of("courses.no-anchor", Long.toString(after))));
  }

  /** What published courses can be filtered by. */
  Facets facets() {
    return database.reading(
        statements ->
            new Facets(
                distinct(statements, "category"),
                distinct(statements, "language"),
                distinct(statements, "level")));
  }

  private static List<String> distinct(Transaction statements, String column) {
    return statements.list(
        "SELECT DISTINCT %1$s FROM courses WHERE published_at IS NOT NULL ORDER BY %1$s LIMIT 100"
            .formatted(column),
        row -> row.text(column));
  }

  private static final String OUTLINE =
      """
      SELECT s.id AS section_id, s.title AS section, s.opens_at AS section_opens_at,
        s.after_section_id, l.id AS lesson_id, l.title, l.video_seconds, l.opens_at,
        l.after_lesson_id
      FROM sections s LEFT JOIN lessons l ON l.section_id = s.id AND NOT l.draft
      WHERE s.course_id = ? ORDER BY s.position, l.position
      """;

  /** A published course with its outline, activities and newest reviews, by five statements. */
  Optional<Course> course(long id) {
    return course(id, " AND c.published_at IS NOT NULL");
  }

  /** The same, published or not. */
  Optional<Course> any(long id) {
    return course(id, "");
  }

  private Optional<Course> course(long id, String published) {
    return database.reading(
        transaction -> {
          List<Course.Section> sections = outline(transaction, id);
          List<Activity> all = activities.of(transaction, id);
          List<Course.Review> reviews = transaction.list(REVIEWS, CourseStore::review, id);
          return transaction.first(
              "SELECT c.*, u.name AS teacher FROM courses c JOIN users u ON u.id = c.teacher_id"
                  + " WHERE c.id = ?"
                  + published,
              row -> course(row, sections, all, reviews),
              id);
        });
  }

  private static List<Course.Section> outline(Transaction statements, long courseId) {
    Map<Long, Course.Section> sections = new LinkedHashMap<>();
    statements.list(
        OUTLINE,
        row -> {
          Course.Section section =
              sections.computeIfAbsent(row.number("section_id"), id -> section(id, row));
          return row.optionalNumber("lesson_id") == null || section.lessons().add(lesson(row));
        },
        courseId);
    return List.copyOf(sections.values());
  }

  private static Course.Section section(long id, Row row) {
    return new Course.Section(
        id,
        row.text("section"),
        row.optionalInstant("section_opens_at"),
        row.optionalNumber("after_section_id"),
        new ArrayList<>());
  }

  private static Course.Lesson lesson(Row row) {
    return new Course.Lesson(
        row.number("lesson_id"),
        row.text("title"),
        row.optionalNumber("video_seconds"),
        row.optionalInstant("opens_at"),
        row.optionalNumber("after_lesson_id"));
  }

  private static Course.Review review(Row row) {
    return new Course.Review(
        row.text("name"),
        (int) row.number("stars"),
        row.text("comment"),
        row.instant("updated_at"));
  }

  private static Course course(
      Row row,
      List<Course.Section> sections,
      List<Activity> activities,
      List<Course.Review> reviews) {
    long count = row.number("rating_count");
    return new Course(
        row.number("id"),
        row.text("code"),
        row.text("title"),
        row.text("summary"),
        row.text("description"),
        row.text("category"),
        row.text("language"),
        row.text("level"),
        row.text("content_token"),
        row.text("teacher"),
        row.optionalNumber("seats"),
        row.number("seats_taken"),
        count == 0 ? 0 : (double) row.number("rating_sum") / count,
        count,
        sections,
        activities.stream()
            .filter(activity -> activity.kind().equals("quiz"))
            .map(quiz -> new Course.Quiz(quiz.id(), quiz.title()))
            .toList(),
        activities.stream().filter(activity -> !activity.kind().equals("quiz")).toList(),
        reviews);
  }

  private static Course.Summary summary(Row row) {
    Long seats = row.optionalNumber("seats");
    return new Course.Summary(
        row.number("id"),
        row.text("code"),
        row.text("title"),
        row.text("summary"),
        row.text("category"),
        row.text("language"),
        row.text("level"),
        seats == null ? null : Math.max(0, seats - row.number("seats_taken")),
        Double.parseDouble(row.text("rating_average")),
        row.number("rating_count"));
  }
}
