package loadtests.profiles;

import java.time.Duration;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;

/**
 * A storm of sign-ins, to break something under: enough of them that one percent of failures can be
 * ruled out, and half of what two cores can hash, as pods that start meanwhile need the other half.
 */
final class StormSteady implements ExperimentProfile {
  @Override
  public String name() {
    return "storm-steady";
  }

  @Override
  public String summary() {
    return "337 learners sign in within 55 s, to break something under";
  }

  @Override
  public Load defaults() {
    return Load.ONE_POD.withUsers(337).withUsersFor(Duration.ofSeconds(55));
  }

  @Override
  public Plan plan(Load load) {
    return new PlanBuilder(name(), load).signInStorm("sign-in storm", load.usersDuration()).build();
  }
}
