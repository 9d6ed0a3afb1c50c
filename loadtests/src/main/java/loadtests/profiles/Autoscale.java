package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Deployment;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Profile;

/**
 * Load that steps up until the autoscaler wants 20 pods, and down again. Each step settles before
 * it is measured.
 */
final class Autoscale implements Profile {
  private static final int PODS_MIN = 3;
  private static final int PODS_MAX = 20;
  private static final int STEPS = 4;
  private static final Duration SETTLING = Duration.ofMinutes(2);

  /**
   * Three times the autoscaler's window of five minutes: idle pods keep it from going all the way
   * at once.
   */
  private static final Duration DOWN = Duration.ofMinutes(16);

  private static final double REST_SHARE = 0.05;

  @Override
  public String name() {
    return "autoscale";
  }

  @Override
  public String summary() {
    return "steps up from rest until 20 pods are wanted, and down again; some 32 minutes";
  }

  @Override
  public List<String> claims() {
    return List.of("pods-autoscaled", "no-lost-write");
  }

  @Override
  public Load defaults() {
    return Load.ONE_POD
        .withUsers(60)
        .withRate(150, Duration.ofSeconds(90))
        .withRequestsPerJourney(5);
  }

  @Override
  public String dataSize() {
    return "small";
  }

  /** Pods so small that 20 fit on two cores. */
  @Override
  public Deployment deployment() {
    return new Deployment(List.of("k3s", "kubernetes"), PODS_MIN, PODS_MAX, 50, 384, false);
  }

  @Override
  public Plan plan(Load load) {
    double rest = load.requestsPerSecond() * REST_SHARE;
    var plan =
        new PlanBuilder(name(), load).signInRamp().open("rest", false, rest, load.rateDuration());
    for (int step = 1; step <= STEPS; step++) {
      double rate = load.requestsPerSecond() * step / STEPS;
      plan.open("settling " + step, false, rate, SETTLING)
          .open("step " + step, true, rate, load.rateDuration());
    }
    return plan.open("down", true, rest, DOWN).build();
  }
}
