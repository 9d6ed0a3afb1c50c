package lms.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lms.platform.Cache;
import lms.platform.Metrics;
import lms.testing.MutableClock;
import lms.testing.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ten exams a second, of which twenty may begin at once after a quiet time. */
final class AdmissionTest {
  private static final int PER_SECOND = 10;
  private static final int AT_ONCE = PER_SECOND * Admission.BURST_SECONDS;
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final MutableClock clock = new MutableClock();
  private final TestRedis redis = new TestRedis();
  private final Cache cache = connected();
  private final Cache otherCache = connected();
  private final Admission pod = new Admission(cache, PER_SECOND, clock, new Metrics());
  private final Admission other = new Admission(otherCache, PER_SECOND, clock, new Metrics());

  private Cache connected() {
    Cache connected = new Cache(redis.url(), new Metrics());
    connected.connect();
    return connected;
  }

  @AfterEach
  void stop() {
    cache.close();
    otherCache.close();
    redis.close();
  }

  @Test
  void letsTheFirstInAndGivesTheOthersTheirInstantsInTheOrderInWhichTheyCame() {
    Instant now = clock.instant();
    for (int person = 1; person <= AT_ONCE; person++) {
      assertThat(pod(person).ask(1, person)).isEqualTo(new Turn.Now());
    }
    for (int place = 1; place <= 50; place++) {
      assertThat(pod(place).ask(1, 1_000 + place))
          .isEqualTo(new Turn.Later(place, now.plus(INTERVAL.multipliedBy(place))));
    }
  }

  /** Whichever pod a balancer chooses. */
  private Admission pod(int number) {
    return number % 2 == 0 ? pod : other;
  }

  @Test
  void keepsAPlaceHoweverOftenItsHolderAsksAndWhoeverComes() {
    fill();
    Turn.Later first = (Turn.Later) pod.ask(1, 7);
    for (int person = 100; person < 120; person++) {
      assertThat(other.ask(1, person)).isInstanceOf(Turn.Later.class);
    }
    assertThat(pod.ask(1, 7)).isEqualTo(first);
    clock.forward(INTERVAL.dividedBy(2));
    assertThat(other.ask(1, 7)).isEqualTo(first);
    clock.forward(INTERVAL.dividedBy(2));
    assertThat(other.look(1, 7)).contains(new Turn.Now());
    assertThat(other.ask(1, 7)).as("again, after a lost answer").isEqualTo(new Turn.Now());
    clock.forward(INTERVAL);
    assertThat(((Turn.Later) pod.look(1, 119).orElseThrow()).place())
        .as("two of twenty have gone before")
        .isEqualTo(19);
    assertThat(pod.look(1, 999)).isEmpty();
  }

  @Test
  void keepsPlacesWhenThePodThatGaveThemDies() {
    fill();
    Turn given = pod.ask(1, 7);
    cache.close();

    assertThat(other.look(1, 7)).contains(given);
    assertThat(other.ask(1, 7)).isEqualTo(given);
  }

  @Test
  void goesOnByItselfWithoutRedisAndKeepsThePlacesThatItGave() {
    fill();
    Turn given = pod.ask(1, 7);
    redis.close();

    assertThat(pod.ask(1, 7)).isEqualTo(given);
    assertThat(pod.look(1, 7)).contains(given);
    List<Turn> turns = new ArrayList<>();
    for (int person = 200; person < 200 + AT_ONCE + 1; person++) {
      turns.add(pod.ask(1, person));
    }
    assertThat(turns.subList(0, AT_ONCE)).containsOnly(new Turn.Now());
    assertThat(turns.getLast()).isEqualTo(new Turn.Later(1, clock.instant().plus(INTERVAL)));
  }

  @Test
  void letsAsManyInAtOnceAgainAfterAQuietTimeAndNoMore() {
    fill();
    clock.forward(Duration.ofHours(1));
    fill();
    assertThat(pod.ask(1, 7)).isInstanceOf(Turn.Later.class);
  }

  @Test
  void givesNoInstantTwiceHoweverManyAskAtOnce() throws InterruptedException, ExecutionException {
    fill();
    List<Future<Turn>> futures = new ArrayList<>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int person = 0; person < 200; person++) {
        int number = person;
        futures.add(executor.submit(() -> pod(number).ask(1, 1_000 + number)));
      }
    }
    Set<Turn> turns = new HashSet<>();
    for (Future<Turn> future : futures) {
      turns.add(future.get());
    }
    assertThat(turns).hasSize(200).doesNotContain(new Turn.Now());
  }

  /** Until nobody goes in without waiting. */
  private void fill() {
    for (int person = 0; person < AT_ONCE; person++) {
      assertThat(pod.ask(9, clock.instant().toEpochMilli() + person)).isEqualTo(new Turn.Now());
    }
  }
}
