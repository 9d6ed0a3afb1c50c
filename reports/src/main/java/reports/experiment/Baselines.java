package reports.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import reports.log.EndCollector;
import reports.log.GatlingLog;
import reports.log.LogReading;
import reports.log.PhaseWindow;
import reports.log.UnreadableLog;
import reports.run.Baseline;
import reports.run.Baseline.Second;
import reports.run.Ending;
import reports.run.Experiment.FaultRecord;
import reports.run.Phase;
import reports.run.Run;
import reports.run.RunFolder;
import reports.run.UnreadableEvidence;
import reports.statistics.Histogram;
import reports.statistics.Samples;

/** Makes baselines: what a run without a fault shows, second by second. */
public final class Baselines {
  private Baselines() {}

  /**
   * Reads the first measured phase of a run that finished, from its raw log. A request belongs to
   * the second in which it ended; a last partial second is left out.
   *
   * @throws UnreadableEvidence where the run is no baseline, with the reason: it did not finish, it
   *     is damaged, something was broken in it on purpose, or it measured nothing
   */
  public static Baseline of(RunFolder folder) {
    Run run = folder.run();
    if (run.ending() != Ending.FINISHED) {
      throw noBaseline(folder, "it did not finish");
    }
    if (folder.experiment().stream()
        .flatMap(experiment -> experiment.faults().stream())
        .anyMatch(FaultRecord::leavesTraces)) {
      throw noBaseline(folder, "something was broken in it on purpose");
    }
    List<String> damage = run.sha256().isEmpty() ? List.of() : folder.brokenSeals();
    if (!damage.isEmpty()) {
      throw noBaseline(folder, String.join("; ", damage));
    }
    Phase phase =
        run.phases().stream()
            .filter(each -> each.measured() && each.end() - each.begin() >= 1000)
            .findFirst()
            .orElseThrow(() -> noBaseline(folder, "it measured nothing"));
    return new Baseline(
        RunFolder.SCHEMA,
        run.id(),
        phase.name(),
        seconds(read(folder, phase)),
        heldBack(folder, phase));
  }

  private static long heldBack(RunFolder folder, Phase phase) {
    Integer each = phase.requestsPerJourney();
    var journeys = new AtomicLong();
    folder.readGenerator(
        (_, second) -> {
          if (phase.begin() <= second.t() && second.t() < phase.end()) {
            journeys.addAndGet(second.heldBack());
          }
        });
    return each == null ? 0 : each * journeys.get();
  }

  private static Samples read(RunFolder folder, Phase phase) {
    EndCollector collector =
        new EndCollector(new PhaseWindow(phase.name(), phase.begin(), phase.end()));
    List<Path> logs = folder.simulationLogs();
    if (logs.isEmpty()) {
      throw noBaseline(folder, "there is no simulation.log");
    }
    for (Path log : logs) {
      try {
        LogReading reading = GatlingLog.read(log, collector);
        if (!reading.complete()) {
          throw noBaseline(folder, "its simulation.log is not whole");
        }
      } catch (UnreadableLog e) {
        throw noBaseline(folder, String.valueOf(e.getMessage()));
      }
    }
    return collector.samples();
  }

  /** The seconds of what was collected, from 0. */
  public static List<Second> seconds(Samples samples) {
    List<Second> seconds = new ArrayList<>();
    for (Samples.Second each : samples.seconds()) {
      Histogram ok = each.successes();
      boolean any = ok.total() > 0;
      seconds.add(
          new Second(
              seconds.size(),
              ok.total(),
              each.failures().total(),
              any ? (Double) (double) ok.percentile(0.5) : null,
              any ? (Double) (double) ok.percentile(0.99) : null));
    }
    return seconds;
  }

  private static UnreadableEvidence noBaseline(RunFolder folder, String why) {
    return new UnreadableEvidence("Run " + folder.id() + " can't be a baseline: " + why);
  }
}
