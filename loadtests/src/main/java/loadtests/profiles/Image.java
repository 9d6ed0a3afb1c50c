package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Deployment;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Profile;

/** The image of the platform, looked at while it serves. */
final class Image implements Profile {
  @Override
  public String name() {
    return "image";
  }

  @Override
  public String summary() {
    return "the image's layers, and what its processes may do while they serve 20 requests a second";
  }

  @Override
  public List<String> claims() {
    return List.of("image-size", "image-hardening");
  }

  @Override
  public Load defaults() {
    return Load.ONE_POD.withUsers(20).withRate(20, Duration.ofSeconds(10));
  }

  @Override
  public String dataSize() {
    return "small";
  }

  @Override
  public Deployment deployment() {
    return new Deployment(List.of("containers", "k3s", "kubernetes"), 1, 0, 50, 384, false);
  }

  @Override
  public Plan plan(Load load) {
    return new PlanBuilder(name(), load)
        .signInRamp()
        .open("rate", true, load.requestsPerSecond(), load.rateDuration())
        .build();
  }
}
