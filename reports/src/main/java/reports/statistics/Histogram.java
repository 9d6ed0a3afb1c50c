package reports.statistics;

import java.util.Arrays;
import java.util.Collection;

/**
 * Exact counts of response times in whole milliseconds: as good as the sorted samples, and smaller.
 * Immutable.
 */
public final class Histogram {
  /** The histogram of no sample. */
  public static final Histogram EMPTY = new Histogram(new int[0], new long[0]);

  /** A minute: longer than any time-out. */
  private static final int COUNTED_RANGE = 60_000;

  private final int[] values;

  /** cumulative[i] is the number of samples that are at most values[i]. */
  private final long[] cumulative;

  private Histogram(int[] values, long[] cumulative) {
    this.values = values;
    this.cumulative = cumulative;
  }

  /** The histogram of these samples, in any order. */
  public static Histogram of(int... millis) {
    int[] sorted = millis.clone();
    Arrays.sort(sorted);
    return ofSorted(sorted, sorted.length);
  }

  /** The histogram of the first {@code length} samples, which are sorted in place. */
  public static Histogram ofPrefix(int[] millis, int length) {
    Arrays.sort(millis, 0, length);
    return ofSorted(millis, length);
  }

  private static Histogram ofSorted(int[] sorted, int length) {
    int distinct = 0;
    for (int i = 0; i < length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        distinct++;
      }
    }
    if (distinct == 0) {
      return EMPTY;
    }
    int[] values = new int[distinct];
    long[] cumulative = new long[distinct];
    int last = -1;
    for (int i = 0; i < length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        last++;
        values[last] = sorted[i];
      }
      cumulative[last] = i + 1L;
    }
    return new Histogram(values, cumulative);
  }

  /** The samples of all of these together: histograms merge without loss, percentiles never do. */
  public static Histogram merged(Collection<Histogram> parts) {
    int size = 0;
    int min = Integer.MAX_VALUE;
    int max = Integer.MIN_VALUE;
    for (Histogram part : parts) {
      int length = part.values.length;
      if (length > 0) {
        size += length;
        min = Math.min(min, part.values[0]);
        max = Math.max(max, part.values[length - 1]);
      }
    }
    if (size == 0) {
      return EMPTY;
    }
    return (long) max - min < COUNTED_RANGE
        ? counted(parts, min, max - min + 1)
        : sorted(parts, size);
  }

  /** A count for each millisecond of the range: far quicker than sorting, where it has room. */
  private static Histogram counted(Collection<Histogram> parts, int min, int range) {
    long[] counts = new long[range];
    for (Histogram part : parts) {
      for (int i = 0; i < part.values.length; i++) {
        counts[part.values[i] - min] += part.countAt(i);
      }
    }
    int distinct = 0;
    for (long count : counts) {
      distinct += count > 0 ? 1 : 0;
    }
    int[] values = new int[distinct];
    long[] cumulative = new long[distinct];
    long sum = 0;
    int filled = 0;
    for (int i = 0; i < range; i++) {
      if (counts[i] > 0) {
        sum += counts[i];
        values[filled] = min + i;
        cumulative[filled++] = sum;
      }
    }
    return new Histogram(values, cumulative);
  }

  private static Histogram sorted(Collection<Histogram> parts, int size) {
    int[] all = new int[size];
    int filled = 0;
    for (Histogram part : parts) {
      System.arraycopy(part.values, 0, all, filled, part.values.length);
      filled += part.values.length;
    }
    Arrays.sort(all);
    int[] values = Arrays.copyOf(all, dropRepeats(all));
    long[] counts = new long[values.length];
    for (Histogram part : parts) {
      int at = 0;
      for (int i = 0; i < part.values.length; i++) {
        at = Arrays.binarySearch(values, at, values.length, part.values[i]);
        counts[at] += part.countAt(i);
      }
    }
    Arrays.parallelPrefix(counts, Long::sum);
    return new Histogram(values, counts);
  }

  private static int dropRepeats(int[] sorted) {
    int kept = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[kept++] = sorted[i];
      }
    }
    return kept;
  }

  /** The number of samples. */
  public long total() {
    return cumulative.length == 0 ? 0 : cumulative[cumulative.length - 1];
  }

  /** The number of different values. */
  public int distinct() {
    return values.length;
  }

  /** The i-th smallest different value, in milliseconds, from 0. */
  public int valueAt(int i) {
    return values[i];
  }

  /** How many samples have the i-th smallest different value. */
  public long countAt(int i) {
    return i == 0 ? cumulative[0] : cumulative[i] - cumulative[i - 1];
  }

  /** How many samples are at most {@code millis}. */
  public long countAtMost(int millis) {
    int found = Arrays.binarySearch(values, millis);
    int at = found >= 0 ? found : -found - 2;
    return at < 0 ? 0 : cumulative[at];
  }

  /** The sample of this rank, from 1 (the smallest) to {@link #total()} (the largest). */
  public int valueOfRank(long rank) {
    if (rank < 1 || rank > total()) {
      throw new IllegalArgumentException("Rank %d of %d samples.".formatted(rank, total()));
    }
    int found = Arrays.binarySearch(cumulative, rank);
    return values[found >= 0 ? found : -found - 1];
  }

  /**
   * The percentile, in milliseconds: the smallest sample that is at least as large as this share of
   * the samples (nearest rank). {@code share} is above 0 and at most 1.
   */
  public int percentile(double share) {
    return valueOfRank(rankOf(share, total()));
  }

  /** The nearest rank of a percentile among {@code total} samples, robust against 0.99 * 100. */
  static long rankOf(double share, long total) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("A percentile is in (0, 1], not %s.".formatted(share));
    }
    double exact = share * total;
    long rounded = Math.round(exact);
    boolean whole = Math.abs(exact - rounded) <= 1e-12 * Math.max(1, exact);
    return Math.max(1, whole ? rounded : (long) Math.ceil(exact));
  }

  /** The mean, in milliseconds; NaN where there is no sample. */
  public double mean() {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += (double) values[i] * countAt(i);
    }
    return sum / total();
  }

  /** The smallest sample; there must be one. */
  public int min() {
    return valueOfRank(1);
  }

  /** The largest sample; there must be one. */
  public int max() {
    return valueOfRank(total());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Histogram that
        && Arrays.equals(values, that.values)
        && Arrays.equals(cumulative, that.cumulative);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + Arrays.hashCode(cumulative);
  }

  @Override
  public String toString() {
    return total() == 0 ? "no sample" : "%d samples, %d to %d ms".formatted(total(), min(), max());
  }
}
