package lms.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class BreakerTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - Breaker.PAUSE_NANOS / 2);
  private final Breaker breaker = new Breaker(now::get);

  @Test
  void letsEverybodyTryWhileFewFail() {
    fail(Breaker.FAILURES_MAX - 1);
    assertThat(breaker.allows()).isTrue();
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void turnsEverybodyAwayAfterSoManyFailuresInARow() {
    fail(Breaker.FAILURES_MAX);
    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.allows()).isFalse();
  }

  @Test
  void aSuccessInBetweenBeginsTheCountAnew() {
    fail(Breaker.FAILURES_MAX - 1);
    breaker.succeeded();
    fail(Breaker.FAILURES_MAX - 1);
    assertThat(breaker.allows()).isTrue();
  }

  @Test
  void letsOneTryInEachPause() {
    fail(Breaker.FAILURES_MAX);
    now.addAndGet(Breaker.PAUSE_NANOS);
    assertThat(breaker.allows()).isTrue();
    assertThat(breaker.allows()).isFalse();

    breaker.failed();
    assertThat(breaker.allows()).isFalse();
    now.addAndGet(Breaker.PAUSE_NANOS);
    assertThat(breaker.allows()).isTrue();
  }

  @Test
  void letsEverybodyTryAgainWhenOneHasSucceeded() {
    fail(Breaker.FAILURES_MAX + 3);
    now.addAndGet(Breaker.PAUSE_NANOS);
    assertThat(breaker.allows()).isTrue();
    breaker.succeeded();
    assertThat(breaker.allows()).isTrue();
    assertThat(breaker.allows()).isTrue();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed();
    }
  }
}
