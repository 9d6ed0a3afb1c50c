package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Profile;

/** The open half of what one pod was promised: a rate, whether or not answers come back. */
final class Rate implements Profile {
  private static final double TOTAL = 10_000;

  @Override
  public String name() {
    return "rate";
  }

  @Override
  public String summary() {
    return "500 requests a second for 60 s, at instants planned beforehand";
  }

  @Override
  public List<String> claims() {
    return List.of("pod-rate", "response-time", "errors", "no-lost-write");
  }

  /** So many requests are a claim about the platform and not about one pod. */
  @Override
  public List<String> claims(Load load) {
    return load.requestsPerSecond() < TOTAL
        ? claims()
        : List.of("total-rate", "errors", "no-lost-write");
  }

  @Override
  public Load defaults() {
    return Load.ONE_POD.withUsers(200);
  }

  @Override
  public Plan plan(Load load) {
    return new PlanBuilder(name(), load)
        .signInRamp()
        // A process that has served nobody takes half of it first, so that nothing is held up
        // later.
        .open("half rate", false, load.requestsPerSecond() / 2, Duration.ofSeconds(15))
        .openWarmUp("rate warm-up", load.requestsPerSecond(), Duration.ofSeconds(15))
        .open("rate", true, load.requestsPerSecond(), load.rateDuration())
        .build();
  }
}
