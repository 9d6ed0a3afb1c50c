package lms.calendar;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lms.platform.Row;
import lms.platform.Text;
import lms.platform.Transaction;

/** What is due in the courses that somebody takes, and secret links to it. Holds no state. */
final class CalendarStore {
  /** Of one month, or of all that a feed has: more nobody reads. */
  static final int SHOWN_MAX = 500;

  /** What is done is not due any more; a person's own times of a quiz count before its own. */
  private static final String ENTRIES =
      """
      SELECT 'lesson-opens' AS kind, l.id, l.title, c.id AS course_id, c.title AS course,
        l.opens_at AS at
      FROM enrolments e
        JOIN courses c ON c.id = e.course_id AND c.published_at IS NOT NULL
        JOIN lessons l ON l.course_id = c.id AND NOT l.draft
      WHERE e.user_id = ? AND l.opens_at >= ? AND l.opens_at < ?
      UNION ALL
      SELECT 'lesson-due', l.id, l.title, c.id, c.title, l.due_at
      FROM enrolments e
        JOIN courses c ON c.id = e.course_id AND c.published_at IS NOT NULL
        JOIN lessons l ON l.course_id = c.id AND NOT l.draft
      WHERE e.user_id = ? AND l.due_at >= ? AND l.due_at < ? AND NOT EXISTS (
        SELECT 1 FROM lesson_progress p
        WHERE p.user_id = e.user_id AND p.lesson_id = l.id AND p.completed_at IS NOT NULL)
      UNION ALL
      SELECT 'quiz-opens', q.id, q.title, c.id, c.title, COALESCE(a.opens_at, q.opens_at)
      FROM enrolments e
        JOIN courses c ON c.id = e.course_id AND c.published_at IS NOT NULL
        JOIN quizzes q ON q.course_id = c.id AND NOT q.draft
        LEFT JOIN quiz_allowances a ON a.quiz_id = q.id AND a.user_id = e.user_id
      WHERE e.user_id = ? AND COALESCE(a.opens_at, q.opens_at) >= ?
        AND COALESCE(a.opens_at, q.opens_at) < ?
      UNION ALL
      SELECT 'quiz-closes', q.id, q.title, c.id, c.title, COALESCE(a.closes_at, q.closes_at)
      FROM enrolments e
        JOIN courses c ON c.id = e.course_id AND c.published_at IS NOT NULL
        JOIN quizzes q ON q.course_id = c.id AND NOT q.draft
        LEFT JOIN quiz_allowances a ON a.quiz_id = q.id AND a.user_id = e.user_id
      WHERE e.user_id = ? AND COALESCE(a.closes_at, q.closes_at) >= ?
        AND COALESCE(a.closes_at, q.closes_at) < ?
      ORDER BY at, kind, id LIMIT ?
      """;

  private static final String LINK = "SELECT token FROM calendar_links WHERE user_id = ?";

  private static final String OWNER =
      """
      SELECT u.id, u.language, u.time_zone
      FROM calendar_links k JOIN users u ON u.id = k.user_id WHERE k.token = ?
      """;

  private static final String SET =
      """
      INSERT INTO calendar_links (user_id, token, created_at) VALUES (?, ?, ?)
      ON DUPLICATE KEY UPDATE token = VALUES(token), created_at = VALUES(created_at)
      """;

  /** Whose feed it is, and how that person reads. */
  record Owner(long userId, Text text) {
    static Owner of(Row row) {
      return new Owner(
          row.number("id"),
          Text.stored(row.optionalText("language"), row.optionalText("time_zone")));
    }
  }

  /** What happens from {@code from} on and before {@code to}, in order. */
  List<Entry> entries(Transaction statements, long userId, Instant from, Instant to) {
    return statements.list(
        ENTRIES,
        row ->
            new Entry(
                Entry.Kind.of(row.text("kind")),
                row.number("id"),
                row.text("title"),
                row.number("course_id"),
                row.text("course"),
                row.instant("at")),
        userId,
        from,
        to,
        userId,
        from,
        to,
        userId,
        from,
        to,
        userId,
        from,
        to,
        SHOWN_MAX);
  }

  Optional<String> link(Transaction statements, long userId) {
    return statements.first(LINK, row -> row.text("token"), userId);
  }

  Optional<Owner> owner(Transaction statements, String token) {
    return statements.first(OWNER, Owner::of, token);
  }

  /** From then on only this link leads to the person's calendar. */
  void setLink(Transaction transaction, long userId, String token, Instant now) {
    transaction.run(SET, userId, token, now);
  }
}
