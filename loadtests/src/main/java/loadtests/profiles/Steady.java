package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Deployment;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Profile;

/** A constant rate to break something under: what is lost then is lost by the fault. */
final class Steady implements Profile {
  @Override
  public String name() {
    return "steady";
  }

  @Override
  public String summary() {
    return "60 requests a second for 26 s, 30 % of them writes, to break something under";
  }

  @Override
  public List<String> claims() {
    return Experiments.CLAIMS;
  }

  /** More learners than begin journeys in the time for which a frozen pod may hold them. */
  @Override
  public Load defaults() {
    return Load.ONE_POD
        .withUsers(75)
        .withSignIns(Experiments.SIGN_INS)
        .withRate(60, Duration.ofSeconds(26))
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
    return new PlanBuilder(name(), load, Experiments.mix())
        .signInRamp()
        .open("warm-up", false, load.requestsPerSecond(), Experiments.warmUp(load))
        .open("steady", true, load.requestsPerSecond(), load.rateDuration())
        .build();
  }
}
