package loadtests;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import loadtests.journeys.ExamTaker;
import loadtests.journeys.LearnersDay;
import loadtests.journeys.OpenJourney;
import loadtests.journeys.SignInStorm;
import loadtests.journeys.World;
import loadtests.plan.Phase;
import loadtests.plan.Plan;
import loadtests.plan.Schedule;
import loadtests.plan.Shape;
import loadtests.plan.Shard;
import loadtests.requests.OneTry;
import loadtests.settings.LoadSettings;

/**
 * How a plan becomes Gatling populations: an even ramp starts each user some seconds before its own
 * planned instant, for which it then waits. Nothing is ever throttled.
 */
public final class Injection {
  /** How early the last of a ramp's users is there. */
  static final Duration MARGIN = Duration.ofSeconds(2);

  private Injection() {}

  /** How all requests are sent: what a browser's cache would save too, and nothing twice. */
  public static HttpProtocolBuilder protocol() {
    OneTry.install();
    return http.disableWarmUp()
        .disableCaching()
        .disableFollowRedirect()
        .disableAutoReferer()
        .userAgentHeader("headroom");
  }

  /**
   * The same, and an edge of ours is told where each learner comes from, as if he came through a
   * proxy.
   */
  static HttpProtocolBuilder protocol(LoadSettings settings) {
    return settings.hasOwnEdge()
        ? protocol().header("X-Forwarded-For", World::address)
        : protocol();
  }

  /** A population of nobody, for a simulation that sends nothing itself. */
  static PopulationBuilder nobody() {
    return CoreDsl.scenario("nobody").exec(session -> session).injectOpen(atOnceUsers(1));
  }

  /** How long after the start of injection the first phase begins. */
  public static Duration leadIn(Plan plan, Shard shard) {
    return plan.leadIn(MARGIN, shard).plus(MARGIN);
  }

  /** One population for each phase that starts somebody of the world's shard. */
  public static List<PopulationBuilder> populations(World world, Plan plan) {
    return plan.phases().stream()
        .filter(phase -> starts(phase, world.shard()) > 0)
        .flatMap(
            phase ->
                scenario(world, plan, phase)
                    .map(scenario -> inject(scenario, plan, phase, world.shard()))
                    .stream())
        .toList();
  }

  private static int starts(Phase phase, Shard shard) {
    return phase.schedule().map(schedule -> shard.size(schedule.journeys())).orElse(0);
  }

  private static Optional<ScenarioBuilder> scenario(World world, Plan plan, Phase phase) {
    return switch (phase.shape()) {
      case Shape.SignIns _ when phase.measured() ->
          Optional.of(new SignInStorm(world, phase).scenario());
      case Shape.SignIns _ -> Optional.of(new LearnersDay(world, plan, phase).scenario());
      case Shape.Open _ -> Optional.of(new OpenJourney(world, plan, phase).scenario());
      case Shape.Exam exam -> Optional.of(new ExamTaker(world, phase, exam).scenario());
      case Shape.Closed _, Shape.Idle _ -> Optional.empty();
    };
  }

  private static PopulationBuilder inject(
      ScenarioBuilder scenario, Plan plan, Phase phase, Shard shard) {
    Schedule schedule = phase.schedule().orElseThrow().of(shard);
    Duration wait = leadIn(plan, shard).plus(phase.offset()).minus(schedule.lead(MARGIN));
    return scenario.injectOpen(
        nothingFor(wait), rampUsers(schedule.journeys()).during(schedule.span()));
  }
}
