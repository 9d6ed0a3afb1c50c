package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Profile;

/** A short run that shows whether everything works; it judges no speed. */
final class Smoke implements Profile {
  @Override
  public String name() {
    return "smoke";
  }

  @Override
  public String summary() {
    return "30 s at 120 requests a second on little data; judges errors and lost writes only";
  }

  @Override
  public List<String> claims() {
    return List.of("errors", "no-lost-write");
  }

  @Override
  public Load defaults() {
    return Load.ONE_POD.withUsers(40).withRate(120, Duration.ofSeconds(30));
  }

  @Override
  public String dataSize() {
    return "small";
  }

  @Override
  public Plan plan(Load load) {
    return new PlanBuilder(name(), load)
        .signInRamp()
        .openWarmUp("rate warm-up", load.requestsPerSecond(), Duration.ofSeconds(5))
        .open("rate", true, load.requestsPerSecond(), load.rateDuration())
        .build();
  }
}
