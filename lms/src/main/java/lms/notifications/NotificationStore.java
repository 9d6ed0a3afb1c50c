package lms.notifications;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lms.notifications.Notifications.Kind;
import lms.platform.Json;
import lms.platform.Row;
import lms.platform.Slice;
import lms.platform.Text;
import lms.platform.Transaction;
import lms.platform.Words;

/** The rows of notifications and of what learners want to hear. Holds no state. */
final class NotificationStore {
  /** How many notifications a learner is shown at once. */
  static final int SHOWN_MAX = 30;

  /** One statement for both: the count of all unread ones comes with each row. */
  private static final String NEWEST =
      """
      SELECT id, kind, title, words, link, created_at, read_at,
        (SELECT COUNT(*) FROM notifications u WHERE u.user_id = ? AND u.read_at IS NULL) AS unread
      FROM notifications WHERE user_id = ? AND id < ? ORDER BY id DESC LIMIT ?
      """;

  private static final String READ =
      "UPDATE notifications SET read_at = ? WHERE user_id = ? AND read_at IS NULL AND id <= ?";

  private static final String PREFERENCES =
      "SELECT kind, on_page, by_mail FROM notification_preferences WHERE user_id = ?";

  private static final String PREFER =
      """
      INSERT INTO notification_preferences (user_id, kind, on_page, by_mail) VALUES (?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE on_page = VALUES(on_page), by_mail = VALUES(by_mail)
      """;

  /** A learner's notifications before {@code before}, and how many of all are unread. */
  Inbox inbox(Transaction transaction, long userId, long before, Text text) {
    var unread = new long[1];
    List<Notification> items =
        transaction.list(
            NEWEST,
            row -> {
              unread[0] = row.number("unread");
              return notification(row, text);
            },
            userId,
            userId,
            before,
            SHOWN_MAX + 1);
    Slice<Notification> shown = Slice.of(items, SHOWN_MAX);
    return new Inbox(userId, unread[0], shown.items(), shown.next(Notification::id));
  }

  /** Marks as read what is unread up to {@code lastId}. Doing it again changes nothing. */
  void markRead(Transaction transaction, long userId, long lastId, Instant now) {
    transaction.run(READ, now, userId, lastId);
  }

  /** What a learner wants of each kind. */
  List<Preference> preferences(Transaction statements, long userId) {
    Map<Kind, Preference> chosen = new EnumMap<>(Kind.class);
    statements.list(
        PREFERENCES,
        row ->
            Kind.of(row.text("kind"))
                .map(
                    kind ->
                        chosen.put(
                            kind,
                            new Preference(
                                kind, row.number("on_page") != 0, row.number("by_mail") != 0))),
        userId);
    return Arrays.stream(Kind.values())
        .map(kind -> chosen.getOrDefault(kind, new Preference(kind, true, kind.mailed())))
        .toList();
  }

  void prefer(Transaction transaction, long userId, Preference preference) {
    transaction.run(
        PREFER, userId, preference.kind().word(), preference.onPage(), preference.byMail());
  }

  private static Notification notification(Row row, Text text) {
    return new Notification(
        row.number("id"),
        row.text("kind"),
        title(row, text),
        row.text("link"),
        row.instant("created_at"),
        row.optionalInstant("read_at") != null);
  }

  /** In the reader's language where there are words, as it was written where there are none. */
  static String title(Row row, Text text) {
    String words = row.optionalText("words");
    return words == null
        ? row.text("title")
        : text.of(Json.stored(words.getBytes(StandardCharsets.UTF_8), Words.class));
  }
}
