package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import reports.Reports;
import reports.claims.Claims;
import reports.experiment.SyntheticExperiment;
import reports.experiment.SyntheticExperiment.Answer;
import reports.output.JUnitXml;
import reports.output.TerminalTable;
import reports.output.VerdictJson;
import reports.run.Experiment.Residue;
import reports.run.RunFolder;

/** What an experiment's judgement looks like to people and machines. */
class ExperimentOutputsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path runs;
  private final SyntheticExperiment run = new SyntheticExperiment(1);

  @BeforeEach
  void breakSomething() throws IOException {
    run.baseline = SyntheticExperiment.baselineOf(runs, new SyntheticExperiment(2));
    run.platform = (_, second) -> second == 45 ? Answer.failed(20) : Answer.ok(10);
    run.residue = new Residue(List.of(), List.of("a stopped process"));
  }

  private Judgement judged() throws IOException {
    return Judge.judge(run.write(runs), Claims.read(ExperimentCase.CLAIMS));
  }

  @Test
  void itsVerdictKeepsThePublishedSchemaAndHoldsTheFiveProofs() throws IOException {
    JsonNode verdict = JSON.readTree(VerdictJson.render(judged()));
    assertThat(OutputsTest.schema("verdict.json").validate(verdict)).isEmpty();
    JsonNode experiment = verdict.get("experiment");
    assertThat(experiment.get("name").textValue()).isEqualTo("pod-killed");
    assertThat(experiment.get("proofs").findValuesAsText("proof"))
        .containsExactly("fired", "levels", "data", "recovery", "residue");
    assertThat(experiment.get("proofs").get(4).get("verdict").textValue()).isEqualTo("REFUTED");
    assertThat(experiment.get("availability").get("errorBudgetSpent").doubleValue())
        .isBetween(7.0, 8.4);
    assertThat(experiment.get("recoverySeconds").doubleValue()).isZero();

    run.baseline = null;
    run.experiment = false;
    JsonNode none = JSON.readTree(VerdictJson.render(judged()));
    assertThat(OutputsTest.schema("verdict.json").validate(none)).isEmpty();
    assertThat(none.get("experiment").isNull()).isTrue();
  }

  @Test
  void theSchemaRefusesAProofThatDoesNotExist() throws IOException {
    String json = VerdictJson.render(judged()).replace("\"recovery\"", "\"luck\"");
    assertThat(OutputsTest.schema("verdict.json").validate(JSON.readTree(json))).isNotEmpty();
  }

  @Test
  void aBuildServerGetsATestForEachProof() throws Exception {
    Judgement judgement = judged();
    Element suite = OutputsTest.junit(judgement);
    int claims = judgement.claims().size();
    assertThat(suite.getAttribute("tests")).isEqualTo(String.valueOf(claims + 5));
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    assertThat(JUnitXml.render(judgement))
        .contains("name=\"faults-survived.residue\"", "pod-killed: Residue");
  }

  @Test
  void theTerminalShowsTheProofsUnderTheirClaim() throws IOException {
    String text = TerminalTable.render(judged(), false);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(text)
        .startsWith("Experiment pod-killed: REFUTED. One pod of two is killed, and nobody notices.")
        .contains(
            """
            REFUTED       The platform survives the faults that an experiment does to it
                          faults-survived: Residue: Left behind: a stopped process.
              VERIFIED      The fault fired
                            It was injected, seen by another source and undone.
              VERIFIED      Service levels
                            0.833 % of 12,000 requests failed, at most\
            """)
        .contains(
            """
              VERIFIED      Recovery
                            0 s after the last undoing it was in the baseline's band, and
                            stayed there for 10 s; 15 s are allowed.
              REFUTED       Residue
                            Left behind: a stopped process.
            """)
        .contains("./headroom chaos run pod-killed --seed 7");
    assertThat(judged().nextSteps())
        .extracting(Judgement.NextStep::command)
        .doesNotContain("./headroom run breakpoint");
  }

  @Test
  void theSameEvidenceGivesTheSameBytesAgain() throws IOException {
    RunFolder folder = run.write(runs);
    Path root = runs.resolve("project");
    Files.createDirectories(root.resolve("reports"));
    Files.copy(ExperimentCase.CLAIMS, root.resolve("reports/claims.yaml"));
    List<String> names = List.of("verdict.json", "junit.xml", "index.html");
    Reports.judge(folder, root);
    List<String> first = read(folder, names);
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      Reports.judge(folder, root);
    } finally {
      Locale.setDefault(locale);
    }
    assertThat(read(folder, names)).isEqualTo(first);
  }

  private static List<String> read(RunFolder folder, List<String> names) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String name : names) {
      texts.add(Files.readString(folder.path().resolve(name)));
    }
    return texts;
  }
}
