package loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import loadtests.gatling.GatlingProcess;
import loadtests.settings.ProjectRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reports.Reports;
import reports.judge.Judgement;
import reports.log.GatlingLog;
import reports.log.LogVisitor;
import reports.run.Ending;
import reports.run.Event;
import reports.run.Injector;

/** What a measurement counts for when one of its injectors is killed, or who coordinates them. */
@Timeout(600)
class KilledInjectorsCalibration {
  private static final int INVALID = 3;
  private static final Map<String, String> LOAD =
      Map.of("profile", "smoke", "injectors", "3", "users", "30", "duration", "15s", "rate", "30");

  @Test
  void oneThatIsKilledIsNamedTheOthersGoOnAndNothingCounts() throws Exception {
    try (var run = RealRun.begin("killed-injector", LOAD)) {
      run.awaitSeconds(3, 12);
      assertThat(run.injector(2).destroyForcibly()).isTrue();

      assertThat(GatlingProcess.meaning(run.await())).as(run.output()).isEqualTo(INVALID);

      Judgement judgement = Reports.judge(run.folder(), ProjectRoot.find());
      assertThat(judgement.run().ending()).isEqualTo(Ending.FINISHED);
      assertThat(judgement.ofTheProfile())
          .isNotEmpty()
          .allSatisfy(
              claim -> {
                assertThat(claim.verdict().words()).isEqualTo("INVALID");
                assertThat(claim.verdict().reason())
                    .matches(
                        "Injector 2 ended at \\d\\d:\\d\\d:\\d\\d UTC before its load was over,"
                            + " status 137\\.");
              });
      assertThat(run.folder().injectors())
          .extracting(Injector::loadOver)
          .containsExactly(true, false, true);
      for (int other : new int[] {1, 3}) {
        assertThat(
                GatlingLog.read(run.folder().simulationLog(other), new LogVisitor() {}).complete())
            .isTrue();
      }
      List<Event> events = new ArrayList<>();
      run.folder().readEvents(events::add);
      assertThat(events).extracting(Event::name).containsOnlyOnce("injector lost");
      assertThat(run.folder().brokenSeals()).isEmpty();
      run.untilNothingIsLeft();
    }
  }

  /**
   * As an interrupted experiment does, with one injector, in each run of continuous integration.
   */
  @Test
  @Tag("long")
  void anInterruptEndsAllAndKeepsTheEvidence() throws Exception {
    try (var run = RealRun.begin("interrupted", LOAD)) {
      run.awaitSeconds(3, 8);
      run.end(false);

      int interrupted = 130;
      assertThat(GatlingProcess.meaning(run.await())).as(run.output()).isEqualTo(interrupted);

      run.untilNothingIsLeft();
      assertThat(run.folder().run().ending()).isEqualTo(Ending.INTERRUPTED);
      assertThat(run.folder().brokenSeals()).isEmpty();
      assertThat(run.folder().run().sha256())
          .containsKeys("injectors/1/ledger.jsonl", "injectors/3/simulation.log");
      assertThat(run.output()).doesNotContain("INVALID").contains("NOT PROVEN");
    }
  }

  @Test
  void injectorsEndWithTheProcessThatCoordinatesThemAndCloseTheirFiles() throws Exception {
    try (var run = RealRun.begin("killed-coordinator", LOAD)) {
      run.awaitSeconds(3, 12);
      run.end(true);
      run.await();

      run.untilNothingIsLeft();
      assertThat(run.folder().run().ending()).isEqualTo(Ending.RUNNING);
      assertThat(run.folder().readLedger(entry -> assertThat(entry.user()).isPositive()))
          .as("whole lines, the last one included")
          .satisfies(reading -> assertThat(reading.truncated()).isFalse());
      Judgement judgement = Reports.judge(run.folder(), ProjectRoot.find());
      assertThat(judgement.ofTheProfile())
          .allSatisfy(claim -> assertThat(claim.verdict().words()).isEqualTo("NOT PROVEN"));
    }
  }
}
