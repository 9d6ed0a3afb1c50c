package reports.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static reports.autoscaling.Pods.SECOND;
import static reports.autoscaling.Pods.T0;
import static reports.autoscaling.Pods.percent;
import static reports.autoscaling.Pods.pods;
import static reports.autoscaling.Pods.rules;
import static reports.autoscaling.Pods.spec;
import static reports.autoscaling.Pods.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reports.autoscaling.HpaSpec.Behavior;
import reports.autoscaling.MetricProposal.Computed;
import reports.autoscaling.PodState.Phase;
import reports.autoscaling.PodState.Sample;
import reports.autoscaling.ScalingRules.Policy;
import reports.autoscaling.ScalingRules.SelectPolicy;

/**
 * Inputs and results of Kubernetes' own tests, {@code replica_calculator_test.go} and {@code
 * horizontal_test.go} of pkg/controller/podautoscaler.
 */
class PublishedCasesTest {
  private static final int EVERYTHING = 350;
  private static final int NOTHING = 0;

  /**
   * The pods are written one after the other: what each uses of 1,000 millicores, or of 2,000 where
   * an x stands before it; a dash where it has no sample, and a u where it is unready.
   */
  @ParameterizedTest
  @CsvSource({
    "ScaleUp, 3, 30, 300 500 700, 5, 50",
    "ScaleUpUnreadyLessScale, 3, 30, u300 500 700, 4, 60",
    "ScaleUpUnreadyNoScale, 3, 30, 400 u500 u700, 3, 40",
    "MissingMetricsUnreadyChange, 3, 50, u100 450 -, 3, 45",
    "MissingMetricsUnreadyScaleUp, 3, 50, u100 2000 -, 4, 200",
    "MissingMetricsUnreadyScaleDown, 4, 50, u100 100 100 -, 3, 10",
    "MissingMetricsScaleDownTargetOver100, 4, 300, u200 100 x100 x-, 2, 6",
    "DuringRollingUpdateWithMaxSurge, 2, 50, 100 100 -, 2, 10",
  })
  void theMetricAsksForWhatItAsksForThere(
      String name, int replicas, int target, String written, int expected, int utilization) {
    List<PodState> states = new ArrayList<>();
    for (String pod : written.split(" ", -1)) {
      states.add(pod("pod-" + states.size(), pod));
    }
    MetricProposal proposal =
        ReplicaCalculator.propose(sync(spec(1, 100, target, null), T0, replicas, states))
            .getFirst();
    assertThat(proposal).as(name).isInstanceOf(Computed.class);
    assertThat(((Computed) proposal).replicas()).as(name).isEqualTo(expected);
    assertThat(((Computed) proposal).usage()).as(name).isEqualTo(utilization);
  }

  private static PodState pod(String name, String written) {
    boolean unready = written.startsWith("u");
    String used = written.replaceAll("[ux]", "");
    long start = T0 - (unready ? 60 : 3600) * SECOND;
    Sample sample = used.equals("-") ? null : new Sample(Long.parseLong(used), T0, 15 * SECOND);
    long request = written.startsWith("x") ? 2000 : 1000;
    return new PodState(name, Phase.RUNNING, false, start, !unready, start, request, sample);
  }

  /** The metric, its value or those of each pod in thousandths, and which pods are ready. */
  @ParameterizedTest
  @CsvSource({
    "ScaleUpCM, 3, Pods, AverageValue, 15000, 20000 10000 30000, rrr, 4, 20000",
    "ScaleUpCMUnreadyHotCpuNoLessScale, 3, Pods, AverageValue, 15000, 50000 10000 30000, rru, 6, 30000",
    "ScaleUpCMUnreadyHotCpuScaleWouldScaleDown, 3, Pods, AverageValue, 15000, 50000 15000 30000, uru, 7, 31666",
    "ScaleDownCM, 5, Pods, AverageValue, 20000, 12000 12000 12000 12000 12000, rrrrr, 3, 12000",
    "ToleranceCM, 3, Pods, AverageValue, 20000, 20000 20001 21000, rrr, 3, 20333",
    "ScaleUpCMObject, 3, Object, Value, 15000, 20000, rrr, 4, 20000",
    "ScaleUpCMPerPodObject, 3, Object, AverageValue, 5000, 20000, rrr, 4, 6667",
    "ScaleUpCMObjectIgnoresUnreadyPods, 3, Object, Value, 10000, 50000, uru, 5, 50000",
    "ScaleDownPerPodCMObject, 5, Object, AverageValue, 2000, 6000, rrrrr, 3, 1200",
    "ScaleDownCMObject, 5, Object, Value, 20000, 12000, rrrrr, 3, 12000",
    "ToleranceCMObject, 3, Object, Value, 20000, 20050, rrr, 3, 20050",
    "TolerancePerPodCMObject, 4, Object, AverageValue, 2200, 8600, rrrr, 4, 2150",
    "ScaleUpCMExternalIgnoresUnreadyPods, 3, External, Value, 4400, 8600, uru, 2, 8600",
    "ScaleUpPerPodCMExternal, 3, External, AverageValue, 2150, 8600, rrr, 4, 2867",
    "ScaleDownCMExternal, 5, External, Value, 14334, 8600, rrrrr, 3, 8600",
    "ScaleDownPerPodCMExternal, 5, External, AverageValue, 2867, 8600, rrrrr, 3, 1720",
    "ToleranceCMExternal, 4, External, Value, 8666, 8600, rrrr, 4, 8600",
  })
  void metricsOtherThanCpuAskForWhatTheyAskForThere(
      String name,
      int replicas,
      String type,
      String target,
      long value,
      String levels,
      String readiness,
      int expected,
      long usage) {
    HpaMetric metric =
        new HpaMetric(
            HpaMetric.Type.valueOf(type.toUpperCase(Locale.ROOT)),
            "qps",
            target.equals("Value") ? HpaMetric.Target.VALUE : HpaMetric.Target.AVERAGE_VALUE,
            value);
    List<PodState> states = new ArrayList<>();
    Map<String, Long> ofPods = new HashMap<>();
    String[] written = levels.split(" ", -1);
    for (int i = 0; i < replicas; i++) {
      states.add(pod("pod-" + i, readiness.charAt(i) == 'u' ? "u-" : "-"));
      ofPods.put("pod-" + i, Long.parseLong(written[Math.min(i, written.length - 1)]));
    }
    Reading read =
        type.equals("Pods")
            ? new Reading.OfPods(ofPods)
            : new Reading.Total(Long.parseLong(written[0]));
    HpaSpec spec = new HpaSpec(1, 100, List.of(metric), null, HpaSpec.Controller.DEFAULTS);
    Sync sync = new Sync(1, T0, spec, replicas, replicas, states, List.of(read), null);
    MetricProposal proposal = ReplicaCalculator.propose(sync).getFirst();
    assertThat(proposal).as(name).isInstanceOf(Computed.class);
    assertThat(((Computed) proposal).replicas()).as(name).isEqualTo(expected);
    assertThat(((Computed) proposal).usage()).as(name).isEqualTo(usage);
  }

  @Test
  void oneInvalidMetricDoesNotKeepItFromGoingUpAsThere() {
    // ScaleUpOneMetricInvalid: 300, 400 and 500 of 1,000 at 30 %, beside a metric of no known type.
    HpaMetric unknown =
        new HpaMetric(HpaMetric.Type.EXTERNAL, "cheddar", HpaMetric.Target.VALUE, 1);
    HpaSpec spec =
        new HpaSpec(2, 6, List.of(HpaMetric.cpu(30), unknown), null, HpaSpec.Controller.DEFAULTS);
    List<PodState> states = List.of(pod("a", "300"), pod("b", "400"), pod("c", "500"));
    List<Reading> readings =
        List.of(new Reading.Samples(), new Reading.Unread("no such type", true));
    Sync sync = new Sync(1, T0, spec, 3, 3, states, readings, null);
    assertThat(new HpaModel().decide(sync).desiredReplicas()).isEqualTo(4);
  }

  /** After three changes within the last two minutes, from so many replicas to 100. */
  private static int decided(int from, int[] changes, Behavior behavior, int percent) {
    HpaSpec spec = spec(5, 1000, 70, behavior);
    HpaModel model = new HpaModel();
    int replicas = from;
    for (int i = 0; i < changes.length; i++) {
      Sync sync = sync(spec, T0 - (90 - 30L * i) * SECOND, replicas, List.of());
      replicas += changes[i];
      model.rescaled(sync, replicas);
    }
    assertThat(replicas).isEqualTo(100);
    return model.decide(sync(spec, 0, 100, percent)).desiredReplicas();
  }

  private static int up(Policy policy) {
    Behavior behavior = new Behavior(rules(0, SelectPolicy.MAX, policy), ScalingRules.DEFAULT_DOWN);
    return decided(85, new int[] {1, 5, 9}, behavior, EVERYTHING);
  }

  private static int down(int from, int[] changes, Policy policy) {
    Behavior behavior = new Behavior(ScalingRules.DEFAULT_UP, rules(0, SelectPolicy.MAX, policy));
    return decided(from, changes, behavior, NOTHING);
  }

  @Test
  void theWayUpIsLimitedAsItIsThere() {
    // 120 s ago there were 100 - 15.
    assertThat(up(pods(5, 120))).isEqualTo(100);
    assertThat(up(pods(150, 120))).isEqualTo(235);
    assertThat(up(percent(200, 120))).isEqualTo(255);
  }

  @Test
  void theWayDownIsLimitedAsItIsThere() {
    // (100 + 15) - 5 is more than there are; 130 fewer is below the least, 5.
    assertThat(down(115, new int[] {-1, -5, -9}, pods(5, 120))).isEqualTo(100);
    assertThat(down(115, new int[] {-1, -5, -9}, pods(130, 120))).isEqualTo(5);
    // (100 + 12) - 50 %; (100 + 30) - 10 % is more than there are.
    assertThat(down(112, new int[] {-2, -4, -6}, percent(50, 120))).isEqualTo(56);
    assertThat(down(130, new int[] {-10, -10, -10}, percent(10, 120))).isEqualTo(100);
  }
}
