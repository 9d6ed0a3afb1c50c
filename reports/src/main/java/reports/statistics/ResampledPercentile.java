package reports.statistics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The percentile of a resample, from the weights of its seconds. It never sorts or merges samples:
 * for the few values near the percentile it keeps one column, the number of samples of each second
 * that are at most this value, and a resample's count is the weighted sum of the column. So twenty
 * million requests are resampled thousands of times in seconds. Not thread-safe.
 */
final class ResampledPercentile {
  private final List<Histogram> seconds;
  private final double share;
  private final Histogram merged;
  private final WeightedSum totals;
  private final Map<Integer, WeightedSum> columns = new HashMap<>();

  /** Where the last resample's percentile was: the next one is near. */
  private int guess;

  ResampledPercentile(List<Histogram> seconds, double share) {
    this.seconds = seconds;
    this.share = share;
    this.merged = Histogram.merged(seconds);
    this.totals =
        new WeightedSum(
            seconds.stream().mapToInt(second -> Math.toIntExact(second.total())).toArray());
    this.guess = merged.distinct() / 2;
  }

  /** The percentile in milliseconds, or NaN where the resample holds no sample. */
  double of(int[] weights) {
    long total = totals.of(weights);
    if (total == 0) {
      return Double.NaN;
    }
    long rank = Histogram.rankOf(share, total);
    int low = guess;
    int high = guess;
    int last = merged.distinct() - 1;
    for (int step = 1; low > 0 && reached(low, weights, rank); step *= 2) {
      high = low;
      low = Math.max(0, low - step);
    }
    if (reached(low, weights, rank)) {
      high = low;
    }
    for (int step = 1; high < last && !reached(high, weights, rank); step *= 2) {
      low = high;
      high = Math.min(last, high + step);
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (reached(middle, weights, rank)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    guess = low;
    return merged.valueAt(low);
  }

  private boolean reached(int index, int[] weights, long rank) {
    return columns.computeIfAbsent(index, this::column).of(weights) >= rank;
  }

  private WeightedSum column(int index) {
    int value = merged.valueAt(index);
    int[] column = new int[seconds.size()];
    for (int i = 0; i < column.length; i++) {
      column[i] = (int) seconds.get(i).countAtMost(value);
    }
    return new WeightedSum(column);
  }
}
