package loadtests.pace;

import java.util.Objects;
import loadtests.learners.Learner;
import loadtests.learners.Step;
import loadtests.learners.Write;
import loadtests.plan.Kind;

/** What wants to know of everything the generator does. Thread-safe, and never blocks for long. */
public interface Observer {
  /** A planned start was made. Times are epoch milliseconds. */
  void started(long plannedMillis, long actualMillis);

  /** An open journey that had started found no session free, and has one now. */
  void waitedForSession(long millis);

  /** The first answer of an open journey came. */
  void firstResponse(long plannedMillis, long endMillis);

  /** A request is about to be sent. */
  void requested(Kind kind);

  /** An answer came, or the wait for it ended. */
  void responded(Kind kind, long beganMillis, long endMillis, boolean ok);

  /** The wait for an answer ended without one. */
  void unanswered(Kind kind);

  /** A write is about to be sent. */
  void sent(Write write, long sentMillis);

  /** The platform said that a write is done. */
  void acknowledged(Write write, long endMillis, int status);

  /** The platform said that a write is not done. */
  void refused(Write write, long endMillis, int status);

  /** No answer to a write came, or one that leaves it open; {@code status} is 0 without one. */
  void unknown(Write write, long endMillis, int status);

  /** The number of simulated people at work changed. */
  void activeUsers(int count);

  /** A learner is about to take a step. */
  default void asked(Step step, long sentMillis) {
    requested(step.kind());
    Write write = step.write();
    if (write != null) {
      sent(write, sentMillis);
    }
  }

  /**
   * A request came to an end.
   *
   * @param status of the answer; 0 where none came
   */
  default void answered(Kind kind, long beganMillis, long endMillis, boolean ok, int status) {
    responded(kind, beganMillis, endMillis, ok);
    if (status == 0) {
      unanswered(kind);
    }
  }

  /**
   * Tells the learner and the ledger what an answer says of a step: 4xx that it is refused, 5xx and
   * no answer that nobody knows, all else that it is done.
   *
   * @param status of the answer; 0 where none came
   */
  default void settled(Learner learner, Step step, int status, long endMillis) {
    Write write = step.write();
    if (status >= 400 && status < 500) {
      learner.refused(step);
      if (write != null) {
        refused(write, endMillis, status);
      }
    } else if (status == 0 || status >= 500) {
      learner.leftOpen(step);
      if (write != null) {
        unknown(write, endMillis, status);
      }
    } else if (write != null) {
      acknowledged(Objects.requireNonNull(learner.acknowledged(step)), endMillis, status);
    }
  }
}
