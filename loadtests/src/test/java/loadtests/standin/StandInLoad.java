package loadtests.standin;

import java.time.Duration;
import loadtests.pace.Retries;
import loadtests.plan.Load;
import loadtests.plan.Mix;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;

/** Short loads for a stand-in. */
final class StandInLoad {
  /** How often learners send a write again at a troubled one. */
  static final Retries RETRIES = new Retries(2);

  private StandInLoad() {}

  /** All that a default run has. */
  static Plan plan() {
    var load =
        Load.ONE_POD
            .withUsers(60)
            .withRate(200, Duration.ofSeconds(5))
            .withRequestsPerJourney(5)
            .withUsersFor(Duration.ofSeconds(12))
            .withSignIns(40)
            .withSeed(11);
    return new PlanBuilder("stand-in", load)
        .signInRamp()
        .closed("learners", true, load.usersDuration())
        .settle(Duration.ofSeconds(1))
        .open("rate", true, load.requestsPerSecond(), load.rateDuration())
        .build();
  }

  /** Many writes, whose answers are waited for at the end. */
  static Plan troubled() {
    var load =
        Load.ONE_POD
            .withUsers(60)
            .withRate(100, Duration.ofSeconds(4))
            .withRequestsPerJourney(5)
            .withUsersFor(Duration.ofSeconds(1))
            .withSignIns(60)
            .withSeed(11);
    return new PlanBuilder("stand-in", load, Mix.measured().withWrites(0.6))
        .signInRamp()
        .open("rate", true, load.requestsPerSecond(), load.rateDuration())
        .build();
  }
}
