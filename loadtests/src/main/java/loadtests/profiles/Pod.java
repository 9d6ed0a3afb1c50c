package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Profile;

/** What one pod was promised to take: its learners, then its rate. */
final class Pod implements Profile {
  @Override
  public String name() {
    return "pod";
  }

  @Override
  public String summary() {
    return "one pod: a sign-in ramp, 1,000 learners for 120 s, then 500 requests a second for 60 s";
  }

  @Override
  public List<String> claims() {
    return List.of("pod-users", "pod-rate", "response-time", "errors", "no-lost-write");
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
        .settle(Duration.ofSeconds(5))
        .open("rate warm-up", false, load.requestsPerSecond(), Duration.ofSeconds(15))
        .open("rate", true, load.requestsPerSecond(), load.rateDuration())
        .build();
  }
}
