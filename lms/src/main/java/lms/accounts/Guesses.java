package lms.accounts;

import java.time.Clock;
import java.time.Duration;
import lms.platform.Cache;
import lms.platform.Metrics;
import lms.platform.Problem;
import lms.platform.Words;

/**
 * Slows down who guesses passwords: wrong ones are counted for all pods, for each account from each
 * address in an hour, and for each address in a minute. Right ones cost nothing. Thread-safe.
 *
 * <p>Together with {@link AccountLimit}, which counts those for one account wherever they come
 * from, but only for a minute: were it longer, anybody could keep the owner out. While Redis is
 * away nobody is counted.
 */
final class Guesses {
  /** Of one account from one address in an hour: more than anybody forgets. */
  static final int PAIR_MAX = 60;

  /** Of one address in a minute: a school whose pupils all come at once and mistype. */
  static final int ADDRESS_MAX = 600;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Cache cache;
  private final Clock clock;
  private final Metrics metrics;

  Guesses(Cache cache, Clock clock, Metrics metrics) {
    this.cache = cache;
    this.clock = clock;
    this.metrics = metrics;
    metrics.counting("lms_sign_ins_slowed_total", "by", "pair");
    metrics.counting("lms_sign_ins_slowed_total", "by", "address");
  }

  /** Refuses with 429 who was wrong too often. */
  void demand(String email, String address) {
    if (cache.counted(pair(email, address)) >= PAIR_MAX) {
      throw slowed("pair", HOUR);
    }
    if (cache.counted(address(address)) >= ADDRESS_MAX) {
      throw slowed("address", MINUTE);
    }
  }

  /** Counts a wrong password. */
  void wrong(String email, String address) {
    var _ = cache.count(pair(email, address), HOUR.multipliedBy(2));
    var _ = cache.count(address(address), MINUTE.multipliedBy(2));
  }

  private Problem slowed(String by, Duration window) {
    metrics.count("lms_sign_ins_slowed_total", "by", by);
    long millis = window.toMillis();
    Duration left = Duration.ofMillis(millis - clock.millis() % millis);
    return Problem.tooMany(Words.of("accounts.too-many-guesses"), left);
  }

  private String pair(String email, String address) {
    return "guess-pair:" + clock.millis() / HOUR.toMillis() + ':' + address + ':' + email;
  }

  private String address(String address) {
    return "guess-address:" + clock.millis() / MINUTE.toMillis() + ':' + address;
  }
}
