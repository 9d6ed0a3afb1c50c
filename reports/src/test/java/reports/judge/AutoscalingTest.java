package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reports.autoscaling.Cause;
import reports.autoscaling.HpaComparison;
import reports.autoscaling.HpaDifference;
import reports.autoscaling.HpaMetric;
import reports.autoscaling.HpaSpec;
import reports.autoscaling.HpaStatus;
import reports.autoscaling.PodState;
import reports.autoscaling.Reading;
import reports.autoscaling.Sync;
import reports.claims.Claim.Scaling;
import reports.run.Ending;
import reports.run.Host;
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
              : second < ASKED + 15 ? 7 : second < ASKED + 30 ? 14 : second < 585 ? 20 : 3;

  private IntUnaryOperator ready = second -> second < 180 ? 3 : second < 700 ? 20 : 3;
  private String able = "SucceededRescale";
  private double machine = 0.5;
  private int firstPods = 3;
  private int max = 20;
  private final SortedMap<String, Object> facts = new TreeMap<>();

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
  void aWayDownThatIsHeldBackWhenTheRunEndsProvesNothing() {
    IntUnaryOperator down = decided;
    decided = second -> second < 600 ? Math.max(down.applyAsInt(second), 7) : 6;
    able = "ScaleDownStabilized";
    assertThat(verdict()).isInstanceOf(Verdict.NotProven.class);
    assertThat(verdict().reason())
        .startsWith("When the run ended, 6 pods were still asked for, and not 3; the autoscaler");
  }

  @Test
  void aWayDownThatEndedLongerAgoThanItIsHeldBackRefutes() {
    IntUnaryOperator down = decided;
    decided = second -> second < 400 ? down.applyAsInt(second) : 6;
    able = "ScaleDownStabilized";
    assertThat(verdict()).isInstanceOf(Verdict.Refuted.class);
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
    IntUnaryOperator upToTwenty = decided;
    decided = second -> Math.min(10, upToTwenty.applyAsInt(second));
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

  @Test
  void aTenthOfTheDifferencesMayBeUnknownAndNoMore() {
    assertThat(withUnknown(1, 10).verdict()).isInstanceOf(Verdict.Verified.class);
    assertThat(withUnknown(2, 20).verdict()).isInstanceOf(Verdict.Verified.class);
    Autoscaling judged = withUnknown(2, 19);
    assertThat(judged.verdict()).isInstanceOf(Verdict.NotProven.class);
    assertThat(judged.verdict().reason())
        .isEqualTo(
            "A model of its algorithm does not explain what the autoscaler did: 2 of 19 differences"
                + " have no known cause; at most 10 % may.");
    assertThat(judged.checks())
        .filteredOn(check -> check.name().startsWith("differences"))
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.value()).isCloseTo(10.5, within(0.1));
              assertThat(check.limit()).isEqualTo(10);
              assertThat(check.state()).isEqualTo(Check.State.BROKEN);
            });
  }

  @Test
  void decisionsThatTheModelDoesNotMakeProveNothing() {
    IntUnaryOperator right = decided;
    // Five pods fewer than the metric asks for, for a minute in which everything else is well.
    decided = second -> second >= 400 && second < 460 ? 15 : right.applyAsInt(second);
    assertThat(verdict()).isInstanceOf(Verdict.NotProven.class);
    assertThat(verdict().reason()).contains("3 of 3 differences have no known cause");
  }

  @Test
  void podsThatAreNotReadyRefuteWhateverTheModelExplains() {
    IntUnaryOperator right = decided;
    decided = second -> second >= 400 && second < 460 ? 15 : right.applyAsInt(second);
    ready = second -> 3;
    assertThat(verdict()).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void aRecordingThatContradictsItselfIsInvalid() {
    List<Sync> turned = new ArrayList<>(recording());
    turned.add(5, turned.remove(6));
    assertThat(verdict(turned)).isInstanceOf(Verdict.Invalid.class);
    assertThat(verdict(turned).reason())
        .isEqualTo("Sync 7 of the autoscaler's recording is before the one that precedes it.");
    IntUnaryOperator right = decided;
    decided = second -> second == 300 ? 21 : right.applyAsInt(second);
    assertThat(verdict()).isInstanceOf(Verdict.Invalid.class);
    assertThat(verdict().reason())
        .isEqualTo(
            "At sync 21 the recording says that the autoscaler asked for 21 pods, and it goes from"
                + " 3 to 20.");
  }

  @Test
  void saysWhatSmallPodsOnSharedCoresShowAndWhatNot() {
    facts.put("podCpus", 1.0);
    facts.put("podCpuRequest", 0.05);
    assertThat(verdict().reason())
        .contains("Each pod requests 50 millicores")
        .contains("not what a pod can serve");
    facts.put("podCpuRequest", 1.0);
    assertThat(verdict().reason()).endsWith("then it came back to 3.");
  }

  /** What was recorded beside a comparison of so many differences, so many of them unknown. */
  private Autoscaling withUnknown(int unknown, int of) {
    List<Sync> syncs = recording();
    HpaComparison comparison = HpaComparison.of(syncs);
    HpaComparison.Point point = comparison.points().getFirst();
    List<HpaDifference> differences =
        IntStream.range(0, of)
            .mapToObj(i -> i < unknown ? Cause.UNKNOWN : Cause.TOLERANCE)
            .map(
                cause ->
                    new HpaDifference(point.sync(), point.predicted(), 4, cause, null, List.of()))
            .toList();
    return new Autoscaling(
        evidence(syncs), CLAIMED, new HpaComparison(comparison.points(), differences, List.of()));
  }

  private Verdict verdict() {
    return verdict(recording());
  }

  private List<Sync> recording() {
    List<Sync> syncs = new ArrayList<>();
    int replicas = firstPods;
    for (int second = 0; second <= 720; second += SYNC) {
      int desired = decided.applyAsInt(second);
      syncs.add(sync(second, replicas, desired));
      replicas = Math.min(max, desired);
    }
    return syncs;
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
    var spec =
        new HpaSpec(
            3,
            max,
            List.of(HpaMetric.cpu(70)),
            HpaSpec.Behavior.DEFAULTS,
            HpaSpec.Controller.DEFAULTS);
    int utilization = 2 * used.applyAsInt(second);
    var status =
        new HpaStatus(desired, utilization, able, "ValidMetricFound", "DesiredWithinRange");
    return new Sync(1, at, spec, replicas, replicas, pods, List.of(new Reading.Samples()), status);
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
        Optional.of(new Host(1, new TreeMap<>(), new TreeMap<>(), facts, List.of()).facts()),
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
        null,
        true);
  }
}
