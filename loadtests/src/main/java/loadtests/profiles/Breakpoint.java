package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Profile;

/**
 * Steps up until a level breaks: the highest verified step over the stated load is the headroom.
 */
final class Breakpoint implements Profile {
  @Override
  public String name() {
    return "breakpoint";
  }

  @Override
  public String summary() {
    return "steps up from half the stated rate, 30 s each, until a level breaks";
  }

  @Override
  public List<String> claims() {
    return List.of("headroom");
  }

  @Override
  public Load defaults() {
    return Load.ONE_POD.withUsers(400).withRate(500, Duration.ofSeconds(30));
  }

  @Override
  public Plan plan(Load load) {
    var plan =
        new PlanBuilder(name(), load)
            .signInRamp()
            .openWarmUp("rate warm-up", load.requestsPerSecond() / 2, Duration.ofSeconds(20));
    for (int step = 1; step <= load.steps(); step++) {
      double rate = load.requestsPerSecond() * (step + 1) / 4;
      plan.open("step " + step, true, rate, load.rateDuration());
    }
    return plan.buildUntilBroken();
  }
}
