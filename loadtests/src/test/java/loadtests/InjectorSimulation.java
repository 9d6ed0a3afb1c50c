package loadtests;

import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import loadtests.injectors.Assignment;
import loadtests.injectors.InjectorRun;
import loadtests.journeys.World;
import loadtests.learners.SeedData;
import loadtests.pace.Retries;
import loadtests.pace.Timeline;
import loadtests.plan.Plan;
import loadtests.run.Learners;
import loadtests.run.OpenFiles;
import loadtests.settings.LoadSettings;
import loadtests.settings.SettingRefused;
import org.jspecify.annotations.Nullable;

/**
 * One of several injectors: makes the whole plan from the settings, says that it is ready, and
 * plays its share from the agreed instant on. Environment, evidence of the system, audit and
 * verdict are the coordinator's.
 */
public final class InjectorSimulation extends Simulation {
  private final Assignment assignment =
      Assignment.read(Path.of(System.getProperty(Assignment.PROPERTY)));
  private final LoadSettings settings = LoadSettings.of(assignment.settings());
  private final Plan plan = settings.plan();
  private final World world = new World(assignment.shard(), new Retries(settings.retries()));
  private @Nullable InjectorRun run;
  private @Nullable Learners learners;

  public InjectorSimulation() {
    setUp(Injection.populations(world, plan)).protocols(Injection.protocol(settings));
  }

  @Override
  public void before() {
    requireOpenFiles();
    var opened = InjectorRun.open(assignment);
    Learners own = ownLearners();
    Duration leadIn = Injection.leadIn(plan, assignment.shard());
    long origin = opened.agree(leadIn);
    var timeline = new Timeline(origin, plan);
    world.begin(timeline, assignment.pods(), own.all(), own.exams(), opened.observer());
    run = opened;
    learners = own;
    opened.begin(origin - leadIn.toMillis());
  }

  @Override
  public void after() {
    Objects.requireNonNull(run).end(Objects.requireNonNull(learners).coursesTouched());
    System.exit(0);
  }

  /** Beyond the machine of who asked for the run, only the injector itself knows its limits. */
  private void requireOpenFiles() {
    try {
      OpenFiles.requireHere(settings);
    } catch (SettingRefused e) {
      System.err.println(e.getMessage());
      System.exit(SettingRefused.EXIT_STATUS);
    }
  }

  private Learners ownLearners() {
    try {
      SeedData data = SeedData.read(Path.of(assignment.seedFile()));
      return Learners.choose(data, plan.load(), assignment.shard(), assignment.run());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
