package reports.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static reports.autoscaling.Pods.T0;
import static reports.autoscaling.Pods.all;
import static reports.autoscaling.Pods.and;
import static reports.autoscaling.Pods.down;
import static reports.autoscaling.Pods.measured;
import static reports.autoscaling.Pods.missing;
import static reports.autoscaling.Pods.pending;
import static reports.autoscaling.Pods.percent;
import static reports.autoscaling.Pods.rules;
import static reports.autoscaling.Pods.spec;
import static reports.autoscaling.Pods.sync;
import static reports.autoscaling.Pods.young;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reports.autoscaling.HpaComparison.Point;
import reports.autoscaling.HpaDifference.Side;
import reports.autoscaling.HpaSpec.Behavior;
import reports.autoscaling.ScalingRules.SelectPolicy;

/** Differences planted one by one: each has its cause, and only where it was planted. */
class HpaComparisonTest {
  private static final HpaSpec SPEC = spec(Behavior.DEFAULTS);

  /** The sync with what the autoscaler is made to say of it. */
  static Sync said(Sync sync, int desired, @Nullable Integer utilization) {
    return said(sync, new HpaStatus(desired, utilization, "a", "ValidMetricFound", "c"));
  }

  private static Sync said(Sync sync, HpaStatus status) {
    return new Sync(
        sync.schema(),
        sync.t(),
        sync.spec(),
        sync.specReplicas(),
        sync.statusReplicas(),
        sync.pods(),
        sync.readings(),
        status);
  }

  static HpaDifference only(Sync... recording) {
    List<HpaDifference> differences = HpaComparison.of(List.of(recording)).differences();
    assertThat(differences).hasSize(1);
    return differences.getFirst();
  }

  @Test
  void whereBothDecideTheSameThereIsNoDifference() {
    HpaComparison comparison =
        HpaComparison.of(
            List.of(
                said(sync(SPEC, 0, 3, 70), 3, 70),
                said(sync(SPEC, 15, 3, 100), 5, 100),
                said(sync(SPEC, 30, 5, 100), 8, 100)));
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.compared()).isEqualTo(3);
    assertThat(comparison.unknownShare()).isZero();
    assertThat(comparison.farOff()).isEmpty();
    assertThat(comparison.faults()).isEmpty();
  }

  @Test
  void samplesOfTheSyncBeforeAreMetricLag() {
    // 70 % keeps three pods; 100 / 70 x 3 = 4.29
    HpaDifference difference =
        only(said(sync(SPEC, 0, 3, 70), 3, 70), said(sync(SPEC, 15, 3, 100), 3, 70));
    assertThat(difference.cause()).isEqualTo(Cause.METRIC_LAG);
    assertThat(difference.substituted()).isEqualTo("the samples of the sync before, once");
    assertThat(difference.removedBy()).containsExactly(Cause.METRIC_LAG);
    assertThat(difference.predicted().desiredReplicas()).isEqualTo(5);
    assertThat(difference.realReplicas()).isEqualTo(3);
  }

  @Test
  void metricLagIsFoundWhereTheAutoscalerStatesNoUtilization() {
    HpaDifference difference =
        only(said(sync(SPEC, 0, 3, 70), 3, null), said(sync(SPEC, 15, 3, 100), 3, null));
    assertThat(difference.cause()).isEqualTo(Cause.METRIC_LAG);
  }

  @Test
  void samplesOfTheSyncAfterAreMetricLag() {
    HpaDifference difference =
        only(said(sync(SPEC, 0, 5, 70), 8, 100), said(sync(SPEC, 15, 8, 100), 12, 100));
    assertThat(difference.substituted()).isEqualTo("the samples of the sync after, once");
  }

  @Test
  void theUtilizationThatIsStatedIsMetricLag() {
    // 88 / 70 x 3 = 3.77, and neither neighbour has that
    HpaDifference difference =
        only(
            said(sync(SPEC, 0, 3, 70), 3, 70),
            said(sync(SPEC, 15, 3, 110), 4, 88),
            said(sync(SPEC, 30, 4, 70), 4, 70));
    assertThat(difference.cause()).isEqualTo(Cause.METRIC_LAG);
    assertThat(difference.substituted())
        .isEqualTo("the utilization that the autoscaler states, once");
  }

  @Test
  void samplesThatTheAutoscalerSaysItDidNotUseExplainNothing() {
    // Those of the sync before would keep three, but it states the utilization of this one.
    HpaDifference difference =
        only(said(sync(SPEC, 0, 3, 70), 3, 70), said(sync(SPEC, 15, 3, 100), 3, 100));
    assertThat(difference.cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(difference.substituted()).isNull();
    assertThat(difference.removedBy()).isEmpty();
  }

  @Test
  void aMissedPeakThatOnlyShowsMinutesLaterIsMetricLagOrOfAnotherInstant() {
    // Both go to the most and stay; the recording has the last high samples one sync too early.
    HpaSpec spec = spec(3, 10, 70, Behavior.DEFAULTS);
    List<Sync> recording = new ArrayList<>();
    for (int i = 0; i <= 24; i++) {
      int percent = i < 2 ? 200 : 7;
      // The autoscaler saw the last peak at 30 s: it holds until 330 s, then goes to three.
      int real = i >= 22 ? 3 : 10;
      int replicas = i >= 23 ? 3 : 10;
      recording.add(said(sync(spec, 15 * i, replicas, percent), real, i < 3 ? 200 : 7));
    }
    List<HpaDifference> differences = HpaComparison.of(recording).differences();
    // In the recording the last peak is of 15 s, which holds until 315 s.
    assertThat(differences).hasSize(1);
    assertThat(differences.getFirst().sync().t()).isEqualTo(T0 + 315_000);
    assertThat(differences.getFirst().cause()).isEqualTo(Cause.METRIC_LAG);
    assertThat(differences.getFirst().substituted())
        .isEqualTo("the samples of the sync before, always");
    // A peak of 16 s and not of 15 s would hold it as well, which is said too.
    assertThat(differences.getFirst().removedBy())
        .containsExactly(Cause.METRIC_LAG, Cause.RATE_LIMIT);
  }

  @Test
  void podsWhoseSamplesTheAutoscalerDidNotGetAreMissingPods() {
    // 140 / 70 x 5 = 10. Without samples of the two new ones: 420 / 500 = 84 %, 1.2 x 5 = 6.
    HpaDifference difference =
        only(said(sync(SPEC, 0, 3, 116), 5, 116), said(sync(SPEC, 15, 5, 140), 6, 140));
    assertThat(difference.cause()).isEqualTo(Cause.MISSING_PODS);
    assertThat(difference.substituted())
        .isEqualTo("samples for those pods that had one at the sync before, once");
    assertThat(difference.removedBy()).containsExactly(Cause.MISSING_PODS);
  }

  @Test
  void podsThatTheAutoscalerStillSawUnreadyAreMissingPods() {
    long later = T0 + 15_000;
    PodState starting = young(T0 - 20_000, false, T0 - 10_000, T0 - 5_000);
    PodState ready = measured("young", later, 1400);
    // 140 / 70 x 5 = 10. With the young one still unready: 560 / 500 = 112 %, 1.6 x 5 = 8.
    HpaDifference difference =
        only(
            said(sync(SPEC, T0, 5, and(all(4, T0, 70), List.of(starting))), 5, 70),
            said(sync(SPEC, later, 5, and(all(4, later, 140), List.of(ready))), 8, 140));
    assertThat(difference.cause()).isEqualTo(Cause.MISSING_PODS);
    assertThat(difference.substituted()).isEqualTo("the pods of the sync before, once");
  }

  @Test
  void podsWithoutASampleThatTheAutoscalerDidNotSeeAreMissingPods() {
    HpaSpec spec = spec(1, 20, 50, down(rules(0, SelectPolicy.MAX, percent(100, 15))));
    // (50 + 100) / 600 = 25 %: 0.5 x 6 = 3. Without the one that is missing 0.2 x 5 = 1.
    HpaDifference difference =
        only(
            said(sync(spec, 0, 6, 50), 6, 50),
            said(
                sync(
                    spec,
                    T0 + 15_000,
                    6,
                    and(all(5, T0 + 15_000, 10), List.of(missing("pod-6", T0)))),
                1,
                10));
    assertThat(difference.cause()).isEqualTo(Cause.MISSING_PODS);
    assertThat(difference.substituted()).isEqualTo("no pods without a sample, once");
  }

  @Test
  void aPodThatTheAutoscalerAlreadyHadASampleOfIsMissingPods() {
    long later = T0 + 15_000;
    // 140 / 70 x 5 = 10. In the recording pod-5 has no sample yet: 560 / 500 = 112 %, 8.
    HpaDifference difference =
        only(
            said(sync(SPEC, T0, 5, and(all(4, T0, 140), List.of(missing("pod-5", T0)))), 10, 140),
            said(sync(SPEC, later, 10, all(10, later, 140)), 20, 140));
    assertThat(difference.cause()).isEqualTo(Cause.MISSING_PODS);
    assertThat(difference.removedBy()).containsExactly(Cause.MISSING_PODS);
  }

  @Test
  void aRatioBesideTheEdgeIsTolerance() {
    // 78 / 70 = 1.114, a point over the edge of 77: 11.14. That of the sync before is 70.
    HpaDifference up =
        only(said(sync(SPEC, 0, 10, 70), 10, 70), said(sync(SPEC, 15, 10, 78), 10, 78));
    assertThat(up.cause()).isEqualTo(Cause.TOLERANCE);
    assertThat(up.substituted()).isEqualTo("a tolerance wider by a point of utilization, once");
    // 77 / 70 = 1.1 is within, 11.0 is beyond.
    HpaDifference kept =
        only(said(sync(SPEC, 0, 10, 70), 10, 70), said(sync(SPEC, 15, 10, 77), 11, 77));
    assertThat(kept.substituted())
        .isEqualTo("a tolerance narrower by a point of utilization, once");
  }

  @Test
  void aRatioFartherFromTheEdgeIsUnknown() {
    // 79 / 70 = 1.129, two points over the edge
    HpaDifference difference =
        only(said(sync(SPEC, 0, 10, 70), 10, 70), said(sync(SPEC, 15, 10, 79), 10, 79));
    assertThat(difference.cause()).isEqualTo(Cause.UNKNOWN);
  }

  @Test
  void aChangeCountedInAnotherPeriodIsRateLimit() {
    // 3 to 7 at 0 s; were that less than 15 s ago, 7 - 4 + 4 = 7 were the limit, not 14.
    HpaDifference held =
        only(said(sync(SPEC, 0, 3, 1000), 7, 1000), said(sync(SPEC, 15, 7, 1000), 7, 1000));
    assertThat(held.cause()).isEqualTo(Cause.RATE_LIMIT);
    assertThat(held.substituted()).isEqualTo("changes of the scale shifted by +1 s");
    // The other way round: 14 s later the model still counts the change.
    HpaDifference free =
        only(said(sync(SPEC, 0, 3, 1000), 7, 1000), said(sync(SPEC, 14, 7, 1000), 14, 1000));
    assertThat(free.substituted()).isEqualTo("changes of the scale shifted by -1 s");
  }

  @Test
  void aChangeFartherAwayThanASyncIsNoRateLimit() {
    // The change of 0 s is 31 s old, and 16 s had to be added to hold the seven.
    HpaDifference difference =
        only(said(sync(SPEC, 0, 3, 1000), 7, 1000), said(sync(SPEC, 31, 7, 1000), 7, 1000));
    assertThat(difference.cause()).isEqualTo(Cause.UNKNOWN);
  }

  @Test
  void anArbitraryDecisionIsUnknownAndDoesNotMakeLaterOnesDiffer() {
    List<Sync> recording = new ArrayList<>();
    recording.add(said(sync(SPEC, 0, 3, 70), 3, 70));
    recording.add(said(sync(SPEC, 15, 3, 70), 6, 70));
    for (int i = 2; i <= 30; i++) {
      // 35 / 70 x 6 = 3; the six hold for five minutes, from 15 s to 315 s.
      int replicas = i <= 21 ? 6 : 3;
      recording.add(said(sync(SPEC, 15 * i, replicas, 35 * 6 / replicas), i < 21 ? 6 : 3, null));
    }
    HpaComparison comparison = HpaComparison.of(recording);
    assertThat(comparison.differences()).hasSize(1);
    HpaDifference difference = comparison.differences().getFirst();
    assertThat(difference.cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(difference.sync().t()).isEqualTo(T0 + 15_000);
  }

  @Test
  void saysTheInputsOfBothSides() {
    HpaDifference difference =
        only(
            said(sync(SPEC, 0, 3, 70), 3, 70),
            said(
                sync(SPEC, T0 + 15_000, 3, and(all(3, T0, 100), List.of(pending("new")))),
                new HpaStatus(6, 130, "SucceededRescale", "ValidMetricFound", "ScaleUpLimit")));
    Side model = difference.model();
    assertThat(model.currentReplicas()).isEqualTo(3);
    // 300 / 400 = 75 %: 1.07 is within
    assertThat(model.desiredReplicas()).isEqualTo(3);
    assertThat(model.utilizationPercent()).isEqualTo(100);
    assertThat(model.metricReplicas()).isEqualTo(3);
    assertThat(model.reason()).isEqualTo("DesiredWithinRange");
    assertThat(model.pods())
        .isEqualTo(
            new MetricProposal.Pods(
                List.of("pod-1", "pod-2", "pod-3"), List.of("new"), List.of(), List.of()));
    assertThat(difference.real())
        .isEqualTo(
            new Side(
                3,
                6,
                130,
                null,
                3,
                null,
                null,
                "SucceededRescale, ValidMetricFound, ScaleUpLimit"));
  }

  @Test
  void anAutoscalerThatFailedToComputeChangesNothing() {
    // Before its first success the status says 0.
    HpaStatus failed = new HpaStatus(0, null, "a", "FailedGetResourceMetric", null);
    HpaComparison comparison =
        HpaComparison.of(List.of(said(sync(SPEC, T0, 3, List.of(missing("a", T0))), failed)));
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.points().getFirst().realReplicas()).isEqualTo(3);
  }

  @Test
  void whatIsNotSaidIsWhatTheNextSyncFinds() {
    HpaComparison comparison =
        HpaComparison.of(List.of(sync(SPEC, 0, 3, 100), sync(SPEC, 15, 5, 70)));
    assertThat(comparison.points().stream().map(Point::realReplicas)).containsExactly(5, null);
    assertThat(comparison.compared()).isEqualTo(1);
    assertThat(HpaComparison.of(List.of(sync(SPEC, 0, 3, 100))).faults())
        .containsExactly("The recording says of no sync what the autoscaler decided.");
  }

  private static HpaComparison withUnknown(int unknown, int of) {
    Sync sync = said(sync(SPEC, 0, 3, 70), 3, 70);
    Decision decision = new HpaModel().decide(sync);
    List<HpaDifference> differences =
        IntStream.range(0, of)
            .mapToObj(i -> i < unknown ? Cause.UNKNOWN : Cause.TOLERANCE)
            .map(cause -> new HpaDifference(sync, decision, 4, cause, null, List.of()))
            .toList();
    return new HpaComparison(List.of(new Point(sync, 3, decision)), differences, List.of());
  }

  @Test
  void upToATenthOfTheDifferencesMayBeUnknown() {
    assertThat(withUnknown(1, 10).faults()).isEmpty();
    assertThat(withUnknown(2, 19).faults())
        .containsExactly("2 of 19 differences have no known cause; at most 10 % may.");
    assertThat(withUnknown(2, 20).unknownShare()).isEqualTo(0.1);
    assertThat(withUnknown(2, 20).counts())
        .containsEntry(Cause.UNKNOWN, 2L)
        .containsEntry(Cause.TOLERANCE, 18L)
        .containsEntry(Cause.METRIC_LAG, 0L);
  }

  /** Syncs at which the model keeps five pods, and the autoscaler decides what is given. */
  private static List<Point> farOff(int... real) {
    List<Sync> recording = new ArrayList<>();
    for (int i = 0; i < real.length; i++) {
      recording.add(said(sync(SPEC, 15 * i, 5, 70), real[i], 70));
    }
    return HpaComparison.of(recording).farOff();
  }

  @Test
  void aPredictionMayBeOffByOneStepOrOneSync() {
    // One replica off.
    assertThat(farOff(5, 6, 6, 6, 5)).isEmpty();
    // Two off, but beside a sync that is right.
    assertThat(farOff(5, 7, 7, 5)).isEmpty();
    // Between two steps of the stairs: five lies between three and seven.
    assertThat(farOff(3, 3, 7, 7, 7).stream().map(Point::t))
        .containsExactly(T0, T0 + 45_000, T0 + 60_000);
    // Two off, and so are the syncs beside it.
    assertThat(farOff(5, 7, 7, 7, 5).stream().map(Point::t)).containsExactly(T0 + 30_000);
    assertThat(farOff(7, 7)).hasSize(2);
  }

  @Test
  void aPredictionFartherOffIsAFault() {
    List<Sync> recording =
        List.of(said(sync(SPEC, 0, 5, 70), 7, 70), said(sync(SPEC, 15, 5, 70), 7, 70));
    assertThat(HpaComparison.of(recording).faults())
        .containsExactly(
            "2 of 2 differences have no known cause; at most 10 % may.",
            "At 2 of 2 syncs the prediction is off by more than one step and one sync.");
  }
}
