package lms.accounts;

import java.time.Clock;
import java.time.Duration;
import lms.platform.Cache;
import lms.platform.Problem;

/**
 * How often a minute somebody may try to sign in to one account, wherever he comes from and
 * whichever pod he asks: who guesses passwords gets no further. Thread-safe.
 *
 * <p>While Redis is away nobody is counted; guessing then costs as much hashing as there are
 * threads for it.
 */
final class SignInLimit {
  static final int PER_MINUTE = 20;

  /** No account has a longer address, so that there is nothing to guess. */
  private static final int ADDRESS_MAX = 190;

  private static final Duration KEPT = Duration.ofMinutes(2);

  private final Cache cache;
  private final Clock clock;

  SignInLimit(Cache cache, Clock clock) {
    this.cache = cache;
    this.clock = clock;
  }

  /** Counts an attempt, and refuses it with 429 where there were too many in this minute. */
  void demand(String email) {
    if (email.length() > ADDRESS_MAX) {
      return;
    }
    long minute = clock.millis() / Duration.ofMinutes(1).toMillis();
    long attempts = cache.count("sign-in:" + minute + ':' + email, KEPT).orElse(0);
    if (attempts > PER_MINUTE) {
      throw Problem.tooMany("Too many attempts to sign in to this account: wait a minute");
    }
  }
}
