package lms.learning;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lms.platform.Row;
import lms.platform.Slice;
import lms.platform.Transaction;

/** What learners are at, by two statements whatever they take. Holds no state. */
final class LearningStore {
  static final int PAGE_SIZE = 24;

  /**
   * Of a lesson l in its section s: it is not done by the learner, and nothing locks it. Its two
   * marks are now.
   */
  private static final String OPEN =
      """
      NOT EXISTS (
          SELECT 1 FROM lesson_progress p
          WHERE p.user_id = %1$s AND p.lesson_id = l.id AND p.completed_at IS NOT NULL)
        AND (l.opens_at IS NULL OR l.opens_at <= ?) AND (s.opens_at IS NULL OR s.opens_at <= ?)
        AND NOT EXISTS (
          SELECT 1 FROM lessons w WHERE w.id = l.after_lesson_id AND NOT w.draft AND NOT EXISTS (
            SELECT 1 FROM lesson_progress p
            WHERE p.user_id = %1$s AND p.lesson_id = w.id AND p.completed_at IS NOT NULL))
        AND NOT EXISTS (
          SELECT 1 FROM lessons w WHERE w.section_id = s.after_section_id AND NOT w.draft
            AND NOT EXISTS (
              SELECT 1 FROM lesson_progress p
              WHERE p.user_id = %1$s AND p.lesson_id = w.id AND p.completed_at IS NOT NULL))
      """;

  /** Lessons in their order until one fits, in courses of any size. */
  private static final String TAKEN =
      """
      SELECT e.id, c.id AS course_id, c.title, c.summary,
        (SELECT COUNT(*) FROM lessons l WHERE l.course_id = c.id AND NOT l.draft) AS lessons,
        (SELECT COUNT(*) FROM lesson_progress p JOIN lessons d ON d.id = p.lesson_id
          WHERE p.user_id = e.user_id AND p.course_id = c.id AND p.completed_at IS NOT NULL
            AND NOT d.draft) AS done,
        (SELECT l.id FROM lessons l STRAIGHT_JOIN sections s ON s.id = l.section_id
          WHERE l.course_id = c.id AND NOT l.draft AND %s
          ORDER BY l.position LIMIT 1) AS next_lesson,
        (SELECT code FROM certificates t WHERE t.user_id = e.user_id AND t.course_id = c.id)
          AS certificate
      FROM enrolments e JOIN courses c ON c.id = e.course_id AND c.published_at IS NOT NULL
      WHERE e.user_id = ? AND e.id < ? ORDER BY e.id DESC LIMIT ?
      """
          .formatted(OPEN.formatted("e.user_id"));

  /**
   * In the course of the lesson that was worked at last: it, the first one after it, or else the
   * first before it that is open and not done.
   */
  private static final String RESUME =
      """
      SELECT l.id, l.title, l.course_id, c.title AS course,
        COALESCE((SELECT COALESCE(n.last_seconds, n.video_position_seconds) FROM lesson_progress n
          WHERE n.user_id = t.user_id AND n.lesson_id = l.id), 0) AS seconds
      FROM (SELECT p.user_id, p.course_id, w.position FROM lesson_progress p
          JOIN enrolments e ON e.user_id = p.user_id AND e.course_id = p.course_id
          JOIN lessons w ON w.id = p.lesson_id
          WHERE p.user_id = ? ORDER BY p.updated_at DESC, p.lesson_id DESC LIMIT 1) t
        JOIN lessons l ON l.course_id = t.course_id AND NOT l.draft
        JOIN sections s ON s.id = l.section_id
        JOIN courses c ON c.id = l.course_id AND c.published_at IS NOT NULL
      WHERE %s
      ORDER BY l.position < t.position, l.position LIMIT 1
      """
          .formatted(OPEN.formatted("t.user_id"));

  Learning of(Transaction statements, long userId, long before, Instant now) {
    List<Learning.Taken> found =
        statements.list(TAKEN, LearningStore::taken, now, now, userId, before, PAGE_SIZE + 1);
    Slice<Learning.Taken> shown = Slice.of(found, PAGE_SIZE);
    Optional<Learning.Resume> resume =
        statements.first(RESUME, LearningStore::resume, userId, now, now);
    return new Learning(
        userId, resume.orElse(null), shown.items(), shown.next(Learning.Taken::enrolmentId));
  }

  private static Learning.Taken taken(Row row) {
    return new Learning.Taken(
        row.number("id"),
        row.number("course_id"),
        row.text("title"),
        row.text("summary"),
        (int) row.number("done"),
        (int) row.number("lessons"),
        row.optionalNumber("next_lesson"),
        row.optionalText("certificate"));
  }

  private static Learning.Resume resume(Row row) {
    return new Learning.Resume(
        row.number("id"),
        row.text("title"),
        row.number("course_id"),
        row.text("course"),
        (int) row.number("seconds"));
  }
}
