package loadtests.calibration;

import environments.HostFacts;
import environments.Placement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import loadtests.audit.Auditor;
import loadtests.audit.Connections;
import loadtests.audit.Watermark;
import loadtests.gatling.LiveLog;
import loadtests.pace.Observer;
import loadtests.progress.Progress;
import loadtests.record.Recorder;
import loadtests.record.RunIdentity;
import org.jspecify.annotations.Nullable;
import reports.run.Ending;
import reports.run.RunFolder;

/** The run of a calibration from its folder to its seal: everything around the load itself. */
public final class CalibrationRun {
  private static final int INJECTOR = 1;

  private final Calibration calibration;
  private final Progress progress;
  private final Recorder recorder;
  private final @Nullable Watermark before;
  private @Nullable LiveLog log;

  private CalibrationRun(Calibration calibration, Progress progress) {
    this.calibration = calibration;
    this.progress = progress;
    this.recorder =
        Recorder.begin(
            new RunIdentity(
                Path.of(calibration.runs()),
                calibration.name(),
                "remote",
                RunIdentity.projectCommit(),
                calibration.seed(),
                calibration.settings(),
                calibration.claimIds()));
    this.before = watermark();
  }

  /** Makes the run folder, with the claims that judge it. */
  public static CalibrationRun open(Calibration calibration, Progress progress) {
    var run = new CalibrationRun(calibration, progress);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(run::interrupted));
    try {
      run.recorder.folder().replace("claims.yaml", calibration.claims());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!calibration.cpus().isEmpty()) {
      new Placement(List.of(), calibration.cpus(), false).pinSelf();
    }
    List<String> urls = calibration.targets().stream().map(Target::url).toList();
    run.recorder.describe(HostFacts.describe(), Map.of("name", "remote", "targets", urls));
    return run;
  }

  /** What has to be told of everything that happens under load. */
  public Observer observer() {
    return recorder.load();
  }

  /** The load begins: its phases are on the clock now. */
  public void loadBegins(List<reports.run.Phase> phases) {
    recorder.loadBegins(phases);
    Path live = recorder.folder().simulationLog(INJECTOR);
    progress.loadBegins(phases, List.of(live), recorder.load()::peopleAtWork);
    log = new LiveLog(live);
  }

  /**
   * The load is over: looks saved answers up and seals the folder.
   *
   * @return the folder that can be judged now
   */
  public RunFolder loadEnded() {
    progress.loadEnds();
    recorder.loadEnds();
    if (log != null) {
      log.close();
    }
    if (before != null) {
      recorder.audited(new Auditor(recorder.folder(), before).audit(database(), null, _ -> {}));
    }
    recorder.end(Ending.FINISHED);
    return recorder.folder();
  }

  private @Nullable Watermark watermark() {
    try {
      return calibration.auditedDatabase() == null ? null : Watermark.take(database());
    } catch (SQLException e) {
      throw new IllegalStateException("the audited database could not be asked", e);
    }
  }

  private Connections database() {
    return () -> DriverManager.getConnection(String.valueOf(calibration.auditedDatabase()));
  }

  private void interrupted() {
    progress.close();
    if (log != null) {
      log.close();
    }
    recorder.end(Ending.INTERRUPTED);
  }
}
