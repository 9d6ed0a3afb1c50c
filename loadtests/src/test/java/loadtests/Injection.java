package loadtests;

import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;

import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
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

/**
 * How a plan becomes Gatling populations: an even ramp starts each user some seconds before its own
 * planned instant, for which it then waits. Nothing is ever throttled.
 */
public final class Injection {
  /** How early the last of a ramp's users is there. */
  static final Duration MARGIN = Duration.ofSeconds(2);

  private Injection() {}

  /** How long after the start of injection the first phase begins. */
  public static Duration leadIn(Plan plan) {
    return plan.leadIn(MARGIN).plus(MARGIN);
  }

  /** One population for each phase that starts somebody. */
  public static List<PopulationBuilder> populations(World world, Plan plan) {
    return plan.phases().stream()
        .flatMap(phase -> scenario(world, plan, phase).map(s -> inject(s, plan, phase)).stream())
        .toList();
  }

  private static Optional<ScenarioBuilder> scenario(World world, Plan plan, Phase phase) {
    return switch (phase.shape()) {
      case Shape.SignIns _ when phase.measured() ->
          Optional.of(new SignInStorm(world, phase).scenario());
      case Shape.SignIns _ -> Optional.of(new LearnersDay(world, plan, phase).scenario());
      case Shape.Open _ -> Optional.of(new OpenJourney(world, plan, phase).scenario());
      case Shape.Exam _ -> Optional.of(new ExamTaker(world, phase).scenario());
      case Shape.Closed _, Shape.Idle _ -> Optional.empty();
    };
  }

  private static PopulationBuilder inject(ScenarioBuilder scenario, Plan plan, Phase phase) {
    Schedule schedule = phase.schedule().orElseThrow();
    Duration wait = leadIn(plan).plus(phase.offset()).minus(schedule.lead(MARGIN));
    return scenario.injectOpen(
        nothingFor(wait), rampUsers(schedule.journeys()).during(schedule.span()));
  }
}
