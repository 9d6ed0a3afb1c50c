package lms.quizzes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When one person's attempts at one quiz may begin and when they end: the one place where this is
 * computed. What it says of an open attempt is stored with the attempt, and stored anew whenever
 * one of its inputs changes.
 */
record Timing(QuizSettings settings, Allowance allowance) {
  /** No attempt begins before; null for no such limit. */
  @Nullable Instant opensAt() {
    return allowance.opensAt() == null ? settings.opensAt() : allowance.opensAt();
  }

  /** No attempt begins or goes on after, unless it was extended; null for no such limit. */
  @Nullable Instant closesAt() {
    return allowance.closesAt() == null ? settings.closesAt() : allowance.closesAt();
  }

  boolean beforeOpening(Instant now) {
    Instant opening = opensAt();
    return opening != null && now.isBefore(opening);
  }

  boolean closed(Instant now) {
    Instant closing = closesAt();
    return closing != null && !now.isBefore(closing);
  }

  /** Attempts in all; null for no limit. */
  @Nullable Integer attemptLimit() {
    Integer limit = settings.attemptLimit();
    return limit == null ? null : limit + allowance.extraAttempts();
  }

  /**
   * The deadline of an attempt; null where time is unlimited.
   *
   * @param extendedSeconds given to this attempt alone, even beyond the closing
   */
  @Nullable Instant deadline(Instant startedAt, int extendedSeconds) {
    Integer limit = settings.timeLimitSeconds();
    Instant closing = closesAt();
    Instant own =
        limit == null ? null : startedAt.plusSeconds((long) limit + allowance.extraSeconds());
    Instant first = own == null || (closing != null && closing.isBefore(own)) ? closing : own;
    return first == null ? null : first.plusSeconds(extendedSeconds);
  }
}
