package reports.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static reports.autoscaling.Pods.CPU;
import static reports.autoscaling.Pods.SECOND;
import static reports.autoscaling.Pods.T0;
import static reports.autoscaling.Pods.WINDOW;
import static reports.autoscaling.Pods.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import reports.autoscaling.HpaSpec.Behavior;
import reports.autoscaling.MetricProposal.Computed;
import reports.autoscaling.PodState.Phase;
import reports.autoscaling.PodState.Sample;

/**
 * Whole recordings of a simulated cluster, in which the autoscaler does not always see what is
 * recorded: how often the right cause is found, and how often one where there is none.
 */
class UnsteadyClusterTest {
  private static final int SYNCS = 80;
  private static final int RUNS = 25;

  /** What the autoscaler sees, from what is recorded at this sync and at the one before. */
  private interface View {
    Sync of(Sync now, Sync before, SplittableRandom random);
  }

  private static final View TRUE = (now, _, _) -> now;

  private record Pod(long start, SplittableRandom noise) {}

  /** Demand that rises, holds and falls again, in millicores. */
  private static long demand(long t) {
    double minutes = (t - T0) / 60_000.0;
    return Math.round(2000 + 9000 * Math.max(0, Math.min(1, Math.min(minutes, 9 - minutes) / 2)));
  }

  private static PodState state(int number, Pod pod, long t, int podCount) {
    // It runs 5 s after its start and is ready after 15 s; a window later it has a sample.
    long ready = pod.start + 15 * SECOND;
    long measured = T0 + Math.floorDiv(t - T0 - 3 * SECOND, WINDOW) * WINDOW;
    long share = Math.min(1500, demand(measured) / Math.max(1, podCount));
    Sample sample =
        measured < ready + WINDOW
            ? null
            : new Sample(share + pod.noise.split().nextInt(-20, 21), measured, WINDOW);
    return new PodState(
        "pod-" + number,
        t < pod.start + 5 * SECOND ? Phase.PENDING : Phase.RUNNING,
        false,
        pod.start,
        t >= ready,
        t >= ready ? ready : pod.start,
        1000L,
        sample);
  }

  private static List<Sync> record(
      long seed,
      View view,
      BiFunction<Integer, SplittableRandom, Integer> disturb,
      int clockMillis) {
    SplittableRandom random = new SplittableRandom(seed);
    HpaSpec spec = spec(Behavior.DEFAULTS);
    HpaModel autoscaler = new HpaModel();
    List<Pod> pods = new ArrayList<>();
    List<Sync> recording = new ArrayList<>();
    int replicas = 3;
    for (int i = 0; i < SYNCS; i++) {
      long t = T0 + 15L * i * SECOND + 20L * i;
      while (pods.size() < replicas) {
        pods.add(new Pod(i == 0 ? t - 3600 * SECOND : t - 14 * SECOND, random.split()));
      }
      pods.subList(replicas, pods.size()).clear();
      List<PodState> states = new ArrayList<>();
      for (int n = 0; n < pods.size(); n++) {
        states.add(state(n, pods.get(n), t, pods.size()));
      }
      Sync recorded = Pods.sync(spec, t, replicas, states);
      Sync before = recording.isEmpty() ? recorded : recording.getLast();
      Sync seen = view.of(recorded, before, random);
      Decision decision = autoscaler.decide(seen);
      int desired = disturb.apply(decision.desiredReplicas(), random);
      if (desired != decision.desiredReplicas()) {
        // It is as if its metric had asked for that number.
        autoscaler.correct(seen, OptionalInt.of(desired));
      }
      autoscaler.rescaled(seen, desired);
      long when = t + random.nextInt(-clockMillis, clockMillis + 1);
      recording.add(
          new Sync(1, when, spec, replicas, replicas, states, CPU, status(decision, desired)));
      replicas = desired;
    }
    return recording;
  }

  private static HpaStatus status(Decision decision, int desired) {
    return decision.metric() instanceof Computed
        ? new HpaStatus(desired, decision.utilizationPercent(), null, "ValidMetricFound", null)
        : new HpaStatus(desired, null, null, "FailedGetResourceMetric", null);
  }

  private static List<HpaComparison> compare(
      View view, BiFunction<Integer, SplittableRandom, Integer> disturb) {
    return compare(view, disturb, 0);
  }

  private static List<HpaComparison> compare(
      View view, BiFunction<Integer, SplittableRandom, Integer> disturb, int clockMillis) {
    List<HpaComparison> comparisons = new ArrayList<>();
    for (long seed = 0; seed < RUNS; seed++) {
      comparisons.add(HpaComparison.of(record(seed, view, disturb, clockMillis)));
    }
    return comparisons;
  }

  private static long count(List<HpaComparison> comparisons, Cause cause) {
    return comparisons.stream()
        .flatMap(comparison -> comparison.differences().stream())
        .filter(difference -> difference.cause() == cause)
        .count();
  }

  private static long explainedBy(List<HpaComparison> comparisons, Cause cause) {
    return comparisons.stream()
        .flatMap(comparison -> comparison.differences().stream())
        .filter(difference -> difference.removedBy().contains(cause))
        .count();
  }

  private static long count(List<HpaComparison> comparisons) {
    return comparisons.stream().mapToLong(each -> each.differences().size()).sum();
  }

  /** The samples of the sync before, of pods that had one. */
  private static Sync lagging(Sync now, Sync before, SplittableRandom random) {
    if (random.nextInt(4) > 0) {
      return now;
    }
    List<PodState> pods = new ArrayList<>();
    for (int n = 0; n < now.pods().size(); n++) {
      PodState pod = now.pods().get(n);
      Sample old = n < before.pods().size() ? before.pods().get(n).sample() : null;
      pods.add(pod.sample() == null || old == null ? pod : pod.withSample(old));
    }
    return now.withPods(pods);
  }

  /** Now and then the pods that had no sample before have none yet. */
  private static Sync missing(Sync now, Sync before, SplittableRandom random) {
    if (random.nextInt(2) > 0) {
      return now;
    }
    List<PodState> pods = new ArrayList<>();
    for (int n = 0; n < now.pods().size(); n++) {
      boolean had = n < before.pods().size() && before.pods().get(n).sample() != null;
      pods.add(had ? now.pods().get(n) : now.pods().get(n).withSample(null));
    }
    return now.withPods(pods);
  }

  @Test
  void findsNoDifferenceWhereTheAutoscalerSeesWhatIsRecorded() {
    List<HpaComparison> comparisons = compare(TRUE, (desired, _) -> desired);
    assertThat(count(comparisons)).isZero();
    assertThat(comparisons).allSatisfy(each -> assertThat(each.faults()).isEmpty());
    // It did scale: up to the demand's 11,000 millicores at 70 %, and down again.
    assertThat(comparisons)
        .allSatisfy(
            each ->
                assertThat(each.points())
                    .anySatisfy(point -> assertThat(point.currentReplicas()).isGreaterThan(14)));
  }

  @Test
  void findsTheLagOfSamplesWhereverItShows() {
    List<HpaComparison> comparisons = compare(UnsteadyClusterTest::lagging, (d, _) -> d);
    assertThat(count(comparisons)).isGreaterThan(RUNS);
    // Others may fit as well, and one that changes less may be named first; lag is among them.
    assertThat(count(comparisons, Cause.METRIC_LAG)).isGreaterThan(count(comparisons) * 7 / 10);
    assertThat(explainedBy(comparisons, Cause.METRIC_LAG))
        .isGreaterThan(count(comparisons) * 9 / 10);
  }

  @Test
  void findsThePodsThatTheAutoscalerMissed() {
    List<HpaComparison> comparisons = compare(UnsteadyClusterTest::missing, (d, _) -> d);
    assertThat(count(comparisons)).isGreaterThan(RUNS / 2);
    assertThat(count(comparisons, Cause.MISSING_PODS)).isGreaterThan(count(comparisons) * 9 / 10);
  }

  @Test
  void findsNoCauseForDecisionsThatHaveNone() {
    List<HpaComparison> comparisons =
        compare(TRUE, (d, random) -> random.nextInt(20) > 0 ? d : other(d, random));
    // One sync in twenty decides at will, which below the least comes to nothing.
    assertThat(count(comparisons)).isGreaterThan(2 * RUNS);
    assertThat(comparisons.stream().filter(each -> !each.faults().isEmpty()).count())
        .isGreaterThanOrEqualTo(RUNS * 4 / 5);
    assertThat(count(comparisons, Cause.UNKNOWN)).isGreaterThan(count(comparisons) * 19 / 20);
  }

  @Test
  void findsThePeriodsThatTheRecordersClockMiscounts() {
    // Syncs are 15.02 s apart, so that after twenty of them a window of 300 s has just passed.
    List<HpaComparison> comparisons = compare(TRUE, (desired, _) -> desired, 1000);
    assertThat(count(comparisons)).isGreaterThan(RUNS);
    assertThat(count(comparisons, Cause.RATE_LIMIT)).isGreaterThan(count(comparisons) * 9 / 10);
    assertThat(comparisons).allSatisfy(each -> assertThat(each.faults()).isEmpty());
  }

  private static int other(int desired, SplittableRandom random) {
    int other = desired + (random.nextBoolean() ? 1 : -1) * random.nextInt(1, 5);
    return Math.max(3, Math.min(20, other));
  }
}
