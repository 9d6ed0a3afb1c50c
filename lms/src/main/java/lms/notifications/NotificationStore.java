package lms.notifications;

import java.time.Instant;
import java.util.List;
import lms.platform.Row;
import lms.platform.Transaction;

/** The rows of notifications. Holds no state. */
final class NotificationStore {
  /** How many notifications a learner is shown. */
  static final int SHOWN_MAX = 30;

  /** One statement for both: the count of all unread ones comes with each row. */
  private static final String NEWEST =
      """
      SELECT id, kind, title, link, created_at, read_at,
        (SELECT COUNT(*) FROM notifications u WHERE u.user_id = ? AND u.read_at IS NULL) AS unread
      FROM notifications WHERE user_id = ? ORDER BY id DESC LIMIT ?
      """;

  private static final String READ =
      "UPDATE notifications SET read_at = ? WHERE user_id = ? AND read_at IS NULL AND id <= ?";

  /** The newest notifications of a learner and how many of all are unread. */
  Inbox inbox(Transaction transaction, long userId) {
    var unread = new long[1];
    List<Notification> items =
        transaction.list(
            NEWEST,
            row -> {
              unread[0] = row.number("unread");
              return notification(row);
            },
            userId,
            userId,
            SHOWN_MAX);
    return new Inbox(userId, unread[0], items);
  }

  /** Marks as read what is unread up to {@code lastId}. Doing it again changes nothing. */
  void markRead(Transaction transaction, long userId, long lastId, Instant now) {
    transaction.run(READ, now, userId, lastId);
  }

  private static Notification notification(Row row) {
    return new Notification(
        row.number("id"),
        row.text("kind"),
        row.text("title"),
        row.text("link"),
        row.instant("created_at"),
        row.optionalInstant("read_at") != null);
  }
}
