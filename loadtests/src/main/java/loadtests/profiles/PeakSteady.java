package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Schedule.Stretch;

/**
 * A busy hour in small, to break something under at its peak: quiet for a fifth of the time, at the
 * full rate for half of it, and quiet again.
 */
final class PeakSteady implements ExperimentProfile {
  private static final double QUIET_SHARE = 0.4;
  private static final int QUIET_PARTS = 2;
  private static final int PEAK_PARTS = 5;
  private static final int PARTS = 10;

  @Override
  public String name() {
    return "peak-steady";
  }

  @Override
  public String summary() {
    return "30, then 75, then 30 requests a second for 40 s, to break something under at the peak";
  }

  /** More learners than begin journeys in the time for which half of the pods may hold them. */
  @Override
  public Load defaults() {
    return Load.ONE_POD
        .withUsers(150)
        .withSignIns(SIGN_INS)
        .withRate(75, Duration.ofSeconds(40))
        .withRequestsPerJourney(5);
  }

  @Override
  public Plan plan(Load load) {
    double quiet = QUIET_SHARE * load.requestsPerSecond();
    Duration part = load.rateDuration().dividedBy(PARTS);
    Duration before = part.multipliedBy(QUIET_PARTS);
    Duration peak = part.multipliedBy(PEAK_PARTS);
    Duration after = load.rateDuration().minus(before).minus(peak);
    return new PlanBuilder(name(), load, ExperimentProfile.mix())
        .signInRamp()
        .openWarmUp("warm-up", quiet, WARM_UP)
        .open(
            "peak",
            true,
            List.of(
                new Stretch(quiet, before),
                new Stretch(load.requestsPerSecond(), peak),
                new Stretch(quiet, after)))
        .build();
  }
}
