package lms.grades;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lms.platform.Row;
import lms.platform.Slice;
import lms.platform.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * A learner's grades, as the gradebook has them, by three statements whatever there is. Holds no
 * state.
 */
final class GradeStore {
  /** Courses of a page. */
  static final int PAGE_SIZE = 50;

  private static final String COURSES =
      """
      SELECT e.id, c.id AS course_id, c.title, t.code
      FROM enrolments e
        JOIN courses c ON c.id = e.course_id AND c.published_at IS NOT NULL
        LEFT JOIN certificates t ON t.user_id = e.user_id AND t.course_id = c.id
      WHERE e.user_id = ? AND e.id < ? ORDER BY e.id DESC LIMIT ?
      """;

  /** Of all attempts at a quiz, its best one with what all of them come to. */
  private static final String ATTEMPTS =
      """
      SELECT quiz_id, score, max_score, COUNT(*) OVER own AS attempts,
        COUNT(submitted_at) OVER own AS submitted, SUM(pending) OVER own AS pending,
        MAX(CASE WHEN submitted_at IS NULL THEN id END) OVER own AS open_id,
        MAX(CASE WHEN submitted_at IS NULL THEN deadline_at END) OVER own AS open_until,
        ROW_NUMBER() OVER (PARTITION BY quiz_id ORDER BY score / max_score DESC, number DESC)
          AS place
      FROM attempts WHERE user_id = ? WINDOW own AS (PARTITION BY quiz_id)
      """;

  private static final String QUIZZES =
      """
      SELECT q.course_id, q.id AS quiz_id, q.title, q.pass_percent,
        COALESCE(i.weight, 1) AS weight, o.percent, o.reason, a.score, a.max_score, a.attempts,
        a.submitted, a.pending,
        CASE WHEN DATE_ADD(a.open_until, INTERVAL q.grace_seconds SECOND) < ? THEN a.open_id END
          AS overdue,
        COALESCE(FIND_IN_SET('score', q.review_shows) > 0 AND (q.review_from = 'submission'
          OR (q.review_from = 'closing' AND COALESCE(w.closes_at, q.closes_at) <= ?)), FALSE)
          AS shown
      FROM quizzes q
        LEFT JOIN quiz_allowances w ON w.quiz_id = q.id AND w.user_id = ?
        LEFT JOIN grade_items i ON i.quiz_id = q.id
        LEFT JOIN grade_overrides o ON o.item_id = i.id AND o.user_id = ?
        LEFT JOIN (\
      """
          + ATTEMPTS
          + """
      ) a ON a.quiz_id = q.id AND a.place = 1
      WHERE NOT q.draft AND q.course_id IN (\
      """;

  private static final String OUTSIDE =
      """
      SELECT i.course_id, i.title, i.weight, o.percent, o.reason
      FROM grade_items i LEFT JOIN grade_overrides o ON o.item_id = i.id AND o.user_id = ?
      WHERE i.quiz_id IS NULL AND i.course_id IN (\
      """;

  /**
   * The grades of some courses, the newest first.
   *
   * @param overdue attempts whose time is over and that nobody closed yet
   * @param next the enrolment behind which it goes on, null at the end
   */
  record Grades(List<CourseGrades> courses, List<Long> overdue, @Nullable Long next) {}

  /** A course that is taken; those of a page are kept by id, in their order. */
  private record Course(long enrolmentId, long id, String title, @Nullable String certificate) {
    static Course of(Row row) {
      return new Course(
          row.number("id"), row.number("course_id"), row.text("title"), row.optionalText("code"));
    }
  }

  /** Grades of courses before an enrolment, as far as the learner may know them yet. */
  Grades grades(Transaction statements, long userId, long before, Instant now) {
    Slice<Course> shown =
        Slice.of(statements.list(COURSES, Course::of, userId, before, PAGE_SIZE + 1), PAGE_SIZE);
    Map<Long, Course> courses = new LinkedHashMap<>();
    shown.items().forEach(course -> courses.put(course.id(), course));
    var overdue = new ArrayList<Long>();
    Map<Long, List<Grade>> grades =
        courses.isEmpty()
            ? Map.of()
            : Stream.concat(
                    quizzes(statements, userId, courses, now, overdue).stream(),
                    outside(statements, userId, courses).stream())
                .collect(Collectors.groupingBy(Grade::courseId));
    return new Grades(
        courses.values().stream()
            .map(
                course ->
                    new CourseGrades(
                        course.enrolmentId(),
                        course.id(),
                        course.title(),
                        course.certificate(),
                        grades.getOrDefault(course.id(), List.of())))
            .toList(),
        overdue,
        shown.next(Course::enrolmentId));
  }

  private static List<Grade> quizzes(
      Transaction statements,
      long userId,
      Map<Long, Course> courses,
      Instant now,
      List<Long> overdue) {
    return statements.list(
        QUIZZES + Transaction.marks(courses.size()) + ") ORDER BY q.id",
        row -> {
          Long attempt = row.optionalNumber("overdue");
          if (attempt != null) {
            overdue.add(attempt);
          }
          return quiz(row, course(row, courses));
        },
        Stream.concat(Stream.of(now, now, userId, userId, userId), courses.keySet().stream())
            .toArray());
  }

  private static List<Grade> outside(
      Transaction statements, long userId, Map<Long, Course> courses) {
    return statements.list(
        OUTSIDE + Transaction.marks(courses.size()) + ") ORDER BY i.id",
        row -> outside(row, course(row, courses)),
        Stream.concat(Stream.of(userId), courses.keySet().stream()).toArray());
  }

  private static Course course(Row row, Map<Long, Course> courses) {
    return Objects.requireNonNull(courses.get(row.number("course_id")));
  }

  private static Grade quiz(Row row, Course course) {
    boolean shown = row.number("shown") != 0;
    Double best = shown ? row.optionalFraction("score") : null;
    Double max = best == null ? null : row.optionalFraction("max_score");
    Double given = row.optionalFraction("percent");
    Double computed =
        best == null || max == null || max <= 0 ? null : Double.valueOf(100 * best / max);
    return new Grade(
        course.id(),
        course.title(),
        row.number("quiz_id"),
        row.text("title"),
        numberOrZero(row, "attempts"),
        best,
        max,
        best != null && max != null && best * 100 >= max * row.number("pass_percent"),
        (int) numberOrZero(row, "pending"),
        !shown && numberOrZero(row, "submitted") > 0,
        given == null ? computed : given,
        given != null,
        reason(row),
        weight(row),
        course.certificate());
  }

  private static Grade outside(Row row, Course course) {
    Double given = row.optionalFraction("percent");
    return new Grade(
        course.id(),
        course.title(),
        null,
        row.text("title"),
        0,
        null,
        null,
        false,
        0,
        false,
        given,
        given != null,
        reason(row),
        weight(row),
        course.certificate());
  }

  private static long numberOrZero(Row row, String column) {
    Long number = row.optionalNumber(column);
    return number == null ? 0 : number;
  }

  private static String reason(Row row) {
    String reason = row.optionalText("reason");
    return reason == null ? "" : reason;
  }

  private static double weight(Row row) {
    Double weight = row.optionalFraction("weight");
    return weight == null ? 1 : weight;
  }
}
