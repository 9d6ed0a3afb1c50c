package loadtests.run;

import environments.Environment;
import environments.Preparation;
import java.util.Set;
import loadtests.pace.Timeline;
import loadtests.record.Recorder;

/**
 * What goes on beside a run's load and is told what happens when. Each method is called once at
 * most, in this order, by the run's own thread; what it throws ends the run. When the process is
 * told to end, {@link #close} alone comes from another thread, and while any of the others may
 * still be going on.
 */
public interface Companion extends AutoCloseable {
  /** Nobody. */
  Companion NONE = new Companion() {};

  /** Whether the environment has to be open for faults. */
  default boolean needsFaults() {
    return false;
  }

  /** What it needs of an environment that is open for faults beside parts and links. */
  default Set<Preparation> preparations() {
    return Set.of();
  }

  /** The environment is ready, and no load has been sent. */
  default void opened(Environment environment, Recorder recorder) {}

  /** The load is on the clock. */
  default void loadBegins(Timeline timeline) {}

  /** The load is over; writes are looked up next. All has to be as before when this returns. */
  default void loadEnded() {}

  /**
   * Every write was looked up; the environment is still there, and the folder is sealed next: the
   * last moment for evidence of one's own.
   */
  default void lookedUp() {}

  /**
   * The run is over or ends early: all has to be as before when this returns. Comes always once the
   * run has a folder, even where the environment could not be had; the environment, where there is
   * one, is still open, and the folder is sealed next.
   */
  @Override
  default void close() {}

  /**
   * The process is ending: the run is sealed and was judged on what it holds, and its own thread
   * does not go on. The last moment to say something.
   */
  default void interrupted() {}
}
