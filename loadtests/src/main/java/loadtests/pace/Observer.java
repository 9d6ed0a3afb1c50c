package loadtests.pace;

import java.util.Objects;
import loadtests.learners.Learner;
import loadtests.learners.Step;
import loadtests.learners.Write;
import loadtests.plan.Kind;

/** What wants to know of everything the generator does. Thread-safe, and never blocks for long. */
public interface Observer {
  /** The status of an answer that says that a write is against the state of things. */
  int CONFLICT = 409;

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

  /** A write is about to be sent again, because its outcome is unknown. */
  void retried(Kind kind);

  /** An answer to a learner was about somebody else: whose account {@code shown} is. */
  void sawStranger(Learner learner, Step step, long shown, long endMillis);

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
   * Tells the learner and the ledger what an answer says of a step, and whom it was about: 4xx that
   * it is refused, 5xx and no answer that nobody knows, all else that it is done.
   *
   * <p>Where an earlier try was left open, a refusal does not settle it: that try may have taken
   * effect, or may do so yet. Only a conflict does that answers an idempotency key, since it is
   * what the platform answers to each request with this key.
   *
   * @param status of the last answer; 0 where none came
   * @param leftOpen whether nobody knows what became of an earlier try
   */
  default void settled(Learner learner, Step step, int status, long endMillis, boolean leftOpen) {
    Long shown = learner.takeStranger();
    if (shown != null) {
      sawStranger(learner, step, shown, endMillis);
    }
    Write write = step.write();
    if (Retries.leavesOpen(status)) {
      learner.leftOpen(step);
      if (write != null) {
        unknown(write, endMillis, status);
      }
    } else if (status >= 400 && status < 500) {
      learner.refused(step);
      boolean forAllTries = !leftOpen || (status == CONFLICT && step.key() != null);
      if (write != null && forAllTries) {
        refused(write, endMillis, status);
      } else if (write != null) {
        unknown(write, endMillis, status);
      }
    } else if (write != null) {
      acknowledged(Objects.requireNonNull(learner.acknowledged(step)), endMillis, status);
    }
  }
}
