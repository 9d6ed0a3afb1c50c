package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Deployment;
import loadtests.plan.Load;
import loadtests.plan.Mix;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Profile;

/** A constant rate to break something under: what is lost then is lost by the fault. */
final class Steady implements Profile {
  private static final double WRITES = 0.3;
  private static final Duration WARM_UP = Duration.ofSeconds(6);

  @Override
  public String name() {
    return "steady";
  }

  @Override
  public String summary() {
    return "60 requests a second for 40 s, 30 % of them writes, to break something under";
  }

  @Override
  public List<String> claims() {
    return Experiments.CLAIMS;
  }

  @Override
  public Load defaults() {
    return Load.ONE_POD
        .withUsers(90)
        .withSignIns(15)
        .withRate(60, Duration.ofSeconds(40))
        .withRequestsPerJourney(5);
  }

  @Override
  public int retries() {
    return Experiments.RETRIES;
  }

  @Override
  public String dataSize() {
    return Experiments.DATA;
  }

  @Override
  public Deployment deployment() {
    return Experiments.TWO_PODS;
  }

  @Override
  public Plan plan(Load load) {
    return new PlanBuilder(name(), load, Mix.measured().withWrites(WRITES))
        .signInRamp()
        .open("warm-up", false, load.requestsPerSecond(), WARM_UP)
        .open("steady", true, load.requestsPerSecond(), load.rateDuration())
        .build();
  }
}
