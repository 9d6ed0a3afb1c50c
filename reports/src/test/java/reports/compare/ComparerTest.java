package reports.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reports.judge.MeasuredRun;

/** Comparisons of systems of known truth. */
class ComparerTest {
  private static final int PAIRS = 100;

  private static MeasuredRun measured(long seed, String id, Consumer<SyntheticMeasurement> truth) {
    SyntheticMeasurement measurement = new SyntheticMeasurement(seed);
    truth.accept(measurement);
    return measurement.run(id);
  }

  private static Comparison compared(long seed, Consumer<SyntheticMeasurement> changed) {
    return Comparer.compare(
        measured(2 * seed, "before", _ -> {}), measured(2 * seed + 1, "after", changed));
  }

  private static List<Difference> shown(Comparison comparison) {
    return comparison
        .valid()
        .filter(
            each ->
                each.outcome() instanceof Outcome.Worse || each.outcome() instanceof Outcome.Better)
        .toList();
  }

  /**
   * By design at most 5 of 100 pairs show a difference that is none, and at most 5 have any
   * interval that misses the truth.
   */
  @Test
  void pairsOfOneSystemShowNoDifferenceAndTheirIntervalsHoldTogether() {
    List<Comparison> pairs =
        IntStream.range(0, PAIRS).parallel().mapToObj(seed -> compared(seed, _ -> {})).toList();

    long alarms = pairs.stream().filter(pair -> !shown(pair).isEmpty()).count();
    long misses =
        pairs.stream()
            .filter(
                pair ->
                    pair.valid()
                        .anyMatch(
                            each -> each.interval().lower() > 0 || each.interval().upper() < 0))
            .count();
    assertThat(alarms).isLessThanOrEqualTo(5);
    assertThat(misses).isLessThanOrEqualTo(5);
    assertThat(pairs).allMatch(pair -> pair.exitStatus() == 0);
  }

  /** How many of twenty pairs show that B is worse in this metric; none may show it better. */
  private static long caught(Metric metric, Consumer<SyntheticMeasurement> planted) {
    List<Comparison> pairs =
        IntStream.range(500, 520).parallel().mapToObj(seed -> compared(seed, planted)).toList();
    assertThat(pairs)
        .allMatch(
            pair -> shown(pair).stream().allMatch(each -> each.outcome() instanceof Outcome.Worse));
    return pairs.stream()
        .filter(pair -> pair.exitStatus() == 1)
        .filter(pair -> shown(pair).stream().anyMatch(each -> each.metric() == metric))
        .count();
  }

  @Test
  void aSlowdownOfTwentyPercentIsShown() {
    assertThat(caught(Metric.P50, changed -> changed.slowness = 1.2)).isGreaterThanOrEqualTo(18);
  }

  @Test
  void aRiseOfErrorsToOnePercentIsShown() {
    assertThat(caught(Metric.ERRORS, changed -> changed.errors = 0.01)).isGreaterThanOrEqualTo(18);
  }

  @Test
  void aSpeedUpIsShownAndIsNoFailure() {
    Comparison pair = compared(700, changed -> changed.slowness = 0.7);
    assertThat(shown(pair)).isNotEmpty().allMatch(each -> each.outcome().words().equals("faster"));
    assertThat(pair.exitStatus()).isZero();
  }

  @Test
  void aLongQuietRunShowsThatNothingThatMattersDiffers() {
    Consumer<SyntheticMeasurement> quiet =
        truth -> {
          truth.seconds = 600;
          truth.medianMillis = 12;
          truth.errors = 0;
          truth.requestsPerSecond = 100;
        };
    Comparison pair = Comparer.compare(measured(1, "before", quiet), measured(2, "after", quiet));
    assertThat(pair.valid())
        .filteredOn(each -> each.metric() == Metric.P50 || each.metric() == Metric.ERRORS)
        .filteredOn(each -> each.kind().equals(Comparison.ALL))
        .hasSize(4)
        .allMatch(each -> each.outcome() instanceof Outcome.NoDifferenceThatMatters);
  }

  @Test
  void phasesTooShortToTellAnythingShowNothing() {
    Consumer<SyntheticMeasurement> brief = truth -> truth.seconds = 20;
    Comparison pair =
        Comparer.compare(
            measured(1, "before", brief),
            measured(2, "after", brief.andThen(changed -> changed.slowness = 3)));
    assertThat(pair.valid()).allMatch(each -> each.outcome() instanceof Outcome.TooFew);
    assertThat(pair.valid()).noneMatch(each -> each.interval().finite());
  }

  @Test
  void aPhaseWhoseGeneratorFailedProvesNothing() {
    MeasuredRun before = measured(800, "before", _ -> {});
    MeasuredRun after = measured(801, "after", changed -> changed.slowness = 1.5);
    MeasuredRun starved =
        new MeasuredRun(
            after.run(),
            after.facts(),
            List.of(),
            after.phases().stream()
                .map(
                    each ->
                        new MeasuredRun.MeasuredPhase(
                            each.phase(), each.samples(), List.of("Generator CPU was 97 %.")))
                .toList());
    assertThat(Comparer.compare(before, after).exitStatus()).isEqualTo(1);
    Comparison invalid = Comparer.compare(before, starved);
    assertThat(invalid.exitStatus()).isEqualTo(3);
    assertThat(ComparisonTable.render(invalid, false))
        .contains("Phase rate: not a valid measurement", "B: Generator CPU was 97 %.")
        .contains("Nothing is shown: no phase is a valid measurement");
  }

  @Test
  void theSameEvidenceGivesTheSameAnswerInEightyColumns() {
    Comparison pair = compared(3, changed -> changed.slowness = 1.2);
    Comparison again = compared(3, changed -> changed.slowness = 1.2);
    assertThat(ComparisonJson.render(pair)).isEqualTo(ComparisonJson.render(again));
    assertThat(ComparisonTable.render(pair, false).lines()).allMatch(line -> line.length() <= 80);
    assertThat(ComparisonTable.render(pair, true)).contains("\u001b[31mslower\u001b[0m");
  }
}
