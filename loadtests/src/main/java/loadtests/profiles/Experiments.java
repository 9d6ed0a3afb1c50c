package loadtests.profiles;

import java.util.List;
import loadtests.plan.Deployment;

/** What the profiles have in common under which something is broken on purpose. */
final class Experiments {
  /** What they judge: no speed, since faults are what makes them slow. */
  static final List<String> CLAIMS = List.of("faults-survived", "no-lost-write");

  /** As a good client has it: for a second or so, or for as long as it is asked to wait. */
  static final int RETRIES = 4;

  /** Little, so that a run begins soon. */
  static final String DATA = "small";

  /** Two pods, so that one can be missed, and small enough for two cores of a cluster. */
  static final Deployment TWO_PODS = new Deployment(List.of(), 2, 0, 150, 384, false);

  private Experiments() {}
}
