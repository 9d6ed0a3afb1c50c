package lms.profile;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import lms.accounts.Accounts;
import lms.certificates.CertificateRoutes;
import lms.enrolments.Seats;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Transaction;
import lms.platform.Words;

/**
 * The erasure of an account. What was learnt stays, without a name: enrolments, progress, answers,
 * grades, stars and certificates, whose codes still prove that somebody earned them. What was
 * written to people or about the person, and what only serves the person, goes.
 */
final class Erasure {
  private static final String TEACHES = "SELECT id FROM courses WHERE teacher_id = ? LIMIT 1";

  /** Whoever keeps a seat that others wait for is asked to leave it, unless it was used up. */
  private static final String SEATS =
      """
      SELECT e.course_id FROM enrolments e JOIN courses c ON c.id = e.course_id
      WHERE e.user_id = ? AND e.completed_at IS NULL AND c.seats IS NOT NULL
      ORDER BY e.course_id
      """;

  private static final String COUNT_REPLIES =
      """
      UPDATE posts t
      JOIN (SELECT thread_id, COUNT(*) AS own FROM posts
        WHERE user_id = ? AND thread_id IS NOT NULL AND deleted_at IS NULL GROUP BY thread_id) r
        ON r.thread_id = t.id
      SET t.replies = t.replies - r.own
      """;

  private static final String EMPTY_POSTS =
      """
      UPDATE posts SET body = '', answer = FALSE, deleted_at = COALESCE(deleted_at, ?)
      WHERE user_id = ?
      """;

  private static final List<String> REMOVED =
      List.of(
          "DELETE FROM waiting_list WHERE user_id = ?",
          "DELETE FROM enrolment_news WHERE user_id = ?",
          "DELETE FROM notifications WHERE user_id = ?",
          "DELETE FROM notification_preferences WHERE user_id = ?",
          "DELETE FROM outbox WHERE user_id = ?",
          "DELETE FROM calendar_links WHERE user_id = ?",
          "DELETE FROM password_resets WHERE user_id = ?",
          "DELETE FROM unconfirmed_addresses WHERE user_id = ?",
          "DELETE FROM idempotency_keys WHERE user_id = ?",
          "UPDATE ratings SET comment = '' WHERE user_id = ?",
          "UPDATE grade_overrides SET reason = '' WHERE user_id = ?",
          "UPDATE answer_marks SET comment = ''"
              + " WHERE attempt_id IN (SELECT id FROM attempts WHERE user_id = ?)");

  private static final String ANONYMISE =
      """
      UPDATE users SET name = ?, email = ?, password_hash = ?, language = NULL, time_zone = NULL,
        erased_at = ?
      WHERE id = ?
      """;

  private final Database database;
  private final Cache cache;
  private final Accounts accounts;
  private final Seats seats;
  private final InstantSource clock;

  Erasure(Database database, Cache cache, Accounts accounts, Seats seats, InstantSource clock) {
    this.database = database;
    this.cache = cache;
    this.accounts = accounts;
    this.seats = seats;
    this.clock = clock;
  }

  /** Erases an account for good; who teaches a course is refused, because it needs a teacher. */
  void erase(long userId) {
    database.inTransaction(
        transaction -> {
          erase(transaction, userId);
          return userId;
        });
  }

  private void erase(Transaction transaction, long userId) {
    if (transaction.first(TEACHES, row -> row.number("id"), userId).isPresent()) {
      throw Problem.conflict("teaches", Words.of("profile.teaches"));
    }
    Instant now = clock.instant();
    List<Long> left = transaction.list(SEATS, row -> row.number("course_id"), userId);
    left.forEach(courseId -> seats.leave(transaction, userId, courseId));
    transaction.run(COUNT_REPLIES, userId);
    transaction.run(EMPTY_POSTS, now, userId);
    REMOVED.forEach(statement -> transaction.run(statement, userId));
    transaction.run(
        ANONYMISE,
        Person.ERASED,
        "erased-" + userId + "@erased.invalid",
        accounts.lockedHash(),
        now,
        userId);
    accounts.endSessions(transaction, userId, "");
    showAnew(transaction, userId);
    transaction.afterCommit(() -> left.forEach(id -> cache.forget("course:" + id)));
  }

  /** Lets pages say the new name of a person where they have kept the old one. */
  void showAnew(Transaction transaction, long userId) {
    List<String> codes =
        transaction.list(
            "SELECT code FROM certificates WHERE user_id = ?", row -> row.text("code"), userId);
    List<Long> named =
        transaction.list(
            "SELECT course_id AS id FROM ratings WHERE user_id = ?"
                + " UNION SELECT id FROM courses WHERE teacher_id = ?",
            row -> row.number("id"),
            userId,
            userId);
    transaction.afterCommit(
        () -> {
          codes.forEach(code -> CertificateRoutes.changed(cache, code));
          named.forEach(id -> cache.forget("course:" + id));
        });
  }
}
