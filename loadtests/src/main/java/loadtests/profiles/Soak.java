package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Profile;

/** The stated load held for long: what leaks or grows shows here. */
final class Soak implements Profile {
  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String summary() {
    return "1,000 learners for half an hour, then 500 requests a second for half an hour";
  }

  @Override
  public List<String> claims() {
    return List.of(
        "pod-users", "pod-rate", "response-time", "errors", "no-lost-write", "availability-month");
  }

  @Override
  public Load defaults() {
    return Load.ONE_POD.withUsersFor(Duration.ofMinutes(30)).withRate(500, Duration.ofMinutes(30));
  }

  @Override
  public Plan plan(Load load) {
    return new PlanBuilder(name(), load)
        .signInRamp()
        .warmUp(Duration.ofSeconds(30))
        .closed("learners", true, load.usersDuration())
        .settle(Duration.ofSeconds(5))
        .open("rate warm-up", false, load.requestsPerSecond(), Duration.ofSeconds(20))
        .open("rate", true, load.requestsPerSecond(), load.rateDuration())
        .build();
  }
}
