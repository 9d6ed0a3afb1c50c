package lms.grades;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lms.platform.Row;
import lms.platform.Transaction;

/** Grades, computed from attempts by one statement. Holds no state. */
final class GradeStore {
  private static final int SHOWN_MAX = 500;

  private static final String GRADES =
      """
      SELECT c.id, c.title, q.id AS quiz_id, q.title AS quiz, q.pass_percent,
        COUNT(a.id) AS attempts,
        CASE WHEN FIND_IN_SET('score', q.review_shows) > 0 AND (q.review_from = 'submission'
            OR (q.review_from = 'closing' AND COALESCE(w.closes_at, q.closes_at) <= ?))
          THEN MAX(a.score) END AS best,
        MAX(a.max_score) AS max_score,
        MIN(CASE WHEN a.submitted_at IS NULL
            AND DATE_ADD(a.deadline_at, INTERVAL q.grace_seconds SECOND) < ?
          THEN a.id END) AS overdue,
        (SELECT code FROM certificates t WHERE t.user_id = ? AND t.course_id = c.id) AS code
      FROM enrolments e
        JOIN courses c ON c.id = e.course_id
        LEFT JOIN quizzes q ON q.course_id = c.id AND NOT q.draft
        LEFT JOIN quiz_allowances w ON w.quiz_id = q.id AND w.user_id = e.user_id
        LEFT JOIN attempts a ON a.quiz_id = q.id AND a.user_id = e.user_id
      WHERE e.user_id = ?
      GROUP BY c.id, c.title, q.id, q.title, q.pass_percent, q.review_shows, q.review_from,
        q.closes_at, w.closes_at
      ORDER BY c.title, q.id
      LIMIT ?
      """;

  /**
   * All grades of a learner, as far as the learner may see points yet.
   *
   * @param overdue attempts whose time is over and that nobody closed yet
   */
  record Grades(List<Grade> grades, List<Long> overdue) {}

  Grades grades(Transaction statements, long userId, Instant now) {
    var overdue = new ArrayList<Long>();
    List<Grade> grades =
        statements.list(
            GRADES,
            row -> {
              Long attempt = row.optionalNumber("overdue");
              if (attempt != null) {
                overdue.add(attempt);
              }
              return grade(row);
            },
            now,
            now,
            userId,
            userId,
            SHOWN_MAX);
    return new Grades(grades, overdue);
  }

  private static Grade grade(Row row) {
    Double best = row.optionalFraction("best");
    Double max = row.optionalFraction("max_score");
    Long pass = row.optionalNumber("pass_percent");
    boolean passed = best != null && max != null && pass != null && best * 100 >= max * pass;
    return new Grade(
        row.number("id"),
        row.text("title"),
        row.optionalNumber("quiz_id"),
        row.optionalText("quiz"),
        row.number("attempts"),
        best,
        max,
        passed,
        row.optionalText("code"));
  }
}
