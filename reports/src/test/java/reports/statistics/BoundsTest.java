package reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Bounds and percentiles against sums and sorts, and against published figures. */
class BoundsTest {
  @Property
  void takesThePercentileOfTheSortedSamples(
      @ForAll @Size(min = 1, max = 500) int[] samples,
      @ForAll @IntRange(min = 1, max = 1000) int perMille) {
    int[] sorted = samples.clone();
    Arrays.sort(sorted);
    int rank = (perMille * sorted.length + 999) / 1000;

    assertThat(Histogram.of(samples).percentile(perMille / 1000.0)).isEqualTo(sorted[rank - 1]);
  }

  @Property
  void mergesHistogramsWithoutLoss(@ForAll int[] first, @ForAll int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);

    assertThat(Histogram.merged(List.of(Histogram.of(first), Histogram.of(second))))
        .isEqualTo(Histogram.of(both));
  }

  @Property(tries = 200)
  void clopperPearsonIsWhereTheExactTailIsFivePercent(
      @ForAll @IntRange(min = 1, max = 60) int trials, @ForAll @IntRange(max = 60) int some) {
    int failures = some % (trials + 1);
    Estimate estimate = ClopperPearson.of(failures, trials);

    if (failures < trials) {
      assertThat(sum(0, failures, trials, estimate.upper())).isCloseTo(0.05, within(1e-9));
    } else {
      assertThat(estimate.upper()).isEqualTo(1);
    }
    if (failures > 0) {
      assertThat(sum(failures, trials, trials, estimate.lower())).isCloseTo(0.05, within(1e-9));
    } else {
      assertThat(estimate.lower()).isZero();
    }
  }

  @Property(tries = 200)
  void boundsOfAPercentileCoverAtLeastNinetyFivePercent(
      @ForAll @IntRange(min = 1, max = 80) int total,
      @ForAll @DoubleRange(min = 0.05, max = 0.97) double share) {
    OptionalLong upper = OrderStatistics.upperRank(total, share);
    OptionalLong lower = OrderStatistics.lowerRank(total, share);

    // The k-th sample is at least the percentile where fewer than k samples are below it.
    if (upper.isPresent()) {
      int rank = (int) upper.getAsLong();
      assertThat(sum(0, rank - 1, total, share)).isGreaterThanOrEqualTo(0.95 - 1e-12);
      assertThat(sum(0, rank - 2, total, share)).isLessThan(0.95);
    } else {
      assertThat(sum(0, total - 1, total, share)).isLessThan(0.95);
    }
    if (lower.isPresent()) {
      int rank = (int) lower.getAsLong();
      assertThat(sum(rank, total, total, share)).isGreaterThanOrEqualTo(0.95 - 1e-12);
      assertThat(sum(rank + 1, total, total, share)).isLessThan(0.95);
    } else {
      assertThat(sum(1, total, total, share)).isLessThan(0.95);
    }
  }

  @Example
  void needsThePublishedNumbersOfSamples() {
    assertThat(SampleSizes.forPercentile(0.95)).isEqualTo(59);
    assertThat(SampleSizes.forPercentile(0.99)).isEqualTo(299);
    assertThat(SampleSizes.forShare(0.001)).isEqualTo(2_995);
    assertThat(OrderStatistics.upperRank(58, 0.95)).isEmpty();
    assertThat(OrderStatistics.upperRank(59, 0.95)).hasValue(59);
    assertThat(OrderStatistics.upperRank(298, 0.99)).isEmpty();
    assertThat(OrderStatistics.upperRank(299, 0.99)).hasValue(299);
    assertThat(ClopperPearson.upper(0, 2_994)).isGreaterThan(0.001);
    assertThat(ClopperPearson.upper(0, 2_995)).isLessThanOrEqualTo(0.001);
    // So many requests allow so many above the limit of a p99.
    assertThat(510 - OrderStatistics.upperRank(510, 0.99).orElseThrow()).isEqualTo(1);
    assertThat(1_020 - OrderStatistics.upperRank(1_020, 0.99).orElseThrow()).isEqualTo(4);
  }

  /** Two-sided 95 % intervals, so 2.5 % of doubt on each side. */
  @Example
  void clopperPearsonHasThePublishedIntervals() {
    // R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in
    // Medicine 17 (1998), table I, method 5.
    published(81, 263, 0.2527, 0.3676);
    published(15, 148, 0.0578, 0.1617);
    published(0, 20, 0, 0.1684);
    published(1, 29, 0.0009, 0.1776);
    // The tables of Clopper and Pearson's intervals for ten trials.
    published(0, 10, 0, 0.3085);
    published(1, 10, 0.0025, 0.4450);
    published(2, 10, 0.0252, 0.5561);
    published(3, 10, 0.0667, 0.6525);
    published(4, 10, 0.1216, 0.7376);
    published(5, 10, 0.1871, 0.8129);
  }

  private static void published(int failures, int trials, double lower, double upper) {
    assertThat(ClopperPearson.lower(failures, trials, 0.025)).isCloseTo(lower, within(5.1e-5));
    assertThat(ClopperPearson.upper(failures, trials, 0.025)).isCloseTo(upper, within(5.1e-5));
  }

  /** The sample sizes of non-parametric tolerance bounds, by the number of bad ones. */
  @Example
  void needsThePublishedNumbersOfSamplesWithSomeBadOnes() {
    int[] ofTwentieth = {59, 93, 124, 153, 181};
    int[] ofHundredth = {299, 473, 628, 773, 913};
    for (int bad = 0; bad < 5; bad++) {
      assertThat(SampleSizes.forShare(0.05, bad)).isEqualTo(ofTwentieth[bad]);
      assertThat(SampleSizes.forShare(0.01, bad)).isEqualTo(ofHundredth[bad]);
    }
  }

  @Example
  void meetsBreaksStraddlesOrHasTooFew() {
    assertThat(LevelTest.percentile(constant(299, 80), 0.99, 100, 1))
        .isInstanceOf(LevelOutcome.Meets.class);
    assertThat(LevelTest.percentile(constant(299, 101), 0.99, 100, 1))
        .isInstanceOf(LevelOutcome.Breaks.class);
    assertThat(LevelTest.percentile(constant(298, 80), 0.99, 100, 1))
        .isInstanceOfSatisfying(
            LevelOutcome.TooFew.class, few -> assertThat(few.missingSamples()).isEqualTo(1));
    LevelOutcome straddles = LevelTest.percentile(mixed(400, 3, 80, 500), 0.99, 100, 1);
    assertThat(straddles)
        .isInstanceOfSatisfying(
            LevelOutcome.Straddles.class,
            outcome -> assertThat(outcome.missingSamples()).isPresent());
  }

  @Example
  void boundsAreWiderWhereFailuresComeTogether() {
    List<Samples.Second> spread = new ArrayList<>();
    List<Samples.Second> burst = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      spread.add(second(99, 1));
      burst.add(i < 2 ? second(70, 30) : second(100, 0));
    }
    Estimate even = Bounds.errors(new Samples(spread), 42);
    Estimate together = Bounds.errors(new Samples(burst), 42);

    assertThat(even.value()).isEqualTo(together.value());
    assertThat(together.upper()).isGreaterThan(even.upper());
    assertThat(together.lower()).isLessThan(even.lower());
    assertThat(Bounds.errors(new Samples(burst), 42)).isEqualTo(together);
  }

  @Property(tries = 30)
  void resamplesThePercentileThatSortingWouldFind(@ForAll long seed) {
    Random random = new Random(seed);
    List<Histogram> seconds = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      seconds.add(Histogram.of(random.ints(random.nextInt(30), 0, 50 + 20 * i).toArray()));
    }
    ResampledPercentile resampled = new ResampledPercentile(seconds, 0.95);
    new BlockBootstrap(12, 5, seed)
        .replay(
            BlockBootstrap.RESAMPLES,
            (_, weights) -> {
              List<Histogram> drawn = new ArrayList<>();
              for (int i = 0; i < weights.length; i++) {
                for (int times = 0; times < weights[i]; times++) {
                  drawn.add(seconds.get(i));
                }
              }
              Histogram merged = Histogram.merged(drawn);
              assertThat(resampled.of(weights))
                  .isEqualTo(merged.total() == 0 ? Double.NaN : merged.percentile(0.95));
            });
  }

  private static Samples.Second second(int successes, int failures) {
    return new Samples.Second(Histogram.of(new int[successes]), Histogram.of(new int[failures]));
  }

  private static Samples constant(int count, int millis) {
    return mixed(count, 0, millis, millis);
  }

  /** One second of samples, some of them slow. */
  private static Samples mixed(int count, int slow, int millis, int slowMillis) {
    int[] samples = new int[count];
    Arrays.fill(samples, millis);
    Arrays.fill(samples, 0, slow, slowMillis);
    return new Samples(List.of(new Samples.Second(Histogram.of(samples), Histogram.EMPTY)));
  }

  /** P(from <= B <= to) by adding up, with factors that no library has computed. */
  private static double sum(int from, int to, int trials, double share) {
    double sum = 0;
    for (int k = Math.max(0, from); k <= to; k++) {
      double probability = Math.pow(share, k) * Math.pow(1 - share, trials - k);
      for (int i = 0; i < k; i++) {
        probability = probability * (trials - i) / (i + 1);
      }
      sum += probability;
    }
    return sum;
  }
}
