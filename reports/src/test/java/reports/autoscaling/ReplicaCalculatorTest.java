package reports.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static reports.autoscaling.Pods.SECOND;
import static reports.autoscaling.Pods.T0;
import static reports.autoscaling.Pods.WINDOW;
import static reports.autoscaling.Pods.all;
import static reports.autoscaling.Pods.and;
import static reports.autoscaling.Pods.deleting;
import static reports.autoscaling.Pods.failed;
import static reports.autoscaling.Pods.measured;
import static reports.autoscaling.Pods.missing;
import static reports.autoscaling.Pods.pending;
import static reports.autoscaling.Pods.spec;
import static reports.autoscaling.Pods.sync;
import static reports.autoscaling.Pods.young;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reports.autoscaling.MetricProposal.Basis;
import reports.autoscaling.MetricProposal.Computed;
import reports.autoscaling.MetricProposal.Failed;
import reports.autoscaling.MetricProposal.Filled;

/** What the metric asks for, each case computed by hand. */
class ReplicaCalculatorTest {
  private static Computed propose(int target, int replicas, List<PodState> pods) {
    MetricProposal proposal =
        ReplicaCalculator.propose(sync(spec(1, 100, target, null), T0, replicas, pods)).getFirst();
    assertThat(proposal).isInstanceOf(Computed.class);
    return (Computed) proposal;
  }

  private static String failure(List<PodState> pods) {
    return ReplicaCalculator.propose(sync(spec(1, 100, 70, null), T0, 3, pods)).getFirst()
            instanceof Failed(HpaMetric _, String reason)
        ? reason
        : "";
  }

  @Test
  void roundsRatioTimesPodsUp() {
    // 93 / 70 = 1.3286, x 3 = 3.986
    assertThat(propose(70, 3, all(3, T0, 93)).replicas()).isEqualTo(4);
    // 21 / 70 = 0.3, x 10 = 3.0
    assertThat(propose(70, 10, all(10, T0, 21)).replicas()).isEqualTo(3);
  }

  @Test
  void cutsUtilizationToWholePerCentBeforeItMeetsTheTarget() {
    // 8,040 / 10,000 = 80.4 %, cut to 80: 80 / 50 x 10 = 16, where 80.4 / 50 x 10 = 16.08 were 17.
    List<PodState> pods = and(all(9, T0, 80), List.of(measured("pod-10", T0, 840)));
    Computed computed = propose(50, 10, pods);
    assertThat(computed.usage()).isEqualTo(80);
    assertThat(computed.replicas()).isEqualTo(16);
  }

  @ParameterizedTest
  @CsvSource({
    // 77 / 70 = 1.1, the upper edge, which is within
    "770, 10, WITHIN_TOLERANCE",
    // 77.9 % is cut to 77
    "779, 10, WITHIN_TOLERANCE",
    // 78 / 70 = 1.1143, x 10 = 11.14
    "780, 12, RATIO",
    // 63 / 70 = 0.9, the lower edge, which is within
    "630, 10, WITHIN_TOLERANCE",
    // 62.9 % is cut to 62: 62 / 70 = 0.8857, x 10 = 8.857
    "629, 9, RATIO",
  })
  void doesNothingUpToTheEdgesOfTheTolerance(int millicores, int replicas, Basis basis) {
    List<PodState> pods =
        all(10, T0, 0).stream().map(pod -> measured(pod.name(), T0, millicores)).toList();
    Computed computed = propose(70, 10, pods);
    assertThat(computed.replicas()).isEqualTo(replicas);
    assertThat(computed.basis()).isEqualTo(basis);
  }

  @Test
  void countsPodsAndNotReplicasWhereNothingIsFilledIn() {
    // 3 of 4 replicas exist: 140 / 70 x 3 = 6
    assertThat(propose(70, 4, all(3, T0, 140)).replicas()).isEqualTo(6);
  }

  @Test
  void onTheWayUpUnreadyPodsUseNothing() {
    // 140 / 70 = 2 > 1, so 420 / 400 = 105 %: 105 / 70 = 1.5, x 4 = 6
    Computed computed = propose(70, 4, and(all(3, T0, 140), List.of(pending("new"))));
    assertThat(computed.usage()).isEqualTo(140);
    assertThat(computed.filled()).isEqualTo(new Filled(105, 1.5, 4));
    assertThat(computed.replicas()).isEqualTo(6);
    assertThat(computed.basis()).isEqualTo(Basis.FILLED_RATIO);
    assertThat(computed.pods().unready()).containsExactly("new");
  }

  @Test
  void unreadyPodsCanMakeTheWayUpTooShortToGo() {
    // 100 / 70 = 1.43 > 1, so 300 / 400 = 75 %: 75 / 70 = 1.071 is within 0.1
    Computed computed = propose(70, 4, and(all(3, T0, 100), List.of(pending("new"))));
    assertThat(computed.replicas()).isEqualTo(4);
    assertThat(computed.basis()).isEqualTo(Basis.FILLED_WITHIN_TOLERANCE);
  }

  @Test
  void onTheWayDownUnreadyPodsAreLeftOut() {
    // 30 / 70 x 3 = 1.29
    Computed computed = propose(70, 4, and(all(3, T0, 30), List.of(pending("new"))));
    assertThat(computed.filled()).isNull();
    assertThat(computed.replicas()).isEqualTo(2);
  }

  @Test
  void onTheWayUpMissingPodsUseNothing() {
    // 140 / 70 = 2 > 1, so 420 / 400 = 105 %: 1.5 x 4 = 6
    Computed computed = propose(70, 4, and(all(3, T0, 140), List.of(missing("lost", T0))));
    assertThat(computed.filled()).isEqualTo(new Filled(105, 1.5, 4));
    assertThat(computed.replicas()).isEqualTo(6);
    assertThat(computed.pods().missing()).containsExactly("lost");
  }

  @Test
  void onTheWayDownMissingPodsUseAllThatTheyRequest() {
    // 10 / 50 < 1, so (50 + 100) / 600 = 25 %: 0.5 x 6 = 3
    Computed computed = propose(50, 6, and(all(5, T0, 10), List.of(missing("lost", T0))));
    assertThat(computed.filled()).isEqualTo(new Filled(25, 0.5, 6));
    assertThat(computed.replicas()).isEqualTo(3);
  }

  @Test
  void onTheWayDownMissingPodsUseTheTargetWhereThatIsMore() {
    // 60 / 150 < 1, so (180 + 150) / 400 = 82 %: 82 / 150 x 4 = 2.19. At 100 % it were 70: 1.87.
    Computed computed = propose(150, 4, and(all(3, T0, 60), List.of(missing("lost", T0))));
    assertThat(computed.filled()).isEqualTo(new Filled(82, 82.0 / 150, 4));
    assertThat(computed.replicas()).isEqualTo(3);
  }

  @Test
  void missingPodsCanMakeTheWayDownTooShortToGo() {
    // 40 / 50 = 0.8 < 1, so (120 + 100) / 400 = 55 %: 1.1, the edge. Without: 0.8 x 3 = 2.4.
    Computed computed = propose(50, 4, and(all(3, T0, 40), List.of(missing("lost", T0))));
    assertThat(computed.replicas()).isEqualTo(4);
    assertThat(computed.basis()).isEqualTo(Basis.FILLED_WITHIN_TOLERANCE);
  }

  @Test
  void missingPodsNeverTurnTheWayRound() {
    // 40 / 50 < 1, but (120 + 200) / 500 = 64 %: 1.28
    List<PodState> lost = List.of(missing("lost", T0), missing("too", T0));
    Computed computed = propose(50, 5, and(all(3, T0, 40), lost));
    assertThat(computed.replicas()).isEqualTo(5);
    assertThat(computed.basis()).isEqualTo(Basis.FILLED_TURNED);
  }

  @Test
  void fewPodsNeverTurnAWayUpIntoOneDown() {
    // 105 / 70 x 4 = 6, fewer than the 10 replicas, of which six have no pod yet
    Computed computed = propose(70, 10, and(all(3, T0, 140), List.of(missing("lost", T0))));
    assertThat(computed.replicas()).isEqualTo(10);
    assertThat(computed.basis()).isEqualTo(Basis.FILLED_AGAINST_RATIO);
  }

  @Test
  void missingPodsAreNotFilledInAtExactlyTheTarget() {
    Computed computed = propose(70, 4, and(all(3, T0, 70), List.of(missing("lost", T0))));
    assertThat(computed.filled()).isEqualTo(new Filled(70, 1.0, 3));
    assertThat(computed.replicas()).isEqualTo(4);
  }

  @Test
  void podsUnderDeletionAndFailedOnesDoNotExist() {
    // 140 / 70 x 3 = 6, whatever the others use
    List<PodState> gone =
        List.of(
            deleting(measured("a", T0, 5000)),
            failed(measured("b", T0, 5000)),
            deleting(missing("c", T0)),
            deleting(pending("d")));
    Computed computed = propose(70, 3, and(all(3, T0, 140), gone));
    assertThat(computed.filled()).isNull();
    assertThat(computed.replicas()).isEqualTo(6);
    assertThat(computed.pods().ignored()).containsExactly("a", "b", "c", "d");
  }

  @ParameterizedTest
  @CsvSource({
    // Started 60 s ago, in its first five minutes: seconds since ready or unready, since measured.
    // Ready 40 s ago, so its samples count from 25 s ago on.
    "60, true, 40, 25, true",
    "60, true, 40, 26, false",
    "60, false, 40, 5, false",
    // 299 s are within the five minutes, 300 s are not.
    "299, true, 10, 5, false",
    "300, true, 10, 5, true",
    // After them an unready pod counts if it was ready once: unready 30 s or more after its start.
    "600, false, 570, 5, true",
    "600, false, 571, 5, false",
    "600, true, 571, 5, true",
  })
  void countsYoungPodsByTheirReadiness(
      int started, boolean ready, int since, int measured, boolean counted) {
    PodState pod = young(T0 - started * SECOND, ready, T0 - since * SECOND, T0 - measured * SECOND);
    Computed computed = propose(70, 4, and(all(3, T0, 30), List.of(pod)));
    assertThat(computed.pods().counted().contains("young")).isEqualTo(counted);
    assertThat(computed.pods().unready().contains("young")).isEqualTo(!counted);
  }

  @Test
  void aPodThatDoesNotSayWhetherItIsReadyIsUnready() {
    PodState pod = measured("pod", T0, 2000);
    PodState silent =
        new PodState(
            "silent", pod.phase(), false, pod.startTime(), null, null, 1000L, pod.sample());
    PodState timeless =
        new PodState(
            "timeless",
            pod.phase(),
            false,
            null,
            true,
            pod.readyTransitionTime(),
            1000L,
            pod.sample());
    Computed computed = propose(70, 5, and(all(3, T0, 30), List.of(silent, timeless)));
    assertThat(computed.pods().unready()).containsExactly("silent", "timeless");
  }

  @Test
  void askForNothingWhereNothingIsKnown() {
    PodState greedy =
        new PodState("greedy", PodState.Phase.RUNNING, false, null, null, null, null, null);
    PodState free =
        new PodState(
            "free",
            PodState.Phase.RUNNING,
            false,
            T0 - 3600 * SECOND,
            true,
            T0 - 3600 * SECOND,
            0L,
            new PodState.Sample(10, T0, WINDOW));
    assertThat(failure(List.of())).isEqualTo("There are no pods.");
    assertThat(failure(List.of(missing("a", T0)))).startsWith("The metrics API returned no");
    assertThat(failure(List.of(deleting(measured("a", T0, 900)), missing("b", T0))))
        .isEqualTo("No pod that counts has a sample.");
    assertThat(failure(List.of(measured("a", T0, 900), greedy)))
        .isEqualTo("A container of pod greedy requests no CPU.");
    assertThat(failure(List.of(free))).isEqualTo("The pods that count request no CPU.");
  }
}
