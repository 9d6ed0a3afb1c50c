package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Deployment;
import loadtests.plan.Kind;
import loadtests.plan.Mix;
import loadtests.plan.Profile;

/** What the profiles have in common under which something is broken on purpose. */
interface ExperimentProfile extends Profile {
  /** Passwords are hashed on both pods meanwhile, and most of one core is enough. */
  double SIGN_INS = 15;

  /** For pods that have served before. */
  Duration WARM_UP = Duration.ofSeconds(2);

  double WRITES = 0.3;

  /** Some in each second, so that whatever is done to them meets several. */
  double SELDOM = 0.03;

  /** No speed, since faults are what makes them slow. */
  @Override
  default List<String> claims() {
    return List.of("faults-survived", "no-lost-write");
  }

  /** As a good client has it: for a second or so, or for as long as it is asked to wait. */
  @Override
  default int retries() {
    return 4;
  }

  /** Enough learners that each of many runs against the same data has others. */
  @Override
  default String dataSize() {
    return "medium";
  }

  /** Two pods, so that one can be missed, and small enough for two cores of a cluster. */
  @Override
  default Deployment deployment() {
    return new Deployment(List.of(), 2, 0, 150, 384, false);
  }

  /**
   * A day's mix with many writes, and with more of what learners seldom do and must not be done
   * twice.
   */
  static Mix mix() {
    return Mix.measured()
        .withWrites(WRITES)
        .with(Kind.ENROLMENT, SELDOM)
        .with(Kind.QUIZ_SUBMISSION, SELDOM)
        .withWrites(WRITES);
  }
}
