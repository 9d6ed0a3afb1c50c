package lms.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes that happen once: the key and the effect commit in one transaction. Thread-safe.
 *
 * <p>The same key with the same request gets the answer of the first, a refusal (409) included;
 * with another request it is refused with 422. Keys belong to a person. Nothing of this is in a
 * cache: a process killed or a Redis flushed in between changes nothing.
 */
public final class Idempotency {
  /** How long a key answers: a phone without a network for a week still sends nothing twice. */
  public static final Duration KEPT = Duration.ofDays(7);

  private static final int FORGOTTEN_AT_ONCE = 1_000;

  private final Database database;
  private final Clock clock;
  private final Runnable countReplay;

  /** Keys in {@code database}. */
  public Idempotency(Database database, Clock clock, Metrics metrics) {
    this.database = database;
    this.clock = clock;
    this.countReplay = metrics.counting("lms_idempotent_replays_total");
  }

  /** Whose key it is, and what it was used for. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Claim(long userId, String key, byte[] requestHash) {
    static Claim of(Exchange exchange) {
      return new Claim(
          exchange.person().id(), exchange.idempotencyKey(), Sha256.of(exchange.fingerprint()));
    }
  }

  /** What the first request came to. */
  private record Outcome(int status, String body, @Nullable String words) {
    private record Refusal(String type, String detail) {}

    static Outcome of(Answer answer) {
      return new Outcome(answer.status(), new String(answer.body(), StandardCharsets.UTF_8), null);
    }

    static Outcome of(Problem problem) {
      Words words = problem.words();
      return new Outcome(
          problem.status(),
          Json.text(new Refusal(problem.type(), problem.detail())),
          words == null ? null : Json.text(words));
    }

    static Outcome of(Row row) {
      return new Outcome((int) row.number("status"), row.text("body"), row.optionalText("words"));
    }

    /** The same answer each time, or the same {@link Problem} thrown. */
    Answer answer() {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      if (status == Problem.CONFLICT) {
        Refusal refusal = Json.stored(bytes, Refusal.class);
        throw words == null
            ? Problem.conflict(refusal.type(), refusal.detail())
            : Problem.conflict(
                refusal.type(), Json.stored(words.getBytes(StandardCharsets.UTF_8), Words.class));
      }
      return Answer.json(status, bytes);
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Stored(byte[] requestHash, Outcome outcome) {}

  /**
   * Runs {@code write} unless it ran before under this request's key.
   *
   * @param write answers what to say, as JSON; may run more than once, then in new transactions. A
   *     {@link Problem} that it throws leaves no effect. Where it is a conflict with the state of
   *     things, it is what the key answers from then on; else the key stays unused
   */
  public Answer once(Exchange exchange, Function<Transaction, Answer> write) {
    Claim claim = Claim.of(exchange);
    return outcome(claim, write).answer();
  }

  private Outcome outcome(Claim claim, Function<Transaction, Answer> write) {
    try {
      return database.inTransaction(
          transaction -> once(transaction, claim, () -> Outcome.of(write.apply(transaction))));
    } catch (Problem problem) {
      if (problem.status() != Problem.CONFLICT) {
        throw problem;
      }
      // The key went with the effect. Where the same request was quicker to take it again, its
      // outcome counts.
      return database.inTransaction(
          transaction -> once(transaction, claim, () -> Outcome.of(problem)));
    }
  }

  private Outcome once(Transaction transaction, Claim claim, Supplier<Outcome> write) {
    // The row is the lock: a second request with this key waits here for the first.
    long inserted =
        transaction.run(
            "INSERT IGNORE INTO idempotency_keys"
                + " (user_id, idempotency_key, request_hash, status, body, created_at)"
                + " VALUES (?, ?, ?, 0, '', ?)",
            claim.userId(),
            claim.key(),
            claim.requestHash(),
            utc(clock.instant()));
    if (inserted == 0) {
      transaction.afterCommit(countReplay);
      return stored(transaction, claim);
    }
    Outcome outcome = write.get();
    transaction.run(
        "UPDATE idempotency_keys SET status = ?, body = ?, words = ?"
            + " WHERE user_id = ? AND idempotency_key = ?",
        outcome.status(),
        outcome.body(),
        outcome.words(),
        claim.userId(),
        claim.key());
    return outcome;
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

  private static Outcome stored(Transaction transaction, Claim claim) {
    Stored stored =
        transaction
            .first(
                "SELECT request_hash, status, body, words FROM idempotency_keys"
                    + " WHERE user_id = ? AND idempotency_key = ?",
                row -> new Stored(row.bytes("request_hash"), Outcome.of(row)),
                claim.userId(),
                claim.key())
            .orElseThrow(() -> new Unavailable("The same write is being undone", 1));
    if (!MessageDigest.isEqual(stored.requestHash(), claim.requestHash())) {
      throw Problem.wrong("key-reused", Words.of("platform.key-reused"));
    }
    return stored.outcome();
  }
}
