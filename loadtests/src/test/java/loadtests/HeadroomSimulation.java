package loadtests;

import environments.EnvironmentUnavailable;
import environments.ParentWatch;
import io.gatling.javaapi.core.Simulation;
import java.io.Console;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import loadtests.gatling.GatlingProcess;
import loadtests.injectors.InjectorsFailed;
import loadtests.journeys.World;
import loadtests.pace.Retries;
import loadtests.pace.Timeline;
import loadtests.plan.Plan;
import loadtests.plan.PlanText;
import loadtests.plan.Shard;
import loadtests.progress.Progress;
import loadtests.run.Companion;
import loadtests.run.ConductedRun;
import loadtests.run.Learners;
import loadtests.run.LoadRun;
import loadtests.run.TooFewLearners;
import loadtests.settings.LoadSettings;
import loadtests.settings.ProjectRoot;
import loadtests.settings.SettingRefused;
import org.jspecify.annotations.Nullable;
import reports.Reports;
import reports.claims.InvalidClaims;
import reports.run.RunFolder;

/**
 * A run: reads the settings, opens the environment, sends the plan's load or lets injectors send
 * it, and leaves a sealed run folder. What a user got wrong ends it with one line and the status
 * that says what.
 */
public final class HeadroomSimulation extends Simulation {
  private static final int WRONG_USAGE = 64;
  private static final int ASSERTIONS_FAILED = 2;
  private static final boolean TERMINAL =
      Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();

  private final LoadSettings settings = orExit(LoadSettings::fromSystemProperties);
  private final Plan plan = orExit(settings::plan);
  private final World world = new World(Shard.WHOLE, new Retries(settings.retries()));
  private final Progress progress = Progress.on(System.out, TERMINAL);
  private @Nullable LoadRun run;

  public HeadroomSimulation() {
    setUp(
            settings.injectors() == 1
                ? Injection.populations(world, plan)
                : List.of(Injection.nobody()))
        .protocols(Injection.protocol(settings));
  }

  @Override
  public void before() {
    ParentWatch.exitWithParent();
    PlanText.lines(plan, settings.injectors()).forEach(progress::say);
    if (settings.injectors() > 1) {
      end(orExit(() -> ConductedRun.run(settings, progress, Companion.NONE)));
    }
    run = orExit(() -> LoadRun.open(settings, progress));
    Learners learners = orExit(run::learners);
    long origin = System.currentTimeMillis() + Injection.leadIn(plan, Shard.WHOLE).toMillis();
    var timeline = new Timeline(origin, plan);
    world.begin(timeline, run.pods(), learners.all(), learners.exams(), run.observer());
    run.loadBegins(timeline);
  }

  @Override
  public void after() {
    int status = report(Objects.requireNonNull(run).loadEnded(world.stopReason()));
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Ends this process, which has sent no load itself: nothing of Gatling's is to follow. */
  private void end(RunFolder folder) {
    System.exit(report(folder));
  }

  /** Judges the run; the status that this process is to end with. */
  private int report(RunFolder folder) {
    progress.close();
    String path = folder.path().toString();
    int status = Reports.report(ProjectRoot.find(), path, System.out, System.err, TERMINAL);
    Integer offset = Integer.getInteger(GatlingProcess.STATUS_OFFSET);
    if (offset != null) {
      return offset + status;
    }
    // What Gatling itself says of failed assertions: Maven fails, without a stack trace.
    return status == 0 ? 0 : ASSERTIONS_FAILED;
  }

  /** One line and an exit status for what a user can put right; a stack trace is for our errors. */
  private static <T> T orExit(Supplier<T> step) {
    try {
      return step.get();
    } catch (SettingRefused | TooFewLearners e) {
      throw exit(e, WRONG_USAGE);
    } catch (InvalidClaims e) {
      e.problems().forEach(System.err::println);
      throw exit(WRONG_USAGE, e);
    } catch (EnvironmentUnavailable e) {
      throw exit(e, EnvironmentUnavailable.EXIT_STATUS);
    } catch (InjectorsFailed e) {
      throw exit(e, InjectorsFailed.EXIT_STATUS);
    }
  }

  private static RuntimeException exit(RuntimeException e, int status) {
    System.err.println("headroom: " + e.getMessage());
    return exit(status, e);
  }

  private static RuntimeException exit(int status, RuntimeException e) {
    System.exit(status);
    return e;
  }
}
