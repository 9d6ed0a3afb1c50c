package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static reports.experiment.SyntheticExperiment.fault;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import reports.experiment.SyntheticExperiment;
import reports.experiment.SyntheticExperiment.Answer;
import reports.judge.ExperimentResult.Question;
import reports.run.Audit;
import reports.run.Experiment.Invariant;
import reports.run.Experiment.Limits;
import reports.run.Experiment.Outcome;
import reports.run.Experiment.Residue;
import reports.run.LedgerEntry;

/** Data, recovery and residue of an experiment, each both ways. */
class ExperimentAftermathTest extends ExperimentCase {
  @Test
  void aWriteThatIsLostRefutesWhateverTheGeneratorDid() throws IOException {
    run.lag = _ -> 900;
    run.audit = found -> lost(found, 1);
    assertProof(Question.DATA, "REFUTED", "1 are lost");
    assertProof(Question.LEVELS, "INVALID", "were made in time");
    assertThat(whole()).isInstanceOf(Verdict.Refuted.class);
  }

  private static Audit lost(Audit audit, long count) {
    return new Audit(
        1,
        audit.auditedAt(),
        true,
        null,
        audit.writes(),
        new Audit.Findings(
            count, List.of(new Audit.Finding("key-5", "rating", "course:5", "5", null))),
        audit.doubled(),
        audit.invented(),
        audit.undecided(),
        audit.byKind(),
        null,
        null,
        null);
  }

  @Test
  void writesThatWereNotLookedUpProveNothing() throws IOException {
    run.audited = false;
    assertProof(Question.DATA, "NOT PROVEN", "no audit.json");
  }

  @Test
  void aViolatedInvariantRefutesAndAnUnknownOneProvesNothing() throws IOException {
    Invariant held = SyntheticExperiment.held("seats-within-bounds");
    run.invariants = List.of(held, violated());
    assertProof(
        Question.DATA,
        "REFUTED",
        "One-certificate is violated in 1 of 50, such as by user:12/course:7.");
    run.invariants =
        List.of(
            held,
            new Invariant("linear", "It is.", Outcome.UNKNOWN, 9, 0, List.of(), "took too long"));
    assertProof(Question.DATA, "NOT PROVEN", "Whether linear holds is not known: took too long.");
    run.invariants = List.of(new Invariant("x", "It is.", Outcome.HELD, 0, 0, List.of(), null));
    assertProof(Question.DATA, "NOT PROVEN", "nothing was checked");
    run.invariants = List.of();
    assertProof(Question.DATA, "NOT PROVEN", "No invariant");
    run.invariants = List.of(held);
    assertProof(Question.DATA, "VERIFIED", "1 invariant holds in all of 100 things checked.");
  }

  @Test
  void anInvariantThatTheLoadHasNothingForProvesNothingAndHindersNothing() throws IOException {
    Invariant without =
        new Invariant("x", "It is.", Outcome.NOT_APPLICABLE, 0, 0, List.of(), "no such write");
    run.invariants = List.of(SyntheticExperiment.held("seats-within-bounds"), without);
    assertProof(Question.DATA, "VERIFIED", "1 invariant holds in all of 100 things checked.");
    run.invariants = List.of(without);
    assertProof(Question.DATA, "NOT PROVEN", "No invariant");
  }

  @Test
  void aFaultThatStopsAllWritesNeedsAcknowledgedOnesAfterwards() throws IOException {
    run.writes = (second, _) -> outcome(second >= 39 && second <= 50);
    assertProof(Question.DATA, "VERIFIED", "and 1,380 were afterwards");
    run.writes = (second, _) -> outcome(second >= 39);
    assertProof(Question.DATA, "NOT PROVEN", "and none afterwards");
  }

  private static LedgerEntry.Outcome outcome(boolean stopped) {
    return stopped ? LedgerEntry.Outcome.UNKNOWN : LedgerEntry.Outcome.ACKNOWLEDGED;
  }

  @Test
  void aFaultThatNoWriteMetProvesNothingOfWrites() throws IOException {
    run.starts = second -> second < 40 || second >= 60;
    run.faults = List.of(fault("pod-killed", 45, 50));
    assertProof(Question.DATA, "NOT PROVEN", "No write was under way while a fault was in force");
    assertProof(Question.LEVELS, "INVALID", "");
  }

  @Test
  void recoveryIsHeldAgainstItsLimit() throws IOException {
    slowUntil(64);
    run.limits = new Limits(5, 15, 10, 1);
    assertProof(Question.RECOVERY, "VERIFIED", "s after the last undoing");
    slowUntil(65);
    assertProof(Question.RECOVERY, "REFUTED", "16 s after the last undoing, and 15 s are allowed");
    slowUntil(120);
    assertProof(Question.RECOVERY, "REFUTED", "nor at all");
  }

  /** Answers slowly from the fault on. */
  private void slowUntil(int end) {
    run.platform =
        (draw, second) -> Answer.ok((second >= 40 && second < end ? 300 : 5) + draw.nextInt(20));
  }

  @Test
  void recoveryIsNotProvenWhereThePhaseEndedTooEarly() throws IOException {
    run.seconds = 60;
    slowUntil(51);
    assertProof(Question.RECOVERY, "NOT PROVEN", "ended too early to tell: 2 s more");
    run.seconds = 62;
    assertProof(Question.RECOVERY, "VERIFIED", "");
  }

  @Test
  void aLateGeneratorDoesNotRefuteTheRecovery() throws IOException {
    slowUntil(120);
    run.lag = second -> second >= 50 && second < 57 ? 900 : 2;
    assertProof(Question.RECOVERY, "REFUTED", "");
    run.lag = second -> second >= 50 && second < 58 ? 900 : 2;
    assertProof(Question.RECOVERY, "INVALID", "late in 8 of 70 seconds");
  }

  @Test
  void aScheduleThatWasMissedGrosslyVerifiesNoLevels() throws IOException {
    run.lag = second -> second >= 38 && second < 50 ? 900 : 2;
    assertProof(Question.LEVELS, "VERIFIED", "");
    run.lag = second -> second >= 37 && second < 50 ? 900 : 2;
    assertProof(Question.LEVELS, "INVALID", "the limit is 90 %");
    assertProof(Question.RECOVERY, "INVALID", "the limit is 90 %");
    assertProof(Question.DATA, "VERIFIED", "");
  }

  @Test
  void whatIsLeftBehindRefutes() throws IOException {
    run.residue = new Residue(List.of("a"), List.of("a"));
    assertProof(Question.RESIDUE, "VERIFIED", "");
    run.residue = new Residue(List.of("a"), List.of("a", "toxic latency on redis"));
    assertProof(Question.RESIDUE, "REFUTED", "Left behind: toxic latency on redis.");
    run.residue = null;
    assertProof(Question.RESIDUE, "NOT PROVEN", "Nobody looked");
  }
}
