package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Deployment;
import loadtests.plan.Load;
import loadtests.plan.Mix;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Profile;

/** A constant rate through the edge while the deployment is changed again and again. */
final class RollingUpdate implements Profile {
  private static final double WRITES = 0.2;

  @Override
  public String name() {
    return "rolling-update";
  }

  @Override
  public String summary() {
    return "100 requests a second for 10 minutes while three pods are restarted, evicted, updated";
  }

  @Override
  public List<String> claims() {
    return List.of("rolling-update", "automatic-rollback", "no-lost-write", "availability-month");
  }

  @Override
  public Load defaults() {
    return Load.ONE_POD
        .withUsers(60)
        .withRate(100, Duration.ofMinutes(10))
        .withRequestsPerJourney(5);
  }

  @Override
  public String dataSize() {
    return "small";
  }

  /** Pods small enough for four of them beside everything else on two cores. */
  @Override
  public Deployment deployment() {
    return new Deployment(List.of("k3s", "kubernetes"), 3, 0, 150, 384, true);
  }

  @Override
  public Plan plan(Load load) {
    return new PlanBuilder(name(), load, Mix.measured().withWrites(WRITES))
        .signInRamp()
        .openWarmUp("rate warm-up", load.requestsPerSecond(), Duration.ofSeconds(20))
        .open("updates", true, load.requestsPerSecond(), load.rateDuration())
        .build();
  }
}
