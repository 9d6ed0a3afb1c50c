package lms.announcements;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lms.notifications.Notifications;
import lms.platform.Database;
import lms.platform.Transaction;

/**
 * Announcements and their notifications. Thread-safe.
 *
 * <p>Learners are notified some at a time, each of them once: how far it is commits together with
 * the notifications, and the announcement's row is the lock.
 */
final class AnnouncementStore {
  private static final int NOTIFIED_AT_ONCE = 500;

  private static final String PAGE =
      """
      SELECT a.id, a.title, a.body, a.created_at, u.name FROM announcements a
      JOIN users u ON u.id = a.author_id
      WHERE a.course_id = ? AND a.id < ? ORDER BY a.id DESC LIMIT ?
      """;

  private static final String UNFINISHED =
      """
      SELECT id, course_id, title, notified_to FROM announcements
      WHERE notified_at IS NULL ORDER BY created_at LIMIT 1
      """;

  private static final String LOCK =
      """
      SELECT id, course_id, title, notified_to FROM announcements
      WHERE id = ? AND notified_at IS NULL FOR UPDATE
      """;

  private static final String LAST_OF_NEXT =
      """
      SELECT MAX(id) AS last FROM
        (SELECT id FROM enrolments WHERE course_id = ? AND id > ? ORDER BY id LIMIT ?) some
      """;

  private final Database database;
  private final Notifications notifications;

  AnnouncementStore(Database database, Notifications notifications) {
    this.database = database;
    this.notifications = notifications;
  }

  List<Announcement> page(
      Transaction statements, long courseId, long before, int limit, UnaryOperator<String> html) {
    return statements.list(
        PAGE,
        row ->
            new Announcement(
                row.number("id"),
                row.text("title"),
                html.apply(row.text("body")),
                row.text("name"),
                row.instant("created_at")),
        courseId,
        before,
        limit);
  }

  long insert(
      Transaction transaction,
      long courseId,
      long authorId,
      String title,
      String body,
      Instant now) {
    return transaction.insert(
        "INSERT INTO announcements (course_id, author_id, title, body, created_at)"
            + " VALUES (?, ?, ?, ?, ?)",
        courseId,
        authorId,
        title,
        body,
        now);
  }

  private record Open(long id, long courseId, String title, long notifiedTo) {}

  /** Notifies some more of the oldest announcement that is not through; false if there is none. */
  boolean step(Instant now) {
    Optional<Long> id =
        database.reading(statements -> statements.first(UNFINISHED, row -> row.number("id")));
    id.ifPresent(
        announcement ->
            database.inTransaction(
                transaction -> {
                  step(transaction, announcement, now);
                  return announcement;
                }));
    return id.isPresent();
  }

  private void step(Transaction transaction, long id, Instant now) {
    Open open =
        transaction
            .first(
                LOCK,
                row ->
                    new Open(
                        row.number("id"),
                        row.number("course_id"),
                        row.text("title"),
                        row.number("notified_to")),
                id)
            .orElse(null);
    if (open == null) {
      return;
    }
    Optional<Long> last =
        transaction
            .list(
                LAST_OF_NEXT,
                row -> Optional.ofNullable(row.optionalNumber("last")),
                open.courseId(),
                open.notifiedTo(),
                NOTIFIED_AT_ONCE)
            .getFirst();
    if (last.isEmpty()) {
      transaction.run("UPDATE announcements SET notified_at = ? WHERE id = ?", now, id);
      return;
    }
    notifications.addToCourse(
        transaction,
        open.courseId(),
        open.notifiedTo(),
        last.get(),
        Notifications.Kind.ANNOUNCEMENT,
        open.title(),
        "/courses/" + open.courseId() + "/announcements");
    transaction.run("UPDATE announcements SET notified_to = ? WHERE id = ?", last.get(), id);
  }
}
