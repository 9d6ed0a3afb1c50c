package chaos.faults;

import environments.Preparation;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Something that can be broken on purpose. A fault is one small file, and one line in {@link
 * Faults}. Stateless.
 */
public interface Fault {
  /** What it is called on the command line and in reports, such as {@code pod-killed}. */
  String name();

  /** What it does, in one line. */
  String summary();

  /**
   * Why it can't be done here, a sentence; empty where it can. Costs nothing and touches nothing.
   */
  Optional<String> refusal(Site site);

  /** What it needs of an environment beside parts and links; it is refused where that can't be. */
  default Set<Preparation> preparations() {
    return Set.of();
  }

  /**
   * One use of it: chooses what will be broken, and breaks nothing yet.
   *
   * @param random decides where there is a choice, so that the same seed breaks the same
   */
  Injection prepare(Site site, SplittableRandom random);
}
