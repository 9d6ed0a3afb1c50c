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

  /** No attempt begins after; null for no such limit. */
  @Nullable Instant closesAt() {
    return allowance.closesAt() == null ? settings.closesAt() : allowance.closesAt();
  }

  /**
   * No attempt goes on after, unless it was extended: the closing, and the person's extra time,
   * which would be none to who begins late otherwise; null for no such limit.
   */
  @Nullable Instant endsAt() {
    Instant closing = closesAt();
    return closing == null ? null : closing.plusSeconds(allowance.extraSeconds());
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
   * @param extendedSeconds given to this attempt alone, even beyond {@link #endsAt}
   */
  @Nullable Instant deadline(Instant startedAt, int extendedSeconds) {
    Integer limit = settings.timeLimitSeconds();
    Instant end = endsAt();
    Instant own =
        limit == null ? null : startedAt.plusSeconds((long) limit + allowance.extraSeconds());
    Instant first = own == null || (end != null && end.isBefore(own)) ? end : own;
    return first == null ? null : first.plusSeconds(extendedSeconds);
  }
}
