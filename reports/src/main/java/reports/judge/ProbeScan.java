package reports.judge;

import java.util.ArrayList;
import java.util.List;
import reports.run.ProbeAttempt;
import reports.run.ProbeAttempt.Connection;

/** Counts the probe's requests and keeps its failures. Not thread-safe. */
final class ProbeScan {
  private final List<ProbeAttempt> failures = new ArrayList<>();
  private long onNew;
  private long onHeld;
  private long reads;
  private long writes;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  void add(ProbeAttempt attempt) {
    if (attempt.connection() == Connection.NEW) {
      onNew++;
    } else {
      onHeld++;
    }
    if (attempt.write()) {
      writes++;
    } else {
      reads++;
    }
    first = Math.min(first, attempt.t());
    last = Math.max(last, attempt.t());
    if (!attempt.ok()) {
      failures.add(attempt);
    }
  }

  long attempts() {
    return onNew + onHeld;
  }

  long onNew() {
    return onNew;
  }

  long onHeld() {
    return onHeld;
  }

  long reads() {
    return reads;
  }

  long writes() {
    return writes;
  }

  /** Connections opened in a second, from the first request to the last; 0 without two. */
  double newPerSecond() {
    return last > first ? onNew * 1000.0 / (last - first) : 0;
  }

  /** Whether it was at work all the time between two instants, but for a second at each end. */
  boolean covers(long begin, long end) {
    return first <= begin + 1000 && last >= end - 1000;
  }

  /** Those that were not answered as they should be, in order of time of their ends. */
  List<ProbeAttempt> failures() {
    return failures;
  }
}
