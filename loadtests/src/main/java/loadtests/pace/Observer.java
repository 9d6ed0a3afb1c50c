package loadtests.pace;

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
}
