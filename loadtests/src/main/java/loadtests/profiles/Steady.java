package loadtests.profiles;

import java.time.Duration;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;

/** A constant rate to break something under: what is lost then is lost by the fault. */
final class Steady implements ExperimentProfile {
  @Override
  public String name() {
    return "steady";
  }

  @Override
  public String summary() {
    return "60 requests a second for 26 s, 30 % of them writes, to break something under";
  }

  /** More learners than begin journeys in the time for which a frozen pod may hold them. */
  @Override
  public Load defaults() {
    return Load.ONE_POD
        .withUsers(75)
        .withSignIns(SIGN_INS)
        .withRate(60, Duration.ofSeconds(26))
        .withRequestsPerJourney(5);
  }

  @Override
  public Plan plan(Load load) {
    return new PlanBuilder(name(), load, ExperimentProfile.mix())
        .signInRamp()
        .openWarmUp("warm-up", load.requestsPerSecond(), WARM_UP)
        .open("steady", true, load.requestsPerSecond(), load.rateDuration())
        .build();
  }
}
