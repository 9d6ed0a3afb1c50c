package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static reports.experiment.SyntheticExperiment.at;
import static reports.experiment.SyntheticExperiment.control;
import static reports.experiment.SyntheticExperiment.fault;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reports.claims.Claims;
import reports.experiment.SyntheticExperiment;
import reports.experiment.SyntheticExperiment.Answer;
import reports.judge.ExperimentResult.Availability;
import reports.judge.ExperimentResult.Question;
import reports.run.Experiment.FaultRecord;
import reports.run.Experiment.Limits;
import reports.run.Experiment.Testimony;

/** Whether a fault fired, what it cost, and what follows for the whole, each both ways. */
class ExperimentTest extends ExperimentCase {
  /** Fails so many per cent of the requests while the fault is in force. */
  private void failing(int percent) {
    run.platform =
        (draw, second) ->
            second >= 40 && second < 50 && draw.nextInt(100) < percent
                ? Answer.failed(20)
                : Answer.ok(5 + draw.nextInt(20));
  }

  @Test
  void anExperimentOfWhichAllFiveProofsHoldIsVerified() throws IOException {
    failing(20);
    Judgement judgement = judged();
    assertThat(whole()).as(whole().reason()).isInstanceOf(Verdict.Verified.class);
    assertThat(judgement.exitStatus()).isZero();
    assertThat(judgement.headline().line())
        .startsWith("Experiment pod-killed: VERIFIED. One pod of two is killed")
        .endsWith("Of its claims: 1 VERIFIED.");
  }

  @Test
  void theControlIsVerifiedWithItsBaselineAndWithout() throws IOException {
    run.faults = List.of(control());
    assertThat(whole()).as(whole().reason()).isInstanceOf(Verdict.Verified.class);
    run.faults = List.of();
    assertThat(whole()).as(whole().reason()).isInstanceOf(Verdict.Verified.class);
    run.baseline = null;
    assertThat(whole()).as(whole().reason()).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void theControlThatFailsIsRefuted() throws IOException {
    run.faults = List.of(control());
    run.platform = (draw, _) -> draw.nextInt(5) == 0 ? Answer.failed(10) : Answer.ok(10);
    assertThat(whole()).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void aFaultThatDidNotFireMakesTheWholeInvalid() throws IOException {
    FaultRecord fired = fault("pod-killed", 40, 50);
    run.faults =
        List.of(fired, witnessed(new Testimony("/proc", "pid 1", "pid 1", "pid 1", false)));
    run.invariants = List.of(violated());
    assertProof(
        Question.FIRED, "INVALID", "Redis-frozen of redis did not fire: /proc said \"pid 1\"");
    assertThat(whole()).isInstanceOf(Verdict.Invalid.class);
    assertThat(judged().exitStatus()).isEqualTo(ExitStatus.INVALID);
    run.faults = List.of(fired, witnessed(new Testimony("/proc", "a", "b", "a", true)));
    assertProof(Question.FIRED, "VERIFIED", "2 faults were injected");
  }

  private static FaultRecord witnessed(Testimony testimony) {
    return new FaultRecord(
        "redis-frozen", "redis", true, at(40), at(40), at(41), at(50), testimony, null);
  }

  @Test
  void aFaultIsInvalidThatNobodySawOrThatWasNeverInjectedOrUndoneOrFailed() throws IOException {
    FaultRecord good = fault("pod-killed", 40, 50);
    run.faults = List.of(with(good, null, good.undone(), good.witness(), null));
    assertProof(Question.FIRED, "INVALID", "was never injected");
    run.faults = List.of(with(good, good.begun(), null, good.witness(), null));
    assertProof(Question.FIRED, "INVALID", "was never undone");
    assertProof(Question.RECOVERY, "NOT PROVEN", "never undone");
    run.faults = List.of(with(good, good.begun(), good.undone(), null, null));
    assertProof(Question.FIRED, "INVALID", "was seen by nobody");
    run.faults = List.of(with(good, good.begun(), good.undone(), good.witness(), "no such pod"));
    assertProof(Question.FIRED, "INVALID", "failed: no such pod");
  }

  private static FaultRecord with(
      FaultRecord fault,
      @Nullable Long begun,
      @Nullable Long undone,
      @Nullable Testimony witness,
      @Nullable String failure) {
    return new FaultRecord(
        fault.fault(),
        fault.target(),
        true,
        fault.planned(),
        begun,
        begun,
        undone,
        witness,
        failure);
  }

  @Test
  void aFaultOutsideOfTheMeasuredPhaseIsInvalid() throws IOException {
    run.faults = List.of(fault("pod-killed", 119.9, 125));
    assertProof(Question.FIRED, "VERIFIED", "");
    run.faults = List.of(fault("pod-killed", 120, 125));
    assertProof(Question.FIRED, "INVALID", "while no load was measured");
    run.faults = List.of(fault("pod-killed", -1, 5));
    assertProof(Question.FIRED, "INVALID", "while no load was measured");
  }

  @Test
  void whatIsSentAgainAndAgainCountsOnce() throws IOException {
    failing(30);
    Availability once = availability();
    run.retries = 4;
    assertThat(availability()).isEqualTo(once);
    long failed = Math.round(once.failedPercent().value() * once.failedPercent().samples() / 100);
    assertProof(
        Question.LEVELS,
        "VERIFIED",
        " %s retries of writes are not among them.".formatted(Words.number(4 * failed)));
  }

  @Test
  void failuresAreHeldAgainstTheLimitWithTheirBounds() throws IOException {
    failing(30);
    Availability found = availability();
    assertThat(found.failedPercent().value()).isBetween(2.2, 2.8);
    run.limits = new Limits(found.excessPercent().upper() + 0.01, 15, 10, 1);
    assertProof(Question.LEVELS, "VERIFIED", "at most");
    run.limits = new Limits(found.excessPercent().upper() - 0.01, 15, 10, 1);
    assertProof(Question.LEVELS, "NOT PROVEN", "at most");
    run.limits = new Limits(found.excessPercent().lower() + 0.01, 15, 10, 1);
    assertProof(Question.LEVELS, "NOT PROVEN", "at most");
    run.limits = new Limits(found.excessPercent().lower() - 0.01, 15, 10, 1);
    assertProof(Question.LEVELS, "REFUTED", "at least");
    assertThat(whole()).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void onlyWhatIsBeyondTheNoiseOfTheBaselineIsCharged() throws IOException {
    SyntheticExperiment noisy = new SyntheticExperiment(3);
    noisy.platform = (draw, _) -> draw.nextInt(200) == 0 ? Answer.failed(9) : Answer.ok(10);
    run.platform = noisy.platform;
    run.limits = new Limits(0.1, 15, 10, 1);
    run.baseline = SyntheticExperiment.baselineOf(runs, noisy);
    Availability same = availability();
    assertThat(same.failedPercent().value()).isBetween(0.3, 0.7);
    assertThat(same.chargedPercent()).isLessThan(0.1);
    assertThat(proof(Question.LEVELS)).isNotInstanceOf(Verdict.Refuted.class);
    run.baseline = SyntheticExperiment.baselineOf(runs, new SyntheticExperiment(2));
    assertThat(availability().chargedPercent()).isGreaterThan(0.25);
    assertThat(availability().budgetSpent()).isGreaterThan(2.5);
    assertThat(proof(Question.LEVELS)).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void whatSlowAnswersHeldBackIsNoSuccessForHavingBeenSentLater() throws IOException {
    heldBack(1_500);
    assertProof(Question.LEVELS, "NOT PROVEN", "5.83 % of them");
    heldBack(900);
    assertProof(Question.LEVELS, "VERIFIED", "at most");

    SyntheticExperiment slow = new SyntheticExperiment(2);
    slow.sessionWaits = waiting(1_500);
    heldBack(1_500);
    run.baseline = SyntheticExperiment.baselineOf(runs, slow);
    assertProof(Question.LEVELS, "VERIFIED", "at most");
  }

  /** Six in a hundred of all journeys. */
  private void heldBack(double millis) {
    run.sessionWaits = waiting(millis);
  }

  private static IntFunction<List<Double>> waiting(double millis) {
    return second -> second == 45 ? Collections.nCopies(700, millis) : List.of();
  }

  private Availability availability() throws IOException {
    return Objects.requireNonNull(judged().experiment().orElseThrow().availability());
  }

  @Test
  void aSecondIsBadInWhichMoreThanOneInAHundredFails() throws IOException {
    int[] failures = new int[1];
    run.platform =
        (_, second) -> second == 45 && failures[0]++ < 1 ? Answer.failed(20) : Answer.ok(10);
    assertThat(availability().badSecondsPercent().value()).isZero();
    failures[0] = -1;
    assertThat(availability().badSecondsPercent().value()).isCloseTo(0.833, within(0.001));
  }

  @Test
  void withoutABaselineLevelsAndRecoveryAreNotProven() throws IOException {
    run.baseline = null;
    assertProof(Question.LEVELS, "NOT PROVEN", "`./headroom chaos run no-fault` makes one");
    assertProof(Question.RECOVERY, "NOT PROVEN", "`./headroom chaos run no-fault` makes one");
    assertProof(Question.DATA, "VERIFIED", "");
    assertThat(whole()).isInstanceOf(Verdict.NotProven.class);
    assertThat(whole().reason()).endsWith("Besides, recovery is NOT PROVEN.");
  }

  @Test
  void aBaselineOfAnotherLoadOrThatFailsOrIsTooShortProvesNothing() throws IOException {
    SyntheticExperiment other = new SyntheticExperiment(2);
    other.rate = 79;
    run.baseline = SyntheticExperiment.baselineOf(runs, other);
    assertProof(Question.LEVELS, "NOT PROVEN", "The baseline is of another load");
    other.rate = 81;
    run.baseline = SyntheticExperiment.baselineOf(runs, other);
    assertProof(Question.LEVELS, "VERIFIED", "");

    SyntheticExperiment failing = new SyntheticExperiment(2);
    failing.platform = (draw, _) -> draw.nextInt(20) == 0 ? Answer.failed(9) : Answer.ok(10);
    run.baseline = SyntheticExperiment.baselineOf(runs, failing);
    assertProof(Question.RECOVERY, "NOT PROVEN", "fails without a fault");

    SyntheticExperiment brief = new SyntheticExperiment(2);
    brief.seconds = 19;
    run.baseline = SyntheticExperiment.baselineOf(runs, brief);
    assertProof(Question.RECOVERY, "NOT PROVEN", "19 seconds, and 20 are needed");
    brief.seconds = 20;
    run.baseline = SyntheticExperiment.baselineOf(runs, brief);
    assertProof(Question.RECOVERY, "VERIFIED", "");
  }

  @Test
  void aRunThatIsNoExperimentProvesNothing() throws IOException {
    run.experiment = false;
    assertThat(whole()).isInstanceOf(Verdict.NotProven.class);
    assertThat(judged().experiment()).isEmpty();
  }

  @Test
  void damagedEvidenceIsInvalidAndStillNamesTheExperiment() throws IOException {
    var folder = run.write(runs);
    folder.replace("baseline.json", "{}");
    Judgement judgement = Judge.judge(folder, Claims.read(CLAIMS));
    assertThat(judgement.ofTheProfile().getFirst().verdict()).isInstanceOf(Verdict.Invalid.class);
    assertThat(judgement.headline().line()).startsWith("Experiment pod-killed: INVALID.");
  }
}
