package lms.accounts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import lms.notifications.Notifications;
import lms.platform.Sha256;
import lms.platform.Tokens;
import lms.platform.Transaction;
import lms.platform.Words;

/**
 * Links that are mailed to people for one purpose. A link works once and for a while, stands in the
 * database as a hash, and ends the one before it; it is mailed at most every five minutes.
 * Thread-safe.
 */
final class MailedLinks {
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final String table;
  private final String path;
  private final Duration lifetime;
  private final Notifications notifications;
  private final InstantSource clock;

  private MailedLinks(
      String table,
      String path,
      Duration lifetime,
      Notifications notifications,
      InstantSource clock) {
    this.table = table;
    this.path = path;
    this.lifetime = lifetime;
    this.notifications = notifications;
    this.clock = clock;
  }

  /** Those with which a password is chosen, for an hour. */
  static MailedLinks toPasswords(Notifications notifications, InstantSource clock) {
    return new MailedLinks(
        "password_resets", "/password/", Duration.ofHours(1), notifications, clock);
  }

  /** Those with which an address is confirmed, for a week; who has one has not done it yet. */
  static MailedLinks toConfirmations(Notifications notifications, InstantSource clock) {
    return new MailedLinks(
        "unconfirmed_addresses", "/confirmation/", Duration.ofDays(7), notifications, clock);
  }

  /** Mails one, unless one was mailed just before. */
  void mail(Transaction transaction, long userId, Words title) {
    Instant now = clock.instant();
    Instant recently = now.plus(lifetime).minus(PAUSE);
    String recent = "SELECT user_id FROM " + table + " WHERE user_id = ? AND expires_at > ?";
    if (transaction.first(recent, row -> row.number("user_id"), userId, recently).isPresent()) {
      return;
    }
    String token = Tokens.secret();
    transaction.run(
        "INSERT INTO "
            + table
            + " (user_id, token_hash, expires_at) VALUES (?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE token_hash = VALUES(token_hash),"
            + " expires_at = VALUES(expires_at)",
        userId,
        hash(token),
        now.plus(lifetime));
    notifications.mail(transaction, userId, title, path + token);
  }

  /** Whose a link is that still works. */
  Optional<Long> owner(Transaction statements, String token) {
    return owner(statements, token, "");
  }

  /** The same, once: the link is worth nothing after it. */
  Optional<Long> use(Transaction transaction, String token) {
    Optional<Long> owner = owner(transaction, token, " FOR UPDATE");
    owner.ifPresent(userId -> end(transaction, userId));
    return owner;
  }

  private Optional<Long> owner(Transaction statements, String token, String locked) {
    return statements.first(
        "SELECT user_id FROM " + table + " WHERE token_hash = ? AND expires_at > ?" + locked,
        row -> row.number("user_id"),
        hash(token),
        clock.instant());
  }

  /** Whether somebody has a link, even one that is too old. */
  boolean has(Transaction transaction, long userId) {
    return transaction
        .first(
            "SELECT user_id FROM " + table + " WHERE user_id = ? FOR UPDATE",
            row -> row.number("user_id"),
            userId)
        .isPresent();
  }

  /** Takes somebody's link away. */
  void end(Transaction transaction, long userId) {
    transaction.run("DELETE FROM " + table + " WHERE user_id = ?", userId);
  }

  private static String hash(String token) {
    return HexFormat.of().formatHex(Sha256.of(token));
  }
}
