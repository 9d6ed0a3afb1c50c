package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Profile;

/** Everybody signs in within five minutes; paced refusals are a stated outcome. */
final class SignInStorm implements Profile {
  @Override
  public String name() {
    return "sign-in-storm";
  }

  @Override
  public String summary() {
    return "1,000 learners sign in within 5 minutes; a 503 with Retry-After is honoured";
  }

  @Override
  public List<String> claims() {
    return List.of("sign-in");
  }

  @Override
  public Load defaults() {
    return Load.ONE_POD.withUsersFor(Duration.ofMinutes(5));
  }

  @Override
  public Plan plan(Load load) {
    return new PlanBuilder(name(), load).signInStorm("sign-in storm", load.usersDuration()).build();
  }
}
