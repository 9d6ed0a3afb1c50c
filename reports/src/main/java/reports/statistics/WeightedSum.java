package reports.statistics;

import java.util.stream.IntStream;

/**
 * Counts by second, of which a resample takes each so many times. A verdict on a long run takes
 * hundreds of millions of such products; summed as {@code int}, where no sum can be too large, the
 * machine takes several at once. Immutable.
 */
final class WeightedSum {
  private final int[] counts;
  private final boolean small;

  /** Counts, at least 0, in the order of the seconds. */
  WeightedSum(int[] counts) {
    this.counts = counts;
    // A resample draws as many seconds as there are.
    long most = (long) counts.length * IntStream.of(counts).max().orElse(0);
    this.small = most <= Integer.MAX_VALUE;
  }

  /** The sum of all counts, each times its weight; the weights add up to the number of seconds. */
  long of(int[] weights) {
    return small ? sumOfSmall(weights) : sum(weights);
  }

  private int sumOfSmall(int[] weights) {
    int sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i] * weights[i];
    }
    return sum;
  }

  private long sum(int[] weights) {
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += (long) counts[i] * weights[i];
    }
    return sum;
  }
}
