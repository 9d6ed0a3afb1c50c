package loadtests.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import loadtests.learners.Learner;
import loadtests.learners.SeedData;
import loadtests.learners.Seeded;
import loadtests.learners.Step;
import loadtests.plan.Kind;
import loadtests.record.LoadRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;
import reports.run.RunFolder;
import reports.run.Stranger;

/** What the ledger says of a write, by its last answer and what is known of the tries before. */
class SettledTest {
  @TempDir private Path runs;

  @ParameterizedTest
  @CsvSource({
    "200, false, ACKNOWLEDGED",
    "409, false, REFUSED",
    "404, false, REFUSED",
    "500, false, UNKNOWN",
    "0,   false, UNKNOWN",
    "200, true,  ACKNOWLEDGED",
    "409, true,  REFUSED",
    "404, true,  UNKNOWN",
    "429, true,  UNKNOWN",
    "503, true,  UNKNOWN",
    "0,   true,  UNKNOWN",
  })
  void aKeyAnswersAConflictForAllTriesAndNoOtherRefusalDoes(
      int status, boolean leftOpen, Outcome outcome) {
    assertThat(outcome(Kind.LESSON_COMPLETION, status, leftOpen)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"409, false, REFUSED", "409, true, UNKNOWN", "200, true, ACKNOWLEDGED"})
  void withoutAKeyAConflictMayComeFromTheTryBefore(int status, boolean leftOpen, Outcome outcome) {
    assertThat(outcome(Kind.VIDEO_POSITION, status, leftOpen)).isEqualTo(outcome);
  }

  @Test
  void aWriteThatIsSentAgainIsOneLineFromItsFirstSendingOn() {
    List<LedgerEntry> ledger =
        ledger(
            Kind.LESSON_COMPLETION,
            (recorder, learner, step) -> {
              recorder.asked(step, 1_000);
              recorder.retried(step.kind());
              recorder.asked(step, 2_000);
              recorder.settled(learner, step, 200, 2_500, true);
            });
    assertThat(ledger).singleElement().matches(entry -> entry.t() == 1_000);
    assertThat(ledger.getFirst().end()).isEqualTo(2_500);
  }

  @Test
  void whatALearnerWasShownOfSomebodyElseIsEvidence() {
    Learner learner = learner();
    RunFolder folder = folder();
    try (LoadRecorder recorder = LoadRecorder.in(folder.injector(1))) {
      Step page = learner.next(Kind.GRADES);
      recorder.asked(page, 1_000);
      var _ = page.meaning().apply("<body data-user=\"17\">");
      recorder.settled(learner, page, 200, 2_000, false);
      recorder.settled(learner, page, 200, 3_000, false);
    }
    List<Stranger> seen = new ArrayList<>();
    folder.readStrangers(seen::add);

    assertThat(seen)
        .containsExactly(new Stranger(RunFolder.SCHEMA, 2_000, "grades", "/grades", 1, 17));
  }

  @Test
  void whereNobodySawAnythingOfOthersThereIsNoFileOfIt() {
    Learner learner = learner();
    RunFolder folder = folder();
    try (LoadRecorder recorder = LoadRecorder.in(folder.injector(1))) {
      recorder.settled(learner, learner.next(Kind.GRADES), 200, 2_000, false);
    }

    assertThat(folder.injector(1).path()).isDirectoryNotContaining("glob:**strangers.jsonl");
  }

  private Outcome outcome(Kind kind, int status, boolean leftOpen) {
    List<LedgerEntry> ledger =
        ledger(
            kind,
            (recorder, learner, step) -> {
              recorder.asked(step, 1_000);
              recorder.settled(learner, step, status, 2_000, leftOpen);
            });
    assertThat(ledger).hasSize(1);
    return ledger.getFirst().outcome();
  }

  private interface Writing {
    void with(LoadRecorder recorder, Learner learner, Step step);
  }

  private List<LedgerEntry> ledger(Kind kind, Writing writing) {
    Learner learner = learner();
    RunFolder folder = folder();
    try (LoadRecorder recorder = LoadRecorder.in(folder.injector(1))) {
      writing.with(recorder, learner, learner.next(kind));
    }
    List<LedgerEntry> entries = new ArrayList<>();
    folder.readLedger(entries::add);
    return entries;
  }

  private static Learner learner() {
    SeedData data = Seeded.small();
    return new Learner(data, data.learners().getFirst(), 1, 0, "run");
  }

  private RunFolder folder() {
    return RunFolder.create(runs, "smoke", "0000000", Instant.EPOCH);
  }
}
