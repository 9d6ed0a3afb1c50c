package loadtests.run;

import environments.Environment;
import environments.EnvironmentSettings;
import environments.EnvironmentUnavailable;
import environments.Environments;
import environments.HostFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import loadtests.gatling.LiveLog;
import loadtests.learners.Learner;
import loadtests.learners.SeedData;
import loadtests.pace.Observer;
import loadtests.pace.Timeline;
import loadtests.plan.Phase;
import loadtests.plan.Plan;
import loadtests.probe.Probe;
import loadtests.progress.Progress;
import loadtests.record.Recorder;
import loadtests.record.RunIdentity;
import loadtests.record.ScalingRecord;
import loadtests.settings.LoadSettings;
import loadtests.settings.ProjectRoot;
import loadtests.updates.Updates;
import org.jspecify.annotations.Nullable;
import reports.Reports;
import reports.claims.Claims;
import reports.claims.InvalidClaims;
import reports.run.Ending;
import reports.run.RunFolder;

/**
 * A run: run folder, environment, learners, and their end in the right order. What ends it early
 * (an interrupt, the parent's death) leaves the evidence as far as it got and nothing running.
 */
public final class LoadRun {
  private static final int INJECTOR = 1;
  private static final Duration CALM_BEFORE_CHANGES = Duration.ofSeconds(10);

  private final LoadSettings settings;
  private final Plan plan;
  private final Progress progress;
  private final Recorder recorder;
  private final Thread interrupted = Thread.ofPlatform().unstarted(this::interrupted);
  private @Nullable Environment environment;
  private @Nullable Learners learners;
  private @Nullable LiveLog log;
  private @Nullable RunAudit audit;
  private @Nullable Probe probe;
  private @Nullable Updates updates;
  private @Nullable ScalingRecord scaling;
  private Runnable endOfWatching = () -> {};

  private LoadRun(LoadSettings settings, Progress progress) {
    this.settings = settings;
    this.plan = settings.plan();
    this.progress = progress;
    this.recorder = Recorder.begin(RunIdentity.of(settings));
  }

  /**
   * Makes the run folder and starts the environment.
   *
   * @throws EnvironmentUnavailable when it can't be had; the folder says that the run failed
   * @throws InvalidClaims when the claims file is wrong; nothing was started then
   */
  public static LoadRun open(LoadSettings settings, Progress progress) {
    Claims.read(settings.claims());
    var run = new LoadRun(settings, progress);
    Runtime.getRuntime().addShutdownHook(run.interrupted);
    try {
      run.start();
    } catch (RuntimeException e) {
      run.finish(Ending.FAILED);
      throw e;
    }
    return run;
  }

  private void start() {
    keepOwnClaims();
    var opened = Environments.open(environmentSettings());
    environment = opened;
    opened.placement().pinSelf();
    recorder.describe(HostFacts.describe(), opened.describe());
    recorder.others(otherRuns(opened));
    recorder.watch(opened::sample);
    audit = opened.database().map(access -> RunAudit.begin(recorder, access)).orElse(null);
  }

  /** A run that was asked for other claims than the project's is judged by them ever after. */
  private void keepOwnClaims() {
    if (settings.given().containsKey("claims")) {
      try {
        recorder.folder().replace("claims.yaml", Files.readString(settings.claims()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private EnvironmentSettings environmentSettings() {
    return new EnvironmentSettings(
        settings.environment(),
        settings.pods(),
        settings.poolSize(),
        settings.dataSize(),
        settings.dataSeed(),
        settings.url(),
        settings.seedFile(),
        settings.cluster(),
        recorder.folder().id(),
        settings.profile().name(),
        recorder.folder().path(),
        progress::step);
  }

  private static List<String> otherRuns(Environment environment) {
    return environment.others().stream()
        .map(other -> String.valueOf(other.get("id")))
        .distinct()
        .toList();
  }

  /**
   * The learners of this load, in the order of their indices.
   *
   * @throws TooFewLearners when the seeded data have fewer than the load
   * @throws UncheckedIOException when seed.json can't be read
   */
  public Learners learners() {
    SeedData data;
    try {
      data = SeedData.read(environment().seedFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var chosen =
        Learners.choose(
            data,
            plan.load(),
            settings.profile().deployment().updated() ? Probe.LEARNERS : 0,
            recorder.folder().id());
    learners = chosen;
    return chosen;
  }

  /** Where the pods answer. */
  public List<URI> pods() {
    return environment().pods();
  }

  /** What has to be told of everything that happens under load. */
  public Observer observer() {
    return recorder;
  }

  /** The load begins: its phases are on the clock now, and Gatling is about to open its log. */
  public void loadBegins(Timeline timeline) {
    recorder.loadBegins(timeline);
    if (settings.profile().deployment().updated()) {
      changeDeployment(timeline);
    }
    if (settings.profile().deployment().podsMax() > 0) {
      var record = new ScalingRecord(recorder);
      scaling = record;
      endOfWatching = environment().watchScaling(record);
    }
    Path live = recorder.folder().simulationLog(INJECTOR);
    progress.loadBegins(recorder.phases(), live, recorder::peopleAtWork);
    log = new LiveLog(live);
  }

  private void changeDeployment(Timeline timeline) {
    List<Learner> visitors = Objects.requireNonNull(learners).others();
    probe = Probe.start(pods().getFirst(), visitors, recorder, recorder.folder().probe());
    Phase measured = plan.phases().stream().filter(Phase::measured).findFirst().orElseThrow();
    long begin = timeline.begins(measured) + CALM_BEFORE_CHANGES.toMillis();
    updates = Updates.at(begin, environment().rollouts().orElseThrow(), recorder);
  }

  /** What goes on beside the load ends with it, in the order of who needs whom. */
  private void endBesides() {
    if (updates != null) {
      updates.close();
    }
    if (probe != null) {
      probe.close();
    }
    endOfWatching.run();
    if (scaling != null) {
      scaling.close();
    }
  }

  /**
   * The load is over: looks everything up, closes the environment and seals the folder.
   *
   * @param cutShort why the load ended before its plan; empty where it did not
   * @return the folder that can be judged now
   */
  public RunFolder loadEnded(Optional<String> cutShort) {
    progress.loadEnds();
    endBesides();
    recorder.loadEnds();
    if (learners != null) {
      recorder.event("note", "courses touched", Long.toString(learners.coursesTouched()));
    }
    cutShort.ifPresent(reason -> recorder.cutShort(System.currentTimeMillis(), reason));
    if (log != null) {
      log.close();
    }
    recorder.others(otherRuns(environment()));
    lookUp();
    finish(Ending.FINISHED);
    return recorder.folder();
  }

  private void lookUp() {
    if (audit == null) {
      recorder.event("note", "no audit", "the database can't be reached from here");
      return;
    }
    progress.step("audit: looking every write up in the database");
    try {
      audit.write(progress::step);
    } catch (RuntimeException e) {
      finish(Ending.FAILED);
      throw e;
    }
  }

  private void interrupted() {
    progress.close();
    if (log != null) {
      log.close();
    }
    endBesides();
    recorder.end(Ending.INTERRUPTED);
    closeEnvironment();
    if (log != null) {
      Reports.report(ProjectRoot.find(), recorder.folder().id(), System.out, System.err, false);
    }
  }

  private void finish(Ending ending) {
    recorder.end(ending);
    closeEnvironment();
    try {
      Runtime.getRuntime().removeShutdownHook(interrupted);
    } catch (IllegalStateException _) {
      // Shutting down already: the hook finds that all is done.
    }
  }

  private void closeEnvironment() {
    if (environment != null) {
      environment.close();
    }
  }

  private Environment environment() {
    return Objects.requireNonNull(environment, "the environment is not open");
  }
}
