package loadtests.progress;

import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import reports.log.LogVisitor;

/**
 * What a growing log says of the phase that is going on, and of the last seconds. Not thread-safe.
 */
final class LogTally implements LogVisitor {
  /** Over how many whole seconds the rate is taken. */
  private static final int RATE_SECONDS = 5;

  private static final int SECONDS_KEPT = 32;
  private static final long HIGHEST_MILLIS = 60_000;
  private static final int SIGNIFICANT_DIGITS = 2;
  private static final int PERCENTILE = 99;

  private final Histogram millis = new Histogram(HIGHEST_MILLIS, SIGNIFICANT_DIGITS);
  private final long[] seconds = new long[SECONDS_KEPT];
  private final int[] counts = new int[SECONDS_KEPT];
  private long firstSecond = Long.MAX_VALUE;
  private long lastSecond = Long.MIN_VALUE;
  private long phaseBegin = Long.MIN_VALUE;
  private long failed;

  /** Only requests that start from here on (epoch milliseconds) belong to the phase. */
  void phaseBegins(long atMillis) {
    phaseBegin = atMillis;
    millis.reset();
    failed = 0;
  }

  @Override
  public void request(
      int groups, int name, long startMillis, long endMillis, boolean ok, int message) {
    count(endMillis / 1000);
    if (startMillis < phaseBegin) {
      return;
    }
    if (ok) {
      millis.recordValue(Math.clamp(endMillis - startMillis, 0, HIGHEST_MILLIS));
    } else {
      failed++;
    }
  }

  private void count(long second) {
    int slot = (int) (second % SECONDS_KEPT);
    if (seconds[slot] != second) {
      seconds[slot] = second;
      counts[slot] = 0;
    }
    counts[slot]++;
    firstSecond = Math.min(firstSecond, second);
    lastSecond = Math.max(lastSecond, second);
  }

  /** Requests a second that ended in the last whole seconds of the log; 0 where there is none. */
  double requestsPerSecond() {
    long from = Math.max(firstSecond, lastSecond - RATE_SECONDS);
    long sum = 0;
    for (int slot = 0; slot < SECONDS_KEPT; slot++) {
      sum += seconds[slot] >= from && seconds[slot] < lastSecond ? counts[slot] : 0;
    }
    return lastSecond > from ? (double) sum / (lastSecond - from) : 0;
  }

  /** Requests of the phase that failed. */
  long failed() {
    return failed;
  }

  /** The 99th percentile in milliseconds of the phase's successful requests so far. */
  OptionalLong p99Millis() {
    return millis.getTotalCount() == 0
        ? OptionalLong.empty()
        : OptionalLong.of(millis.getValueAtPercentile(PERCENTILE));
  }
}
