package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import reports.autoscaling.HpaComparison;
import reports.autoscaling.HpaSpec;
import reports.autoscaling.HpaStatus;
import reports.autoscaling.PodState;
import reports.autoscaling.Sync;
import reports.claims.Claim.Scaling;
import reports.run.Ending;
import reports.run.Run;
import reports.run.SystemSecond;

/** Ways up and down of known truth: from 3 pods, all of 20 asked for in second 60. */
class AutoscalingTest {
  private static final long BEGIN = 1_750_000_000_000L;
  private static final int SYNC = 15;
  private static final int ASKED = 60;
  private static final Scaling CLAIMED = new Scaling(3, 20, 120);

  /** Millicores of each pod by second; 50 are requested, and 70 % of them are the target. */
  private IntUnaryOperator used = second -> second < ASKED ? 20 : second < 300 ? 250 : 5;

  /** What the autoscaler decided by second. */
  private IntUnaryOperator decided =
      second ->
          second < ASKED
              ? 3
              : second < ASKED + 15 ? 7 : second < ASKED + 30 ? 14 : second < 660 ? 20 : 3;

  private IntUnaryOperator ready = second -> second < 180 ? 3 : second < 700 ? 20 : 3;
  private double machine = 0.5;
  private int firstPods = 3;
  private int max = 20;

  @Test
  void upWithinTheRulesAndTheMarginAndDownAgainIsVerified() {
    assertThat(verdict()).isInstanceOf(Verdict.Verified.class);
    // 3, 7, 14, 20: two periods of 15 s between three steps.
    assertThat(verdict().reason())
        .isEqualTo(
            "20 pods were ready 120 s after they were asked for, of 30 s that the rules need at"
                + " least and 120 s allowed beside; then it came back to 3.");
  }

  @Test
  void aHundredAndFiftySecondsAreJustWithinAndOneMoreIsNot() {
    ready = second -> second < ASKED + 150 ? 3 : 20;
    assertThat(verdict()).isInstanceOf(Verdict.Verified.class);
    ready = second -> second < ASKED + 151 ? 3 : 20;
    assertThat(verdict()).isInstanceOf(Verdict.Refuted.class);
    assertThat(verdict().reason())
        .isEqualTo("20 pods were ready 151 s after they were asked for, and 150 s were allowed.");
  }

  @Test
  void podsThatNeverBecomeReadyRefute() {
    ready = second -> second < 180 ? 3 : 19;
    assertThat(verdict()).isInstanceOf(Verdict.Refuted.class);
    assertThat(verdict().reason())
        .isEqualTo("20 pods were asked for and never ready: at most 19 were.");
  }

  @Test
  void aMachineThatIsFullBeforeThePodsAreReadyProvesNothing() {
    ready = second -> second < ASKED + 200 ? 3 : 20;
    machine = 0.98;
    assertThat(verdict()).isInstanceOf(Verdict.NotProven.class);
    machine = 0.9;
    assertThat(verdict()).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void stayingUpRefutes() {
    decided = second -> second < ASKED ? 3 : second < ASKED + 30 ? 14 : 20;
    assertThat(verdict()).isInstanceOf(Verdict.Refuted.class);
    assertThat(verdict().reason())
        .isEqualTo("When the run ended, 20 pods were still asked for, and not 3.");
  }

  @Test
  void aLoadThatNeverAsksForAllProvesNothing() {
    used = second -> second == ASKED ? 150 : second > ASKED && second < 300 ? 35 : 5;
    decided = second -> second < ASKED ? 3 : second < 660 ? 13 : 3;
    assertThat(verdict()).isInstanceOf(Verdict.NotProven.class);
    assertThat(verdict().reason()).startsWith("The load never asked for 20 pods: the most");
  }

  @Test
  void anotherAutoscalerThanTheClaimIsAboutProvesNothing() {
    max = 10;
    assertThat(verdict()).isInstanceOf(Verdict.NotProven.class);
  }

  @Test
  void aRunThatBeginsWithMorePodsProvesNothing() {
    firstPods = 5;
    assertThat(verdict()).isInstanceOf(Verdict.NotProven.class);
  }

  @Test
  void aRunWithoutARecordingProvesNothing() {
    assertThat(verdict(List.of())).isInstanceOf(Verdict.NotProven.class);
  }

  private Verdict verdict() {
    List<Sync> syncs = new ArrayList<>();
    int replicas = firstPods;
    for (int second = 0; second <= 720; second += SYNC) {
      int desired = decided.applyAsInt(second);
      syncs.add(sync(second, replicas, desired));
      replicas = desired;
    }
    return verdict(syncs);
  }

  private Verdict verdict(List<Sync> syncs) {
    return new Autoscaling(evidence(syncs), CLAIMED, HpaComparison.of(syncs)).verdict();
  }

  private Sync sync(int second, int replicas, int desired) {
    long at = BEGIN + second * 1000L;
    List<PodState> pods = new ArrayList<>();
    for (int i = 0; i < replicas; i++) {
      var sample = new PodState.Sample(used.applyAsInt(second), at - 5_000, 15_000);
      long longAgo = BEGIN - 3_600_000;
      pods.add(
          new PodState(
              "lms-" + i, PodState.Phase.RUNNING, false, longAgo, true, longAgo, 50L, sample));
    }
    var spec = new HpaSpec(3, max, 70, HpaSpec.Behavior.DEFAULTS, HpaSpec.Controller.DEFAULTS);
    int utilization = 2 * used.applyAsInt(second);
    var status =
        new HpaStatus(
            desired, utilization, "SucceededRescale", "ValidMetricFound", "DesiredWithinRange");
    return new Sync(1, at, spec, replicas, replicas, pods, status);
  }

  private Evidence evidence(List<Sync> syncs) {
    List<SystemSecond> system = new ArrayList<>();
    for (int second = 0; second <= 720; second++) {
      system.add(
          new SystemSecond(
              1, BEGIN + second * 1000L, machine, ready.applyAsInt(second), new TreeMap<>()));
    }
    SortedMap<String, String> nothing = new TreeMap<>();
    var run =
        new Run(
            1,
            "run",
            "autoscale",
            "k3s",
            "0123456789",
            1,
            nothing,
            List.of(),
            BEGIN,
            null,
            Ending.FINISHED,
            List.of(),
            List.of(),
            nothing);
    return new Evidence(
        run,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        system,
        List.of(),
        Optional.empty(),
        new ProbeScan(),
        syncs,
        null,
        Injectors.of(run, List.of()),
        Map.of(),
        true);
  }
}
