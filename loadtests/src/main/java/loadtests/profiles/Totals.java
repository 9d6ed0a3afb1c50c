package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Deployment;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Profile;

/**
 * What several pods take together where they share their cores: far less than was promised of the
 * platform, measured as the promise says, so that the claims on totals are judged by a number.
 */
final class Totals implements Profile {
  @Override
  public String name() {
    return "totals";
  }

  @Override
  public String summary() {
    return "two small pods behind the edge: 300 learners for 240 s, then 100 requests a second for"
        + " 60 s";
  }

  @Override
  public List<String> claims() {
    return List.of("total-users", "total-rate", "errors", "no-lost-write");
  }

  /** As much as two pods on two cores take beside what sends it. */
  @Override
  public Load defaults() {
    return Load.ONE_POD
        .withUsers(300)
        .withUsersFor(Duration.ofSeconds(240))
        .withRate(100, Duration.ofSeconds(60));
  }

  @Override
  public Deployment deployment() {
    return new Deployment(List.of("k3s", "kubernetes"), 2, 0, 250, 384, false);
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
