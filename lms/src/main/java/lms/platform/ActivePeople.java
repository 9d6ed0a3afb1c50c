package lms.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Who asked this process for something in the last five minutes, signed in, by role. Somebody whom
 * several pods served counts in each of them. Thread-safe.
 */
final class ActivePeople {
  static final Duration WINDOW = Duration.ofMinutes(5);

  /** About 100 bytes each. */
  private static final int PEOPLE_MAX = 100_000;

  private final Cache<Long, Person.Role> seen;

  /** Counts from now on; {@code ticker} says how time goes by. */
  ActivePeople(Metrics metrics, Ticker ticker) {
    seen =
        Caffeine.newBuilder()
            .maximumSize(PEOPLE_MAX)
            .expireAfterWrite(WINDOW)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
    for (Person.Role role : Person.Role.values()) {
      metrics.gauge(
          "lms_active_users_total",
          () -> count(role),
          "kind",
          role.word(),
          // Nobody can subscribe yet; the label is there so that questions asked now stay right.
          "subscription",
          "none");
    }
  }

  /** Says that somebody is there. */
  void saw(Person person) {
    seen.put(person.id(), person.role());
  }

  private long count(Person.Role role) {
    // What has expired is no longer part of the view, whether it was removed yet or not.
    return seen.asMap().values().stream().filter(role::equals).count();
  }
}
