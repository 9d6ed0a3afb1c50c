package chaos.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import loadtests.settings.ProjectRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reports.Reports;
import reports.judge.ExperimentResult;
import reports.judge.ExperimentResult.Proof;
import reports.judge.ExperimentResult.Question;
import reports.run.Run;
import reports.run.RunFolder;

/** An experiment that ships, as it ships, with its baseline and in one environment with it. */
@Timeout(300)
final class ShippedChaos {
  /** What does not depend on how busy the machine is otherwise. */
  private static final Set<Question> CERTAIN =
      EnumSet.of(Question.FIRED, Question.DATA, Question.RESIDUE);

  @TempDir private Path folder;

  @BeforeEach
  void keepRunsHere() {
    System.setProperty(ProjectRoot.RUNS_PROPERTY, folder.resolve("runs").toString());
  }

  @AfterEach
  void keepNoRunsHere() {
    System.clearProperty(ProjectRoot.RUNS_PROPERTY);
  }

  /** Exactly here double effects and lost answers are born. */
  @Test
  void thePlatformSurvivesCommitsThatAreNeverAnswered() {
    String said = run("commit-answer-cut");

    List<RunFolder> runs = runs();
    assertThat(runs).as(said).hasSize(2);
    assertThat(said).contains("the environment of the run before stands and serves");
    assertThat(runs.getLast().baseline().orElseThrow().run()).isEqualTo(runs.getFirst().id());
    for (RunFolder run : runs) {
      ExperimentResult result = Reports.judge(run, ProjectRoot.find()).experiment().orElseThrow();
      assertThat(result.proofs())
          .as(said)
          .allSatisfy(proof -> assertThat(words(proof)).isNotEqualTo("REFUTED"));
      assertThat(result.proofs())
          .filteredOn(proof -> CERTAIN.contains(proof.question()))
          .as(said)
          .allSatisfy(proof -> assertThat(words(proof)).isEqualTo("VERIFIED"));
    }
    assertThat(round(runs.getLast())).as("has other learners").isNotEqualTo(round(runs.getFirst()));
  }

  private static String words(Proof proof) {
    return proof.verdict().words();
  }

  private static String round(RunFolder run) {
    Run asked = run.run();
    return String.valueOf(asked.settings().get("round"));
  }

  private List<RunFolder> runs() {
    Path runs = folder.resolve("runs");
    return RunFolder.ids(runs).stream().map(id -> RunFolder.find(runs, id)).toList();
  }

  private static String run(String experiment) {
    var written = new ByteArrayOutputStream();
    var out = new PrintStream(written, true, StandardCharsets.UTF_8);
    ChaosMenu.with(out, out, false).execute("run", experiment);
    return written.toString(StandardCharsets.UTF_8);
  }
}
