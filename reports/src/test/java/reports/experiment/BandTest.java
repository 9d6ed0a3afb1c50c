package reports.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reports.run.Baseline;
import reports.run.Baseline.Second;

class BandTest {
  private static final int SECONDS = 120;

  private static List<Second> seconds(int count, IntFunction<Second> each) {
    return IntStream.range(0, count).mapToObj(each).toList();
  }

  private static Second second(int second, long ok, long failed, double p99) {
    return new Second(second, ok, failed, 10.0, p99);
  }

  private static Band band(IntFunction<Second> each) {
    return Band.of(new Baseline(1, "run", "steady", seconds(SECONDS, each), 0));
  }

  private static Band steady() {
    return band(second -> second(second, 400, 0, 40));
  }

  /** The same seconds, two of which are something else. */
  private static boolean holds(Band band, IntFunction<Second> two) {
    List<Boolean> holds =
        band.holds(
            seconds(
                SECONDS,
                second ->
                    second == 60 || second == 61 ? two.apply(second) : second(second, 400, 0, 40)));
    return holds.get(60) && holds.get(61);
  }

  @Test
  void eachEdgeHoldsJustInsideAndNotJustOutside() {
    // 400 less four times its root is 320, which is less than nine tenths.
    assertThat(holds(steady(), second -> second(second, 320, 0, 40))).isTrue();
    assertThat(holds(steady(), second -> second(second, 319, 0, 40))).isFalse();
    // One per cent of 400.
    assertThat(holds(steady(), second -> second(second, 400, 4, 40))).isTrue();
    assertThat(holds(steady(), second -> second(second, 400, 5, 40))).isFalse();
    // 50 ms more than 40, which is more than twice.
    assertThat(holds(steady(), second -> second(second, 400, 0, 90))).isTrue();
    assertThat(holds(steady(), second -> second(second, 400, 0, 91))).isFalse();
  }

  @Test
  void oneSlowSecondAloneIsNoiseAndOneFailingSecondIsNot() {
    List<Second> slow = new ArrayList<>(seconds(SECONDS, second -> second(second, 400, 0, 40)));
    slow.set(60, second(60, 100, 0, 900));
    assertThat(steady().holds(slow)).doesNotContain(false);
    slow.set(60, second(60, 400, 50, 40));
    assertThat(steady().holds(slow)).containsOnlyOnce(false);
  }

  @Test
  void aSecondWithoutAnyAnswerIsOut() {
    assertThat(holds(steady(), second -> new Second(second, 0, 0, null, null))).isFalse();
    Band rare = band(second -> second(second, 4, 0, 40));
    assertThat(rare.at(60).okLeast()).isEqualTo(1);
  }

  @Test
  void followsALoadThatChanges() {
    Band rising = band(second -> second(second, 100 + 10L * second, 0, 40));
    assertThat(rising.at(0).okLeast()).isLessThan(130);
    assertThat(rising.at(119).okLeast()).isGreaterThan(700);
    assertThat(rising.at(500)).isEqualTo(rising.at(119));
  }

  @Test
  void aStallOfTheBaselineIsNotTakenForNormal() {
    Band band = band(second -> second(second, second == 50 ? 0 : 400, 0, second == 50 ? 3000 : 40));
    assertThat(band.at(50)).isEqualTo(steady().at(50));
  }

  /**
   * Pairs of runs of one system on a noisy machine: a stall each 15 s on average, of which every
   * tenth lasts for a second, and some requests that fail by chance. The false alarm that counts is
   * a run that would not be back at once.
   */
  @Test
  void pairsOfHealthyRunsAreInTheBandOfEachOther() {
    int late = 0;
    for (int pair = 0; pair < 200; pair++) {
      Random random = new Random(pair);
      Band band = Band.of(new Baseline(1, "a", "steady", noisy(random), 0));
      Recovery recovery = Recovery.of(band.holds(noisy(random)), 50_000, 10, 5);
      late += recovery.after() <= 5 ? 0 : 1;
    }
    assertThat(late).as("of 200 healthy pairs not back within 5 s").isLessThanOrEqualTo(4);
  }

  private static List<Second> noisy(Random random) {
    return seconds(
        SECONDS,
        second -> {
          boolean stalls = random.nextInt(15) == 0;
          int stall = stalls ? (random.nextInt(10) == 0 ? 1000 : 20 + random.nextInt(60)) : 0;
          double p99 = 30 + stall + 10 * Math.abs(random.nextGaussian());
          long ok = Math.round(100 + 10 * random.nextGaussian() - stall / 20.0);
          return second(second, ok, random.nextInt(500) == 0 ? 1 : 0, p99);
        });
  }

  @Test
  void aServiceThatStaysDisturbedIsNeverTakenForRecovered() {
    for (int pair = 0; pair < 100; pair++) {
      Random random = new Random(pair);
      Band band = Band.of(new Baseline(1, "a", "steady", noisy(random), 0));
      List<Second> slower =
          noisy(random).stream()
              .map(it -> new Second(it.second(), it.ok(), it.failed(), 10.0, 250.0))
              .toList();
      List<Second> fewer =
          noisy(random).stream()
              .map(it -> new Second(it.second(), it.ok() / 2, it.failed(), 10.0, it.p99()))
              .toList();
      List<Second> failing =
          noisy(random).stream()
              .map(it -> new Second(it.second(), it.ok() - 5, 5, 10.0, it.p99()))
              .toList();
      for (List<Second> each : List.of(slower, fewer, failing)) {
        assertThat(Recovery.of(band.holds(each), 50_000, 10, 15).second()).isEmpty();
      }
    }
  }
}
