package reports.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reports.autoscaling.Pods.T0;
import static reports.autoscaling.Pods.all;
import static reports.autoscaling.Pods.and;
import static reports.autoscaling.Pods.missing;
import static reports.autoscaling.Pods.pending;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reports.autoscaling.Decision.Rule;
import reports.autoscaling.HpaMetric.Target;
import reports.autoscaling.HpaSpec.Controller;
import reports.autoscaling.MetricProposal.Basis;
import reports.autoscaling.MetricProposal.Computed;
import reports.autoscaling.MetricProposal.Failed;

/** Metrics beside CPU, and several of them, each case computed by hand. */
class SeveralMetricsTest {
  private static final HpaMetric CPU = HpaMetric.cpu(70);
  private static final HpaMetric QUEUE =
      new HpaMetric(HpaMetric.Type.EXTERNAL, "queue", Target.AVERAGE_VALUE, 10_000);
  private static final HpaMetric LATENCY =
      new HpaMetric(HpaMetric.Type.OBJECT, "latency", Target.VALUE, 200_000);
  private static final HpaMetric RATE =
      new HpaMetric(HpaMetric.Type.PODS, "requests", Target.AVERAGE_VALUE, 50_000);
  private static final Reading NONE = new Reading.Unread("no adapter", true);

  private static Sync sync(
      int replicas, int status, List<PodState> pods, Map<HpaMetric, Reading> read) {
    HpaSpec spec = new HpaSpec(1, 50, List.copyOf(read.keySet()), null, Controller.DEFAULTS);
    return new Sync(1, T0, spec, replicas, status, pods, List.copyOf(read.values()), null);
  }

  private static Computed proposed(Sync sync) {
    assertThat(ReplicaCalculator.propose(sync)).singleElement().isInstanceOf(Computed.class);
    return (Computed) ReplicaCalculator.propose(sync).getFirst();
  }

  private static Computed shares(int replicas, int status, long milli) {
    return proposed(
        sync(replicas, status, all(replicas, T0, 70), Map.of(QUEUE, new Reading.Total(milli))));
  }

  /** CPU of so many per cent on five pods, beside another metric. */
  private static Decision beside(int percent, HpaMetric other, Reading read) {
    Map<HpaMetric, Reading> both = new LinkedHashMap<>();
    both.put(CPU, new Reading.Samples());
    both.put(other, read);
    return new HpaModel().decide(sync(5, 5, all(5, T0, percent), both));
  }

  @Test
  void aTotalIsSharedOutOverWhatEachReplicaIsToHave() {
    // 75 / 10 = 7.5; each of five has 15 now.
    Computed up = shares(5, 5, 75_000);
    assertThat(up.replicas()).isEqualTo(8);
    assertThat(up.usage()).isEqualTo(15_000);
    assertThat(up.basis()).isEqualTo(Basis.SHARES);
    // 55 / (10 x 5) = 1.1 is within, 55.1 is not: 5.51.
    assertThat(shares(5, 5, 55_000).basis()).isEqualTo(Basis.WITHIN_TOLERANCE);
    assertThat(shares(5, 5, 55_100).replicas()).isEqualTo(6);
    // 45 / 50 = 0.9 is within; 39.9 / 50 is not: 3.99.
    assertThat(shares(5, 5, 45_000).replicas()).isEqualTo(5);
    assertThat(shares(5, 5, 39_900).replicas()).isEqualTo(4);
  }

  @Test
  void aTotalIsHeldAgainstTheReplicasThatThereAreAndNotThoseThatAreAskedFor() {
    // An update's surge: 50 over the seven that there are is 0.71, so 5; over five it were 1.
    assertThat(shares(5, 7, 50_000).replicas()).isEqualTo(5);
    assertThat(shares(5, 7, 50_000).basis()).isEqualTo(Basis.SHARES);
    // 70 over seven is within, and keeps the seven: more than the five that are asked for.
    assertThat(shares(5, 7, 70_000).replicas()).isEqualTo(7);
  }

  @Test
  void aTotalWithoutReplicasIsSharedOutAllTheSame() {
    assertThat(shares(1, 0, 25_000).replicas()).isEqualTo(3);
    assertThat(shares(1, 0, 25_000).usage()).isEqualTo(25_000);
  }

  @Test
  void aValueIsTimesThePodsThatAreReady() {
    Map<HpaMetric, Reading> slow = Map.of(LATENCY, new Reading.Total(500_000));
    // 500 / 200 = 2.5, x 4 = 10; of five replicas one is not there yet.
    Computed computed = proposed(sync(5, 5, and(all(4, T0, 1), List.of(pending("new"))), slow));
    assertThat(computed.replicas()).isEqualTo(10);
    assertThat(computed.pods().unready()).containsExactly("new");
    // 220 / 200 = 1.1 is within.
    Map<HpaMetric, Reading> near = Map.of(LATENCY, new Reading.Total(220_000));
    assertThat(proposed(sync(5, 5, all(4, T0, 1), near)).replicas()).isEqualTo(5);
  }

  @Test
  void aValueOfEachPodIsTheirMean() {
    Map<HpaMetric, Reading> read =
        Map.of(RATE, new Reading.OfPods(Map.of("pod-1", 90_000L, "pod-2", 60_000L)));
    // 75 / 50 = 1.5, x 2 = 3
    Computed computed = proposed(sync(2, 2, all(2, T0, 1), read));
    assertThat(computed.usage()).isEqualTo(75_000);
    assertThat(computed.replicas()).isEqualTo(3);
    // A third pod without a value has none on the way up: 150 / 3 = 50, which is the target.
    List<PodState> three = and(all(2, T0, 1), List.of(missing("pod-3", T0)));
    assertThat(proposed(sync(3, 3, three, read)).replicas()).isEqualTo(3);
    assertThat(proposed(sync(3, 3, three, read)).basis()).isEqualTo(Basis.FILLED_WITHIN_TOLERANCE);
  }

  @Test
  void onTheWayDownAPodWithoutAValueHasTheTarget() {
    Map<HpaMetric, Reading> read =
        Map.of(RATE, new Reading.OfPods(Map.of("pod-1", 10_000L, "pod-2", 10_000L)));
    // 20 / 2 = 10; with 50 of the third 70 / 3 = 23.333: 0.46666 x 3 = 1.4
    List<PodState> three = and(all(2, T0, 1), List.of(missing("pod-3", T0)));
    Computed computed = proposed(sync(3, 3, three, read));
    assertThat(computed.filled()).isEqualTo(new MetricProposal.Filled(23_333, 0.46666, 3));
    assertThat(computed.replicas()).isEqualTo(2);
  }

  @Test
  void youngPodsCountForMetricsOtherThanCpu() {
    PodState young = Pods.young(T0 - 5_000, false, T0 - 5_000, T0 - 1_000);
    Map<HpaMetric, Reading> read = Map.of(RATE, new Reading.OfPods(Map.of("young", 100_000L)));
    // 100 / 50 x 1 = 2; by CPU it were not counted at all.
    assertThat(proposed(sync(1, 1, List.of(young), read)).replicas()).isEqualTo(2);
  }

  @Test
  void cpuMayHaveAnAverageAsTarget() {
    HpaMetric average = new HpaMetric(HpaMetric.Type.RESOURCE, "cpu", Target.AVERAGE_VALUE, 400);
    // 600 / 400 = 1.5, x 4 = 6
    Computed computed =
        proposed(sync(4, 4, all(4, T0, 60), Map.of(average, new Reading.Samples())));
    assertThat(computed.replicas()).isEqualTo(6);
    assertThat(computed.words()).isEqualTo("Resource cpu 0.600");
  }

  @Test
  void ofSeveralTheLargestProposalCounts() {
    // 70 % keeps five, the queue asks for 8; then CPU asks for 10 (140 / 70 x 5).
    Decision queue = beside(70, QUEUE, new Reading.Total(75_000));
    assertThat(queue.desiredReplicas()).isEqualTo(8);
    assertThat(queue.metrics()).hasSize(2);
    assertThat(queue.metric()).isEqualTo(queue.metrics().get(1));
    Decision cpu = beside(140, QUEUE, new Reading.Total(75_000));
    assertThat(cpu.desiredReplicas()).isEqualTo(10);
    assertThat(cpu.metric()).isEqualTo(cpu.metrics().getFirst());
    assertThat(cpu.utilizationPercent()).isEqualTo(140);
  }

  @Test
  void whereOneFailsTheRestMayScaleUp() {
    Decision up = beside(140, QUEUE, NONE);
    assertThat(up.desiredReplicas()).isEqualTo(10);
    assertThat(up.rule()).isEqualTo(Rule.WITHIN_RANGE);
  }

  @Test
  void whereOneFailsTheRestMayNotScaleDown() {
    // 14 / 70 x 5 = 1, and what the queue would say is not known.
    Decision down = beside(14, QUEUE, NONE);
    assertThat(down.desiredReplicas()).isEqualTo(5);
    assertThat(down.rule()).isEqualTo(Rule.NO_METRIC);
    assertThat(down.reason()).isEqualTo("FailedGetExternalMetric");
    assertThat(down.metric())
        .isEqualTo(new Failed(QUEUE, "Metric External queue has no value: no adapter."));
    assertThat(down.utilizationPercent()).isEqualTo(14);
  }

  @Test
  void whereOneFailsAndTheRestKeepWhatThereIsThatIsADecision() {
    // It is remembered as a recommendation, which a failure is not.
    assertThat(beside(70, QUEUE, NONE).rule()).isEqualTo(Rule.WITHIN_RANGE);
  }

  @Test
  void whereAllFailTheFirstSaysWhy() {
    Map<HpaMetric, Reading> both = new LinkedHashMap<>();
    both.put(RATE, NONE);
    both.put(QUEUE, NONE);
    Decision decision = new HpaModel().decide(sync(5, 5, all(5, T0, 1), both));
    assertThat(decision.desiredReplicas()).isEqualTo(5);
    assertThat(decision.reason()).isEqualTo("FailedGetPodsMetric");
  }

  @Test
  void aFailedMetricLeavesNoRecommendation() {
    HpaModel model = new HpaModel();
    Map<HpaMetric, Reading> both = new LinkedHashMap<>();
    both.put(CPU, new Reading.Samples());
    both.put(QUEUE, NONE);
    Sync down = sync(5, 5, all(5, T0, 14), both);
    model.decide(down);
    model.decide(new Sync(1, T0 + 100_000, down.spec(), 5, 5, down.pods(), down.readings(), null));
    // The first recommendation, what there was at the beginning, is then too old to hold the five.
    Sync later =
        new Sync(
            1,
            T0 + 301_000,
            Pods.spec(1, 50, 70, null),
            5,
            5,
            all(5, T0 + 301_000, 14),
            Pods.CPU,
            null);
    assertThat(model.decide(later).desiredReplicas()).isEqualTo(1);
  }

  @Test
  void whatTheRecorderCouldNotReadIsAFaultOfTheComparison() {
    Map<HpaMetric, Reading> both = new LinkedHashMap<>();
    both.put(CPU, new Reading.Samples());
    both.put(RATE, new Reading.Unread("values of single pods are not asked for", false));
    HpaComparison comparison = HpaComparison.of(List.of(sync(5, 5, all(5, T0, 70), both)));
    assertThat(comparison.faults())
        .contains("The recording holds no values of Pods requests, which the autoscaler looks at.");
    both.put(RATE, NONE);
    assertThat(HpaComparison.of(List.of(sync(5, 5, all(5, T0, 70), both))).unread()).isEmpty();
  }

  @Test
  void refusesTargetsThatKubernetesRefuses() {
    assertThatThrownBy(() -> new HpaMetric(HpaMetric.Type.PODS, "a", Target.VALUE, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HpaMetric(HpaMetric.Type.EXTERNAL, "a", Target.UTILIZATION, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HpaMetric.cpu(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sync(1, 1, List.of(), Map.of()))
        .hasMessage("An autoscaler has a metric at least.");
  }
}
