package lms.accounts;

import java.time.Clock;
import java.time.Duration;
import lms.platform.Cache;
import lms.platform.Problem;
import lms.platform.Words;

/**
 * How often a minute anybody may try to do one thing with one e-mail address, wherever he comes
 * from and whichever pod he asks: who guesses passwords, or tries which addresses have an account,
 * gets no further. Thread-safe.
 *
 * <p>While Redis is away nobody is counted; trying then costs as much hashing as there are threads
 * for it.
 */
final class AccountLimit {
  static final int PER_MINUTE = 20;

  /** No account has a longer address, so that there is nothing to try. */
  private static final int ADDRESS_MAX = 190;

  private static final Duration KEPT = Duration.ofMinutes(2);

  private final String action;
  private final Words refusal;
  private final Cache cache;
  private final Clock clock;

  private AccountLimit(String action, Words refusal, Cache cache, Clock clock) {
    this.action = action;
    this.refusal = refusal;
    this.cache = cache;
    this.clock = clock;
  }

  /** Attempts to sign in to one account. */
  static AccountLimit ofSignIn(Cache cache, Clock clock) {
    return new AccountLimit("sign-in", Words.of("accounts.too-many-sign-ins"), cache, clock);
  }

  /** Attempts to register one address; they take nothing from who signs in with it. */
  static AccountLimit ofRegistration(Cache cache, Clock clock) {
    return new AccountLimit(
        "registration", Words.of("accounts.too-many-registrations"), cache, clock);
  }

  /** Counts an attempt, and refuses it with 429 where there were too many in this minute. */
  void demand(String email) {
    if (email.length() > ADDRESS_MAX) {
      return;
    }
    long minute = clock.millis() / Duration.ofMinutes(1).toMillis();
    long attempts = cache.count(action + ':' + minute + ':' + email, KEPT).orElse(0);
    if (attempts > PER_MINUTE) {
      throw Problem.tooMany(refusal);
    }
  }
}
