package loadtests;

import static io.gatling.javaapi.http.HttpDsl.http;

import environments.EnvironmentUnavailable;
import environments.ParentWatch;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.io.Console;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import loadtests.commands.GatlingProcess;
import loadtests.journeys.World;
import loadtests.pace.Timeline;
import loadtests.plan.Plan;
import loadtests.plan.PlanText;
import loadtests.progress.Progress;
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
 * The one simulation: reads the settings, opens the environment, sends the plan's load, and leaves
 * a sealed run folder. What a user got wrong ends it with one line and the status that says what.
 */
public final class HeadroomSimulation extends Simulation {
  private static final int WRONG_USAGE = 64;
  private static final int ASSERTIONS_FAILED = 2;
  private static final boolean TERMINAL =
      Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();

  private final LoadSettings settings = orExit(LoadSettings::fromSystemProperties);
  private final Plan plan = orExit(settings::plan);
  private final World world = new World();
  private final Progress progress = Progress.on(System.out, TERMINAL);
  private @Nullable LoadRun run;

  public HeadroomSimulation() {
    setUp(Injection.populations(world, plan)).protocols(protocol());
  }

  /** An edge of ours is told where each learner comes from, as if he came through a proxy. */
  private HttpProtocolBuilder protocol() {
    HttpProtocolBuilder plain =
        http.disableWarmUp()
            .disableCaching()
            .disableFollowRedirect()
            .disableAutoReferer()
            .userAgentHeader("headroom");
    return settings.hasOwnEdge() ? plain.header("X-Forwarded-For", World::address) : plain;
  }

  @Override
  public void before() {
    ParentWatch.exitWithParent();
    PlanText.lines(plan).forEach(progress::say);
    run = orExit(() -> LoadRun.open(settings, progress));
    Learners learners = orExit(run::learners);
    long origin = System.currentTimeMillis() + Injection.leadIn(plan).toMillis();
    var timeline = new Timeline(origin, plan);
    world.begin(timeline, run.pods(), learners.all(), learners.exams(), run.observer());
    run.loadBegins(timeline);
  }

  @Override
  public void after() {
    RunFolder folder = Objects.requireNonNull(run).loadEnded(world.stopReason());
    progress.close();
    int status = Reports.report(ProjectRoot.find(), folder.id(), System.out, System.err, TERMINAL);
    Integer offset = Integer.getInteger(GatlingProcess.STATUS_OFFSET);
    if (offset != null) {
      System.exit(offset + status);
    } else if (status != 0) {
      // What Gatling itself says of failed assertions: Maven fails, without a stack trace.
      System.exit(ASSERTIONS_FAILED);
    }
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
