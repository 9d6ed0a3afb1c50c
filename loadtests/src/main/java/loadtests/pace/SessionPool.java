package loadtests.pace;

import java.util.concurrent.ConcurrentLinkedQueue;
import loadtests.learners.Learner;
import org.jspecify.annotations.Nullable;

/**
 * Signed-in learners that no journey has: borrowed first in, first out, so that none is in two
 * journeys at once. Thread-safe; what a learner knew when given back, its next borrower sees.
 */
public final class SessionPool {
  private final ConcurrentLinkedQueue<Learner> idle = new ConcurrentLinkedQueue<>();

  /** The learner that has waited longest; null while all are on a journey. */
  public @Nullable Learner borrow() {
    return idle.poll();
  }

  /** Gives a learner back, or for the first time. */
  public void give(Learner learner) {
    idle.add(learner);
  }
}
