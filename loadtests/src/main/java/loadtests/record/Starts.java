package loadtests.record;

import java.util.List;

/** How late planned starts were, and how long after them the first answers came. Thread-safe. */
final class Starts {
  private final Tally lags = new Tally();
  private final Tally firstResponses = new Tally();
  private final Tally sessionWaits = new Tally();

  /** A planned start was made; times are epoch milliseconds. */
  void started(long plannedMillis, long actualMillis) {
    lags.add((double) (actualMillis - plannedMillis));
  }

  /** The first answer of an open journey came. */
  void firstResponse(long plannedMillis, long endMillis) {
    firstResponses.add((double) (endMillis - plannedMillis));
  }

  /** An open journey had to wait for a session. */
  void waitedForSession(long millis) {
    sessionWaits.add((double) millis);
  }

  /** Milliseconds that journeys waited for sessions, of all that had to since the last call. */
  List<Double> takeSessionWaits() {
    return sessionWaits.take();
  }

  /** Milliseconds from the planned to the actual instant, of all starts since the last call. */
  List<Double> takeLags() {
    return lags.take();
  }

  /** Milliseconds from the planned instant to the first answer, of all since the last call. */
  List<Double> takeFirstResponses() {
    return firstResponses.take();
  }
}
