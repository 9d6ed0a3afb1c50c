package loadtests.run;

import environments.Environment;
import environments.EnvironmentSettings;
import environments.EnvironmentUnavailable;
import environments.Environments;
import environments.GeneratorPod;
import environments.HostFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import loadtests.gatling.LiveLog;
import loadtests.injectors.InjectorStart;
import loadtests.injectors.InjectorsFailed;
import loadtests.learners.SeedData;
import loadtests.pace.Observer;
import loadtests.pace.Timeline;
import loadtests.plan.Plan;
import loadtests.plan.Shard;
import loadtests.progress.Progress;
import loadtests.record.Recorder;
import loadtests.record.RunIdentity;
import loadtests.settings.LoadSettings;
import loadtests.settings.ProjectRoot;
import loadtests.settings.SettingRefused;
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

  private final LoadSettings settings;
  private final Plan plan;
  private final Progress progress;
  private final Recorder recorder;
  private final Thread interrupted = Thread.ofPlatform().unstarted(this::interrupted);
  private final @Nullable SharedLoad shared;
  private final ClosedOnce companion;
  private @Nullable Environment environment;
  private @Nullable Learners learners;
  private @Nullable LiveLog log;
  private @Nullable RunAudit audit;
  private @Nullable Besides besides;

  private LoadRun(
      LoadSettings settings, Progress progress, Companion companion, boolean sharesLoad) {
    this.settings = settings;
    this.plan = settings.plan();
    this.progress = progress;
    this.companion = new ClosedOnce(companion);
    RunIdentity identity = RunIdentity.of(settings);
    this.recorder = sharesLoad ? Recorder.beginShared(identity) : Recorder.begin(identity);
    this.shared = sharesLoad ? new SharedLoad(settings, recorder, progress) : null;
    RunIdFile.write(recorder.folder().id());
  }

  /**
   * Makes the folder of a run whose load this process sends itself, and starts the environment.
   *
   * @throws SettingRefused when this process would need more open files than it may have
   * @throws EnvironmentUnavailable when it can't be had; the folder says that the run failed
   * @throws InvalidClaims when the claims file is wrong; nothing was started then
   */
  public static LoadRun open(LoadSettings settings, Progress progress) {
    require(settings);
    return new LoadRun(settings, progress, Companion.NONE, false).opened(Environments::open);
  }

  /** The same for a load that injectors send, with a companion beside it. */
  static LoadRun openShared(
      LoadSettings settings,
      Progress progress,
      Companion companion,
      Function<EnvironmentSettings, Environment> opening) {
    require(settings);
    return new LoadRun(settings, progress, companion, true).opened(opening);
  }

  private static void require(LoadSettings settings) {
    Claims.read(settings.claims());
    OpenFiles.require(settings);
  }

  private LoadRun opened(Function<EnvironmentSettings, Environment> opening) {
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      start(opening);
    } catch (RuntimeException e) {
      throw failed(e);
    }
    return this;
  }

  private void start(Function<EnvironmentSettings, Environment> opening) {
    keepOwnClaims();
    Environment opened = opening.apply(environmentSettings());
    environment = opened;
    opened.leaveEndToCaller();
    opened.placement().pinSelf();
    opened.placement().goFirst().ifPresent(what -> recorder.event("note", "priority", what));
    recorder.describe(HostFacts.describe(), opened.describe());
    recorder.others(otherRuns(opened));
    recorder.watch(opened::sample);
    audit = opened.database().map(access -> RunAudit.begin(recorder, access)).orElse(null);
    companion.opened(opened, recorder);
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
        companion.needsFaults(),
        companion.preparations(),
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
    var chosen = Learners.choose(data, plan.load(), Shard.WHOLE, recorder.folder().id());
    besides = Besides.begin(settings, environment(), data, recorder);
    learners = chosen;
    return chosen;
  }

  /** Where the pods answer. */
  public List<URI> pods() {
    return environment().pods();
  }

  /** What has to be told of everything that happens under load. */
  public Observer observer() {
    return recorder.load();
  }

  /**
   * Lets injectors send the load, which is theirs and not this process's: pods of the environment
   * where it has them, or else processes of this machine.
   *
   * @param local starts such a process
   * @return the folder that can be judged now
   * @throws InjectorsFailed when one of them is not ready in time
   * @throws TooFewLearners when the seeded data have fewer than the load
   */
  RunFolder inject(InjectorStart local) {
    SharedLoad load = Objects.requireNonNull(shared, "this process sends the load itself");
    try {
      List<GeneratorPod> pods = environment().generators();
      load.send(
          environment(),
          pods.isEmpty() ? local : new PodInjectors(pods, environment().seedFile()),
          companion::loadBegins);
    } catch (RuntimeException e) {
      throw failed(e);
    }
    return loadEnded(Optional.empty());
  }

  /** The load begins: its phases are on the clock now, and Gatling is about to open its log. */
  public void loadBegins(Timeline timeline) {
    recorder.loadBegins(timeline);
    Objects.requireNonNull(besides, "the learners come before the load").loadBegins(timeline);
    Path live = recorder.folder().simulationLog(INJECTOR);
    progress.loadBegins(recorder.phases(), List.of(live), recorder.load()::peopleAtWork);
    log = new LiveLog(live);
  }

  /**
   * The load is over: looks everything up, closes the environment and seals the folder.
   *
   * @param cutShort why the load ended before its plan; empty where it did not
   * @return the folder that can be judged now
   */
  public RunFolder loadEnded(Optional<String> cutShort) {
    progress.loadEnds();
    try {
      endBesides();
      recorder.loadEnds();
      cutShort.ifPresent(reason -> recorder.cutShort(System.currentTimeMillis(), reason));
      companion.loadEnded();
      environment().placement().goAmongOthers();
      recorder.event("note", "courses touched", Integer.toString(coursesTouched()));
      recorder.others(otherRuns(environment()));
      lookUp();
      companion.lookedUp();
      companion.close();
    } catch (RuntimeException e) {
      throw failed(e);
    }
    finish(Ending.FINISHED);
    return recorder.folder();
  }

  private void endBesides() {
    if (besides != null) {
      besides.close();
    }
  }

  private int coursesTouched() {
    if (shared != null) {
      return shared.coursesTouched();
    }
    return learners == null ? 0 : learners.coursesTouched().size();
  }

  private void lookUp() {
    if (audit == null) {
      recorder.event("note", "no audit", "the database can't be reached from here");
      return;
    }
    progress.step("audit: looking every write up in the database");
    audit.write(
        shared == null ? Optional.of(recorder.load().counts()) : shared.counts(), progress::step);
  }

  private void interrupted() {
    progress.close();
    boolean begun = !recorder.phases().isEmpty();
    try {
      end(Ending.INTERRUPTED);
    } finally {
      if (begun) {
        String folder = recorder.folder().path().toString();
        Reports.report(ProjectRoot.find(), folder, System.out, System.err, false);
      }
      companion.interrupted();
    }
  }

  /** Ends a run in which something went wrong; what is to be thrown then. */
  private RuntimeException failed(RuntimeException problem) {
    try {
      finish(Ending.FAILED);
    } catch (RuntimeException another) {
      problem.addSuppressed(another);
    }
    return problem;
  }

  private void finish(Ending ending) {
    end(ending);
    try {
      Runtime.getRuntime().removeShutdownHook(interrupted);
    } catch (IllegalStateException _) {
      // Shutting down already: the hook finds that all is done.
    }
  }

  /** Ends everything, the last named first, and each whatever became of those before. */
  private void end(Ending ending) {
    try (End _ = this::closeEnvironment;
        End _ = () -> recorder.end(ending);
        End _ = this::endLoad;
        End _ = this::endBesides;
        Companion _ = companion) {
      // To be closed is all that they are for.
    }
  }

  /** Ends what sends load, where it still does, before its files are sealed. */
  private void endLoad() {
    if (shared != null) {
      shared.stop();
    }
    if (log != null) {
      log.close();
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

  /** Something that ends, and throws nothing that has to be declared. */
  @FunctionalInterface
  private interface End extends AutoCloseable {
    @Override
    void close();
  }
}
