package lms.accounts;

import java.time.Clock;
import java.time.Duration;
import lms.platform.Cache;
import lms.platform.Problem;
import lms.platform.Words;

/**
 * How often a minute one thing may happen to one account, whichever pod is asked: who guesses
 * passwords, or tries which addresses have an account, gets no further. Thread-safe.
 *
 * <p>While Redis is away nobody is counted; trying then costs as much hashing as there are threads
 * for it.
 */
final class AccountLimit {
  /** More than anybody mistypes. */
  private static final int TRIES_MAX = 20;

  /** More than any person or program has a use for. */
  private static final int SIGN_INS_MAX = 100;

  /** No account has a longer address, so that there is nothing to try. */
  private static final int ADDRESS_MAX = 190;

  private static final Duration KEPT = Duration.ofMinutes(2);

  private final String action;
  private final int max;
  private final Words refusal;
  private final Cache cache;
  private final Clock clock;

  private AccountLimit(String action, int max, Words refusal, Cache cache, Clock clock) {
    this.action = action;
    this.max = max;
    this.refusal = refusal;
    this.cache = cache;
    this.clock = clock;
  }

  /** Wrong passwords for one account, or of one device that is known to it. */
  static AccountLimit ofWrongPasswords(Cache cache, Clock clock) {
    return new AccountLimit(
        "sign-in", TRIES_MAX, Words.of("accounts.too-many-sign-ins"), cache, clock);
  }

  /** Sessions that begin, with the right password. */
  static AccountLimit ofSignIns(Cache cache, Clock clock) {
    return new AccountLimit(
        "signed-in", SIGN_INS_MAX, Words.of("accounts.too-many-sign-ins"), cache, clock);
  }

  /** Wrong passwords of somebody who is signed in: nobody else can use this up. */
  static AccountLimit ofOwnPassword(Cache cache, Clock clock) {
    return new AccountLimit(
        "own-password", TRIES_MAX, Words.of("accounts.too-many-guesses"), cache, clock);
  }

  /** Attempts to register one address; they take nothing from who signs in with it. */
  static AccountLimit ofRegistration(Cache cache, Clock clock) {
    return new AccountLimit(
        "registration", TRIES_MAX, Words.of("accounts.too-many-registrations"), cache, clock);
  }

  /** One that was counted, to be taken back where it turns out not to count. */
  record Counted(String key) {}

  /** Counts one more, and refuses it with 429 where there were too many in this minute. */
  Counted demand(String who) {
    if (who.length() > ADDRESS_MAX) {
      return new Counted("");
    }
    String key = action + ':' + clock.millis() / Duration.ofMinutes(1).toMillis() + ':' + who;
    if (cache.count(key, KEPT).orElse(0) > max) {
      throw Problem.tooMany(refusal);
    }
    return new Counted(key);
  }

  /** As if it had not been counted. */
  void takeBack(Counted counted) {
    if (!counted.key().isEmpty()) {
      cache.uncount(counted.key(), KEPT);
    }
  }
}
