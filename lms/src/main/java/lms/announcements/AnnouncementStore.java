package lms.announcements;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lms.notifications.Notifications;
import lms.platform.Database;
import lms.platform.Row;
import lms.platform.Transaction;

/**
 * Announcements and their notifications. Thread-safe.
 *
 * <p>Learners are notified some at a time, each of them once: how far it is commits together with
 * the notifications, and the announcement's row is the lock. Nobody is before the course is
 * published.
 */
final class AnnouncementStore {
  private static final int NOTIFIED_AT_ONCE = 500;

  private static final String PAGE =
      """
      SELECT a.id, a.title, a.body, a.created_at, a.edited_at, u.name FROM announcements a
      JOIN users u ON u.id = a.author_id
      WHERE a.course_id = ? AND a.id < ? ORDER BY a.id DESC LIMIT ?
      """;

  private static final String UNFINISHED =
      """
      SELECT a.id FROM announcements a
      JOIN courses c ON c.id = a.course_id AND c.published_at IS NOT NULL
      WHERE a.notified_at IS NULL ORDER BY a.created_at LIMIT 1
      """;

  private static final String WRITTEN =
      "SELECT course_id, title, body, edited_at FROM announcements WHERE id = ?";

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
                row.instant("created_at"),
                row.optionalInstant("edited_at")),
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

  /**
   * An announcement as it was written.
   *
   * @param edited when it was last changed, in milliseconds of the epoch; 0 where it never was
   */
  record Written(long courseId, String title, String body, long edited) {
    private static Written of(Row row) {
      Instant edited = row.optionalInstant("edited_at");
      return new Written(
          row.number("course_id"),
          row.text("title"),
          row.text("body"),
          edited == null ? 0 : edited.toEpochMilli());
    }
  }

  Optional<Written> find(Transaction statements, long id) {
    return statements.first(WRITTEN, Written::of, id);
  }

  /**
   * Says something else instead; nobody is notified again. False where it is another by now than
   * the one that was edited, or none.
   */
  boolean update(Transaction transaction, long id, Written written, Instant now) {
    boolean same =
        transaction
            .first(WRITTEN + " FOR UPDATE", Written::of, id)
            .filter(stored -> stored.edited() == written.edited())
            .isPresent();
    if (same) {
      transaction.run(
          "UPDATE announcements SET title = ?, body = ?, edited_at = ? WHERE id = ?",
          written.title(),
          written.body(),
          now,
          id);
    }
    return same;
  }

  /** Takes an announcement back; who was not notified yet hears nothing of it. */
  void delete(Transaction transaction, long id) {
    transaction.run("DELETE FROM announcements WHERE id = ?", id);
  }

  /** Whether learners see the course, and are notified at once. */
  boolean published(Transaction statements, long courseId) {
    return statements
        .first(
            "SELECT id FROM courses WHERE id = ? AND published_at IS NOT NULL",
            row -> row.number("id"),
            courseId)
        .isPresent();
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
