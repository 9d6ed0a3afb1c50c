package reports.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.Reports;
import reports.experiment.SyntheticExperiment.Answer;
import reports.run.Baseline;
import reports.run.Baseline.Second;
import reports.run.Ending;
import reports.run.RunFolder;
import reports.run.UnreadableEvidence;

class BaselinesTest {
  @TempDir Path runs;
  private final SyntheticExperiment run = new SyntheticExperiment(1);

  BaselinesTest() {
    run.experiment = false;
    run.seconds = 6;
    run.rate = 10;
    run.platform = (_, _) -> Answer.ok(10);
  }

  @Test
  void aRequestBelongsToTheSecondInWhichItEnded() throws IOException {
    run.platform =
        (_, second) ->
            switch (second) {
              case 1 -> Answer.failed(1_000);
              case 5 -> Answer.ok(1_000);
              default -> Answer.ok(10);
            };
    RunFolder folder = run.write(runs);
    Baseline baseline = Reports.baseline(folder.path());
    assertThat(baseline.run()).isEqualTo(folder.id());
    assertThat(baseline.phase()).isEqualTo("steady");
    assertThat(baseline.seconds())
        .containsExactly(
            new Second(0, 10, 0, 10.0, 10.0),
            new Second(1, 0, 0, null, null),
            new Second(2, 10, 10, 10.0, 10.0),
            new Second(3, 10, 0, 10.0, 10.0),
            new Second(4, 10, 0, 10.0, 10.0),
            new Second(5, 0, 0, null, null));
  }

  @Test
  void survivesBeingWrittenAndRead() throws IOException {
    Baseline baseline = Reports.baseline(run.write(runs).path());
    run.baseline = baseline;
    assertThat(run.write(runs).baseline()).contains(baseline);
  }

  @Test
  void aRunInWhichSomethingWasBrokenIsNoBaseline() throws IOException {
    run.experiment = true;
    refuses("something was broken in it on purpose");
  }

  @Test
  void theControlIsABaseline() throws IOException {
    run.experiment = true;
    run.faults = List.of(SyntheticExperiment.control());
    assertThat(Reports.baseline(run.write(runs).path()).seconds()).hasSize(6);
  }

  @Test
  void aRunThatDidNotFinishIsNoBaseline() throws IOException {
    run.run = asked -> asked.ended(SyntheticExperiment.at(7), Ending.INTERRUPTED);
    refuses("it did not finish");
  }

  @Test
  void aRunThatWasChangedIsNoBaseline() throws IOException {
    RunFolder folder = run.write(runs);
    Path log = folder.simulationLog(1);
    byte[] bytes = Files.readAllBytes(log);
    bytes[bytes.length - 1]++;
    Files.write(log, bytes);
    assertThatThrownBy(() -> Reports.baseline(folder.path()))
        .isInstanceOf(UnreadableEvidence.class)
        .hasMessageContaining("simulation.log was changed after the run");
  }

  @Test
  void aRunWithoutAMeasuredPhaseIsNoBaseline() throws IOException {
    run.run = asked -> asked.withPhases(List.of(asked.phases().getFirst()));
    refuses("it measured nothing");
  }

  private void refuses(String why) throws IOException {
    Path folder = run.write(runs).path();
    assertThatThrownBy(() -> Reports.baseline(folder))
        .isInstanceOf(UnreadableEvidence.class)
        .hasMessageContaining("can't be a baseline: " + why);
  }
}
