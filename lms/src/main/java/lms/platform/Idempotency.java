package lms.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;

/**
 * Writes that happen once: the key and the effect commit in one transaction. Thread-safe.
 *
 * <p>The same key with the same request gets the answer of the first; with another request it is
 * refused with 422. Keys belong to a person. Nothing of this is in a cache: a process killed or a
 * Redis flushed in between changes nothing.
 */
public final class Idempotency {
  /** How long a key answers: a phone without a network for a week still sends nothing twice. */
  public static final Duration KEPT = Duration.ofDays(7);

  private static final int FORGOTTEN_AT_ONCE = 1_000;

  private final Database database;
  private final Clock clock;

  /** Keys in {@code database}. */
  public Idempotency(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Stored(byte[] requestHash, int status, String body) {}

  /**
   * Runs {@code write} unless it ran before under this request's key.
   *
   * @param write answers what to say, as JSON; may run more than once, then in new transactions. A
   *     {@link Problem} that it throws leaves neither an effect nor a key
   */
  public Answer once(Exchange exchange, Function<Transaction, Answer> write) {
    long userId = exchange.person().id();
    String key = exchange.idempotencyKey();
    byte[] hash = sha256(exchange.fingerprint());
    return database.inTransaction(
        transaction -> {
          // The row is the lock: a second request with this key waits here for the first.
          long inserted =
              transaction.run(
                  "INSERT IGNORE INTO idempotency_keys"
                      + " (user_id, idempotency_key, request_hash, status, body, created_at)"
                      + " VALUES (?, ?, ?, 0, '', ?)",
                  userId,
                  key,
                  hash,
                  utc(clock.instant()));
          if (inserted == 0) {
            return replay(transaction, userId, key, hash);
          }
          Answer answer = write.apply(transaction);
          transaction.run(
              "UPDATE idempotency_keys SET status = ?, body = ?"
                  + " WHERE user_id = ? AND idempotency_key = ?",
              answer.status(),
              new String(answer.body(), StandardCharsets.UTF_8),
              userId,
              key);
          return answer;
        });
  }

  /**
   * Forgets the keys that are older than {@link #KEPT}, few at a time, so that no writer waits
   * long.
   *
   * @return how many
   */
  public long forgetOld() {
    LocalDateTime before = utc(clock.instant().minus(KEPT));
    long forgotten = 0;
    long now;
    do {
      now =
          database.inTransaction(
              transaction ->
                  transaction.run(
                      "DELETE FROM idempotency_keys WHERE created_at < ? ORDER BY created_at"
                          + " LIMIT ?",
                      before,
                      FORGOTTEN_AT_ONCE));
      forgotten += now;
    } while (now == FORGOTTEN_AT_ONCE);
    return forgotten;
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Answer replay(Transaction transaction, long userId, String key, byte[] hash) {
    Stored stored =
        transaction
            .first(
                "SELECT request_hash, status, body FROM idempotency_keys"
                    + " WHERE user_id = ? AND idempotency_key = ?",
                row ->
                    new Stored(
                        row.bytes("request_hash"), (int) row.number("status"), row.text("body")),
                userId,
                key)
            .orElseThrow(() -> new Unavailable("The same write is being undone", 1));
    if (!MessageDigest.isEqual(stored.requestHash(), hash)) {
      throw Problem.wrong("key-reused", "This Idempotency-Key was used for another request");
    }
    return Answer.json(stored.status(), stored.body().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
