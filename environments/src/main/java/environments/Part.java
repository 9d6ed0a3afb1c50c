package environments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A process of an environment that faults can be done to. Thread-safe.
 *
 * <p>What is done to it from outside, such as a signal, is seen by {@link #pid}: a part that was
 * ended has none until it is started again.
 */
public interface Part {

  /** What a part is to the platform. */
  enum Kind {
    /** A process of the platform. */
    POD,
    /** Its database. */
    DATABASE,
    /** Its cache. */
    REDIS,
    /** What stands before the pods. */
    EDGE
  }

  /** Its name in the environment, such as {@code pod-1}, {@code database}, {@code redis}. */
  String name();

  /** What it is to the platform. */
  Kind kind();

  /**
   * The process that does its work, as this machine numbers it (in a container the server itself
   * and not a wrapper); empty where none runs now, or it is on another machine.
   */
  OptionalLong pid();

  /** Docker's id of its container; empty where it runs in none. */
  default Optional<String> container() {
    return Optional.empty();
  }

  /**
   * The file that sets its clock, by what stands in it: {@code +0}, or the seconds that it is ahead
   * ({@code +90}) or behind ({@code -90}). Empty where its clock is this machine's.
   */
  default Optional<Path> clock() {
    return Optional.empty();
  }

  /**
   * Asks it to end and waits for that; kills it when the grace is over. Harmless where it has
   * ended.
   */
  void stop(Duration grace);

  /**
   * Starts it again where it has ended, at the same address and with the same data, and returns
   * when it serves; harmless where it runs.
   *
   * @throws EnvironmentUnavailable where it doesn't serve in time
   */
  void start();
}
