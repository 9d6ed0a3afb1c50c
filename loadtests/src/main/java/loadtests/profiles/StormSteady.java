package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Deployment;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Profile;

/** A storm of sign-ins, to break something under. */
final class StormSteady implements Profile {
  @Override
  public String name() {
    return "storm-steady";
  }

  @Override
  public String summary() {
    return "150 learners sign in within 60 s, to break something under";
  }

  @Override
  public List<String> claims() {
    return Experiments.CLAIMS;
  }

  @Override
  public Load defaults() {
    return Load.ONE_POD.withUsers(150).withUsersFor(Duration.ofSeconds(60));
  }

  @Override
  public int retries() {
    return Experiments.RETRIES;
  }

  @Override
  public String dataSize() {
    return "medium"; // little data have a hundred learners
  }

  @Override
  public Deployment deployment() {
    return Experiments.TWO_PODS;
  }

  @Override
  public Plan plan(Load load) {
    return new PlanBuilder(name(), load).signInStorm("sign-in storm", load.usersDuration()).build();
  }
}
