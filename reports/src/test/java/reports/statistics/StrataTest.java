package reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StrataTest {
  private static final int SECONDS = 120;
  private final long[] bad = new long[SECONDS];
  private final long[] all = new long[SECONDS];
  private final int[] stratum = new int[SECONDS];

  StrataTest() {
    Arrays.fill(all, 100);
    Arrays.fill(stratum, 40, 50, 1);
  }

  @Test
  void tenSecondsInWhichEverythingFailsByPlanAreNoChance() {
    Arrays.fill(bad, 40, 50, 100);
    Estimate strata = Strata.share(bad, all, stratum, 7);
    Estimate plain = Bounds.share(bad, all, 7);
    assertThat(strata.value()).isEqualTo(plain.value()).isCloseTo(1 / 12.0, within(1e-9));
    assertThat(strata.lower()).isGreaterThan(0.08);
    assertThat(strata.upper()).isLessThan(0.085);
    assertThat(plain.lower()).isLessThan(0.05);
  }

  @Test
  void withoutAFailureTheExactBoundOfAllTogetherStands() {
    assertThat(Strata.share(bad, all, stratum, 7)).isEqualTo(ClopperPearson.of(0, 12_000));
  }

  @Test
  void coversTheTruth() {
    int above = 0;
    int below = 0;
    for (int run = 0; run < 300; run++) {
      Random random = new Random(run);
      for (int i = 0; i < SECONDS; i++) {
        double share = stratum[i] == 1 ? 0.4 : 0.01;
        bad[i] = 0;
        for (int k = 0; k < all[i]; k++) {
          bad[i] += random.nextDouble() < share ? 1 : 0;
        }
      }
      double truth = (10 * 0.4 + 110 * 0.01) / SECONDS;
      Estimate found = Strata.share(bad, all, stratum, run);
      above += found.upper() < truth ? 1 : 0;
      below += found.lower() > truth ? 1 : 0;
    }
    assertThat(above).as("of 300 upper bounds wrong").isLessThanOrEqualTo(23);
    assertThat(below).as("of 300 lower bounds wrong").isLessThanOrEqualTo(23);
  }

  @Test
  void anExcessIsWidenedByTheNoiseOfBoth() {
    Estimate with = new Estimate(0.05, 0.04, 0.07, 1000);
    Estimate nothing = new Estimate(0, 0, 0, 0);
    assertThat(Excess.of(with, nothing).lower()).isCloseTo(0.04, within(1e-12));
    assertThat(Excess.of(with, nothing).upper()).isCloseTo(0.07, within(1e-12));
    Estimate noisy = new Estimate(0.01, 0.006, 0.02, 1000);
    assertThat(Excess.of(with, noisy).value()).isCloseTo(0.04, within(1e-12));
    assertThat(Excess.of(with, noisy).lower())
        .isCloseTo(0.04 - Math.hypot(0.01, 0.01), within(1e-12));
    assertThat(Excess.of(with, noisy).upper())
        .isCloseTo(0.04 + Math.hypot(0.02, 0.004), within(1e-12));
  }
}
