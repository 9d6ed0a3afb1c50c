package lms.monitor;

import java.util.List;
import lms.groups.Wanted;
import lms.platform.Transaction;

/** Who takes the course of a quiz and has not begun it; stateless. */
final class Absent {
  private static final String ABSENT =
      """
      SELECT e.id, e.user_id, u.name, u.email
      FROM enrolments e JOIN users u ON u.id = e.user_id
      WHERE e.course_id = ? AND e.id > ? AND (u.name LIKE ? OR u.email LIKE ?)
        AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.quiz_id = ? AND a.user_id = e.user_id)
        AND (? = 0 OR EXISTS (
          SELECT 1 FROM group_members m WHERE m.group_id = ? AND m.user_id = e.user_id))
      ORDER BY e.id LIMIT ?
      """;

  /** By enrolment, behind {@code afterEnrolmentId}. */
  List<Monitor.Absentee> page(
      Transaction statements,
      long courseId,
      long quizId,
      Wanted wanted,
      long afterEnrolmentId,
      int count) {
    String pattern = wanted.pattern();
    return statements.list(
        ABSENT,
        row ->
            new Monitor.Absentee(
                row.number("id"), row.number("user_id"), row.text("name"), row.text("email")),
        courseId,
        afterEnrolmentId,
        pattern,
        pattern,
        quizId,
        wanted.group(),
        wanted.group(),
        count);
  }
}
