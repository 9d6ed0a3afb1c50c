package reports.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static reports.autoscaling.HpaComparisonTest.only;
import static reports.autoscaling.HpaComparisonTest.said;
import static reports.autoscaling.Pods.T0;
import static reports.autoscaling.Pods.all;
import static reports.autoscaling.Pods.spec;
import static reports.autoscaling.Pods.sync;

import java.util.List;
import org.junit.jupiter.api.Test;
import reports.autoscaling.HpaSpec.Behavior;

/** Where several inputs remove a difference, the most specific is the cause, and all are named. */
class CauseOrderTest {
  private static final HpaSpec SPEC = spec(Behavior.DEFAULTS);

  @Test
  void aNumberExplainsBeforeAllSamplesDo() {
    // 78 / 70 is a point over the edge. The samples of the sync before, 70, would keep ten as well,
    // and where no utilization is stated nothing speaks against them.
    HpaDifference silent =
        only(said(sync(SPEC, 0, 10, 70), 10, null), said(sync(SPEC, 15, 10, 78), 10, null));
    assertThat(silent.cause()).isEqualTo(Cause.TOLERANCE);
    assertThat(silent.removedBy()).containsExactly(Cause.TOLERANCE, Cause.METRIC_LAG);
  }

  @Test
  void whatTheAutoscalerStatesOfItsSamplesCountsBeforeANumber() {
    // It says 70 %, which is that of the sync before: then the edge is not what it was about.
    HpaDifference said =
        only(said(sync(SPEC, 0, 10, 70), 10, 70), said(sync(SPEC, 15, 10, 78), 10, 70));
    assertThat(said.cause()).isEqualTo(Cause.METRIC_LAG);
    assertThat(said.removedBy()).containsExactly(Cause.METRIC_LAG, Cause.TOLERANCE);
  }

  @Test
  void podsWithoutSamplesExplainBeforeAllSamplesDo() {
    // 140 / 70 x 5 = 10; the utilization stated is met by both, and the pods are the narrower.
    HpaDifference difference =
        only(said(sync(SPEC, 0, 3, 116), 5, 116), said(sync(SPEC, 15, 5, 140), 6, 140));
    assertThat(difference.cause()).isEqualTo(Cause.MISSING_PODS);
  }

  @Test
  void theValueOfAnotherMetricAtTheSyncBeforeIsMetricLag() {
    HpaMetric queue =
        new HpaMetric(HpaMetric.Type.EXTERNAL, "queue", HpaMetric.Target.AVERAGE_VALUE, 10_000);
    HpaDifference difference =
        only(said(queued(queue, 0, 30_000), 3, null), said(queued(queue, 15, 60_000), 3, null));
    assertThat(difference.predicted().desiredReplicas()).isEqualTo(6);
    assertThat(difference.cause()).isEqualTo(Cause.METRIC_LAG);
    assertThat(difference.substituted()).isEqualTo("the other metrics of the sync before, once");
  }

  private static Sync queued(HpaMetric queue, int second, long milli) {
    HpaSpec spec =
        new HpaSpec(3, 20, List.of(queue), Behavior.DEFAULTS, HpaSpec.Controller.DEFAULTS);
    long t = T0 + second * 1000L;
    return new Sync(1, t, spec, 3, 3, all(3, t, 70), List.of(new Reading.Total(milli)), null);
  }
}
