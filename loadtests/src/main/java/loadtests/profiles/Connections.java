package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Deployment;
import loadtests.plan.Load;
import loadtests.plan.Mix;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Profile;

/** More writes than usual at more than the stated rate, so that a pod needs all its connections. */
final class Connections implements Profile {
  private static final double WRITES = 0.7;

  @Override
  public String name() {
    return "connections";
  }

  @Override
  public String summary() {
    return "1,000 requests a second, most of them writes, for 60 s: who holds and uses connections";
  }

  @Override
  public List<String> claims() {
    return List.of("pod-connections", "total-connections");
  }

  @Override
  public Load defaults() {
    return Load.ONE_POD.withUsers(100).withRate(1_000, Duration.ofSeconds(60));
  }

  @Override
  public String dataSize() {
    return "small";
  }

  /** Pods so small that 20 fit on two cores: connections are counted, not speed. */
  @Override
  public Deployment deployment() {
    return new Deployment(
        List.of("embedded", "containers", "k3s", "kubernetes"), 1, 0, 50, 384, false);
  }

  @Override
  public Plan plan(Load load) {
    return new PlanBuilder(name(), load, Mix.measured().withWrites(WRITES))
        .signInRamp()
        .openWarmUp("rate warm-up", load.requestsPerSecond() / 2, Duration.ofSeconds(15))
        .open("connections", true, load.requestsPerSecond(), load.rateDuration())
        .build();
  }
}
