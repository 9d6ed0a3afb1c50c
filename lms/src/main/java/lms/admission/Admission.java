package lms.admission;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;
import lms.platform.Cache;
import lms.platform.Metrics;

/**
 * Lets so many exams begin a second, in the order in which people came. Thread-safe.
 *
 * <p>It is a timetable, not a list: whoever comes takes the next free instant, and keeps it. So the
 * first who come go in first, everybody knows when it is their turn, and nobody waits for ever,
 * because nothing that happens later moves an instant back. The timetable is in Redis and the same
 * for all pods, so that a pod which dies takes nobody's place along. While Redis is away each pod
 * keeps one of its own, and those whom it gave an instant keep it.
 */
public final class Admission {
  /** How long a place is kept for somebody whose turn it is. */
  public static final Duration KEPT = Duration.ofMinutes(10);

  /** How many seconds' worth of exams may begin at once after a quiet time. */
  static final int BURST_SECONDS = 2;

  private static final String TIMETABLE = "admission:timetable";

  private final Cache cache;
  private final Timetable own;
  private final long intervalMicros;
  private final int burst;
  private final InstantSource clock;
  private final Runnable queued;
  private final DoubleConsumer waits;

  /**
   * Admission by the Redis behind {@code cache}.
   *
   * @param perSecond exams that may begin a second in all pods together, 1 to 100,000
   */
  public Admission(Cache cache, int perSecond, InstantSource clock, Metrics metrics) {
    this.cache = cache;
    this.intervalMicros = 1_000_000L / perSecond;
    this.burst = Math.multiplyExact(perSecond, BURST_SECONDS);
    this.own = new Timetable(intervalMicros, burst);
    this.clock = clock;
    this.queued = metrics.counting("lms_quiz_starts_queued_total");
    this.waits = metrics.values("lms_quiz_start_wait_seconds", 1, 5, 15, 60, 300);
  }

  /** Takes the next free instant for somebody, unless one was taken before. */
  public Turn ask(long quizId, long userId) {
    String ticket = ticket(quizId, userId);
    long now = now();
    OptionalLong shared = cache.reserve(TIMETABLE, ticket, now, intervalMicros, burst, KEPT);
    long at = shared.isPresent() ? shared.getAsLong() : own.reserve(ticket, now);
    if (at <= now) {
      return new Turn.Now();
    }
    if (shared.isPresent()) {
      own.remember(ticket, at);
    }
    queued.run();
    waits.accept((at - now) / 1e6);
    return turn(at, now);
  }

  /** The instant that somebody has taken and kept; empty for who has none. */
  public Optional<Turn> look(long quizId, long userId) {
    String ticket = ticket(quizId, userId);
    OptionalLong shared = cache.reserved(ticket);
    OptionalLong at = shared.isPresent() ? shared : own.reserved(ticket, now());
    return at.isPresent() ? Optional.of(turn(at.getAsLong(), now())) : Optional.empty();
  }

  private Turn turn(long at, long now) {
    return at <= now
        ? new Turn.Now()
        : new Turn.Later(
            Math.ceilDiv(at - now, intervalMicros),
            Instant.ofEpochSecond(at / 1_000_000, at % 1_000_000 * 1_000));
  }

  private static String ticket(long quizId, long userId) {
    return "admission:" + quizId + ':' + userId;
  }

  private long now() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
