package reports.judge;

import java.util.Arrays;

/** How often each delay occurred, in whole milliseconds rounded up, so that none looks shorter. */
final class LagCounts {
  private static final int HIGHEST_MILLIS = 120_000;

  private int[] counts = new int[64];
  private long total;
  private double max = Double.NaN;

  void add(double millis) {
    int at = (int) Math.min(HIGHEST_MILLIS, Math.max(0, Math.ceil(millis)));
    if (at >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(at + 1, 2 * counts.length));
    }
    counts[at]++;
    total++;
    max = Double.isNaN(max) ? millis : Math.max(max, millis);
  }

  long total() {
    return total;
  }

  double max() {
    return max;
  }

  /** The nearest-rank percentile, NaN where nothing was recorded. */
  double percentile(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * total - 1e-9));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank && total > 0) {
        // Counted in whole milliseconds, rounded up: never beyond the largest.
        return Math.min(i, max);
      }
    }
    return Double.NaN;
  }

  long atMost(int millis) {
    long seen = 0;
    for (int i = 0; i <= Math.min(millis, counts.length - 1); i++) {
      seen += counts[i];
    }
    return seen;
  }
}
