package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import reports.claims.Claims;
import reports.experiment.SyntheticExperiment;
import reports.judge.ExperimentResult.Question;
import reports.run.Experiment.Invariant;
import reports.run.Experiment.Outcome;
import reports.run.Experiment.Violation;

/** Judges experiments of known truth by the claims of the project. */
abstract class ExperimentCase {
  static final Path CLAIMS =
      Path.of(System.getProperty("headroom.root", "..")).resolve("reports/claims.yaml");

  @TempDir Path runs;
  final SyntheticExperiment run = new SyntheticExperiment(1);

  @BeforeEach
  void measureTheBaseline() throws IOException {
    run.baseline = SyntheticExperiment.baselineOf(runs, new SyntheticExperiment(2));
  }

  Judgement judged() throws IOException {
    run.reseed(1);
    return Judge.judge(run.write(runs), Claims.read(CLAIMS));
  }

  Verdict whole() throws IOException {
    return judged().ofTheProfile().getFirst().verdict();
  }

  Verdict proof(Question question) throws IOException {
    return judged().experiment().orElseThrow().proofs().stream()
        .filter(proof -> proof.question() == question)
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  void assertProof(Question question, String words, String reason) throws IOException {
    Verdict verdict = proof(question);
    assertThat(verdict.words()).as(verdict.reason()).isEqualTo(words);
    assertThat(verdict.reason()).contains(reason);
  }

  static Invariant violated() {
    return new Invariant(
        "one-certificate",
        "At most one certificate for a user and a course.",
        Outcome.VIOLATED,
        50,
        1,
        List.of(new Violation("user:12/course:7", "Two certificates.", List.of("a", "b"))),
        null);
  }
}
