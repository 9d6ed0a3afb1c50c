package loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import loadtests.settings.ProjectRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reports.Reports;
import reports.run.Audit;
import reports.run.Ending;
import reports.run.RunFolder;

/**
 * Real runs that a program conducts, to their end and to a signal in the middle. Experiments do
 * both in each run of continuous integration.
 */
@Tag("long")
@Timeout(600)
class ConductedRunChaos {
  private static final Map<String, String> LOAD =
      Map.of("profile", "steady", "users", "20", "duration", "12s", "rate", "30");

  @Test
  void aRunThatIsConductedIsLookedUpAndJudgedLikeAnyOther() throws Exception {
    try (var run = RealRun.beginConducted("conducted", LOAD)) {
      assertThat(run.await()).as(run.output()).isZero();

      assertThat(told(run))
          .containsExactly(
              "opened",
              "load begins",
              "load ended",
              "looked up",
              "closed, and the platform answers");
      RunFolder folder = run.folder();
      assertThat(folder.run().ending()).isEqualTo(Ending.FINISHED);
      assertThat(folder.brokenSeals()).isEmpty();
      assertThat(folder.injectors()).singleElement().matches(each -> each.loadOver());
      assertThat(folder.audit().orElseThrow())
          .matches(Audit::complete)
          .matches(audit -> audit.lost().count() == 0)
          .matches(audit -> audit.writes().acknowledged() > 0);
      assertThat(Reports.judge(folder, ProjectRoot.find()).ofTheProfile())
          .isNotEmpty()
          .noneMatch(claim -> claim.verdict().words().equals("REFUTED"));
    }
  }

  @Test
  void aSignalClosesTheCompanionBeforeTheEnvironmentAndLeavesNothing() throws Exception {
    try (var run = RealRun.beginConducted("conducted-and-ended", LOAD)) {
      run.awaitSeconds(1, 6);
      run.end(false);

      int terminated = 143;
      assertThat(run.await()).as(run.output()).isEqualTo(terminated);
      run.untilNothingIsLeft();
      assertThat(told(run))
          .containsExactly("opened", "load begins", "closed, and the platform answers");
      assertThat(run.folder().run().ending()).isEqualTo(Ending.INTERRUPTED);
      assertThat(run.folder().brokenSeals()).isEmpty();
      assertThat(run.folder().run().sha256()).containsKey("injectors/1/ledger.jsonl");
    }
  }

  private static List<String> told(RealRun run) {
    return run.output()
        .lines()
        .filter(line -> line.startsWith(ConductedProgram.MARK))
        .map(line -> line.substring(ConductedProgram.MARK.length()))
        .toList();
  }
}
