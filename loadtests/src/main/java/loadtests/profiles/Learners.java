package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Profile;

/** The closed half of what one pod was promised: signed-in learners with think times. */
final class Learners implements Profile {
  private static final int TOTAL = 20_000;

  @Override
  public String name() {
    return "learners";
  }

  @Override
  public String summary() {
    return "1,000 learners with think times for 120 s, after a paced sign-in ramp";
  }

  @Override
  public List<String> claims() {
    return List.of("pod-users", "response-time", "errors", "no-lost-write");
  }

  /** So many people at once are a claim about the platform and not about one pod. */
  @Override
  public List<String> claims(Load load) {
    return load.users() < TOTAL ? claims() : List.of("total-users", "errors", "no-lost-write");
  }

  @Override
  public Load defaults() {
    return Load.ONE_POD;
  }

  @Override
  public Plan plan(Load load) {
    return new PlanBuilder(name(), load)
        .signInRamp()
        .warmUp(Duration.ofSeconds(20))
        .closed("learners", true, load.usersDuration())
        .build();
  }
}
