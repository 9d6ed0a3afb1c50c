package loadtests.standin;

import java.time.Duration;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;

/** A short load of all that a default run has. */
final class StandInLoad {
  private StandInLoad() {}

  static Plan plan() {
    var load = new Load(60, 200, 5, Duration.ofSeconds(12), Duration.ofSeconds(5), 40, 1, 11);
    return new PlanBuilder("stand-in", load)
        .signInRamp()
        .closed("learners", true, load.usersDuration())
        .settle(Duration.ofSeconds(1))
        .open("rate", true, load.requestsPerSecond(), load.rateDuration())
        .build();
  }
}
