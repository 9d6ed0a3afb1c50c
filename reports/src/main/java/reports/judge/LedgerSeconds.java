package reports.judge;

import java.util.SortedMap;
import java.util.TreeMap;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;

/** The writes of an experiment by when they were made: before, during and after its faults. */
final class LedgerSeconds {
  private final FaultSpans spans;

  /** How many were given up in each millisecond. */
  private final SortedMap<Long, Long> unknown = new TreeMap<>();

  private long tried;
  private long acknowledged;
  private long acknowledgedAfter;

  LedgerSeconds(FaultSpans spans) {
    this.spans = spans;
  }

  void add(LedgerEntry write) {
    boolean done = write.outcome() == Outcome.ACKNOWLEDGED;
    if (write.outcome() == Outcome.UNKNOWN) {
      unknown.merge(write.end(), 1L, Long::sum);
    }
    if (spans.meet(write.t(), write.end())) {
      tried++;
      acknowledged += done ? 1 : 0;
    }
    if (done && write.t() >= spans.undone().orElse(Long.MIN_VALUE)) {
      acknowledgedAfter++;
    }
  }

  /** Writes whose outcome stayed unknown and that were given up in this time. */
  long unknown(long fromMillis, long toMillis) {
    return unknown.subMap(fromMillis, toMillis).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Writes that were under way while a fault was in force. */
  long triedInForce() {
    return tried;
  }

  /** Those of them that were acknowledged. */
  long acknowledgedInForce() {
    return acknowledged;
  }

  /** Writes sent after the last undoing and acknowledged. */
  long acknowledgedAfter() {
    return acknowledgedAfter;
  }
}
