package loadtests.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Duration MINUTE = Duration.ofSeconds(60);

  @Test
  void hasExactlyRateTimesDurationOverRequestsAJourney() {
    assertThat(draw(500, 10, 1).journeys()).isEqualTo(3_000);
    assertThat(draw(500, 5, 1).journeys()).isEqualTo(6_000);
    assertThat(draw(120, 10, 1).journeys()).isEqualTo(720);
    assertThat(draw(0.5, 10, 1).journeys()).isEqualTo(3);
  }

  @Test
  void isDrawnFromTheSeedAlone() {
    assertThat(draw(500, 10, 7).offsetsMillis()).isEqualTo(draw(500, 10, 7).offsetsMillis());
    assertThat(draw(500, 10, 7).offsetsMillis()).isNotEqualTo(draw(500, 10, 8).offsetsMillis());
  }

  @Test
  void isSortedAndInsideThePhase() {
    int[] offsets = draw(500, 10, 3).offsetsMillis();

    assertThat(offsets).isSorted();
    assertThat(offsets[0]).isNotNegative();
    assertThat(offsets[offsets.length - 1]).isLessThan(60_000);
  }

  /** Kolmogorov and Smirnov: 1.95 / sqrt(n) is exceeded by one uniform sample in a thousand. */
  @Test
  void isUniformOverThePhase() {
    for (int seed = 1; seed <= 20; seed++) {
      int[] offsets = draw(500, 10, seed).offsetsMillis();
      double distance = 0;
      for (int i = 0; i < offsets.length; i++) {
        double at = offsets[i] / 60_000.0;
        distance = Math.max(distance, Math.abs(at - (i + 0.5) / offsets.length));
      }
      assertThat(distance).as("seed %d", seed).isLessThan(1.95 / Math.sqrt(offsets.length));
    }
  }

  /**
   * An even schedule would have a variance near 0; that of a Poisson process given its count is the
   * mean, times 1 - 1/60.
   */
  @Test
  void variesFromSecondToSecondAsAPoissonProcessDoes() {
    double squares = 0;
    for (int seed = 1; seed <= 20; seed++) {
      int[] perSecond = new int[60];
      Arrays.stream(draw(500, 10, seed).offsetsMillis()).forEach(at -> perSecond[at / 1000]++);
      squares += Arrays.stream(perSecond).mapToDouble(n -> Math.pow(n - 50.0, 2)).sum();
    }
    assertThat(squares / (20 * 60)).isBetween(42.0, 57.0);
  }

  @Test
  void leadsSoThatAnEvenRampIsInTimeForEveryJourney() {
    Schedule schedule = draw(500, 10, 5);
    long lead = schedule.lead(Duration.ofSeconds(2)).toMillis();

    for (int i = 0; i < schedule.journeys(); i++) {
      long started = 60_000L * (i + 1) / schedule.journeys() - lead;
      assertThat(started).isLessThanOrEqualTo(schedule.offsetMillis(i) - 2_000L);
    }
    assertThat(lead).isLessThan(6_000);
  }

  @Test
  void hasTheRateOfEachStretchInItsTime() {
    Schedule schedule =
        Schedule.draw(
            List.of(
                new Schedule.Stretch(20, Duration.ofSeconds(10)),
                new Schedule.Stretch(100, Duration.ofSeconds(20)),
                new Schedule.Stretch(20, Duration.ofSeconds(30))),
            5,
            Seeds.stream(1, "peak", 0));

    int[] offsets = schedule.offsetsMillis();
    assertThat(offsets).isSorted();
    assertThat(schedule.span()).isEqualTo(MINUTE);
    assertThat(Arrays.stream(offsets).filter(at -> at < 10_000)).hasSize(40);
    assertThat(Arrays.stream(offsets).filter(at -> at >= 10_000 && at < 30_000)).hasSize(400);
    assertThat(Arrays.stream(offsets).filter(at -> at >= 30_000)).hasSize(120);
  }

  @Test
  void spacesAnEvenScheduleEvenly() {
    assertThat(Schedule.even(4, Duration.ofSeconds(2)).offsetsMillis())
        .containsExactly(0, 500, 1_000, 1_500);
  }

  private static Schedule draw(double rate, int requestsPerJourney, long seed) {
    return Schedule.draw(rate, MINUTE, requestsPerJourney, Seeds.stream(seed, "rate", 0));
  }
}
