package reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The time axis that all charts of a run share, and how seconds are gathered into its points: one
 * point a second as long as there are at most 600, else one for several seconds. Immutable.
 */
final class TimeAxis {
  private static final int POINTS_MAX = 600;
  private static final List<Integer> WIDTHS =
      List.of(1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600);

  private final long begin;
  private final int points;
  private final int width;

  /** An axis from {@code begin} to {@code end} in epoch milliseconds. */
  TimeAxis(long begin, long end) {
    this.begin = begin;
    long seconds = Math.max(1, (end - begin + 999) / 1000);
    width =
        WIDTHS.stream()
            .filter(each -> seconds <= (long) each * POINTS_MAX)
            .findFirst()
            .orElse((int) Math.ceilDiv(seconds, POINTS_MAX));
    points = (int) Math.ceilDiv(seconds, width);
  }

  /** How several seconds become one point. */
  enum Gather {
    /** The mean of the seconds. */
    MEAN("mean"),
    /** The highest second, so that no spike is smoothed away. */
    HIGHEST("highest second"),
    /** The lowest second. */
    LOWEST("lowest second"),
    /** The sum of the seconds. */
    SUM("sum");

    private final String words;

    Gather(String words) {
      this.words = words;
    }
  }

  /** Seconds since the run began. */
  double at(long epochMillis) {
    return (epochMillis - begin) / 1000.0;
  }

  /** The horizontal axis of a chart. */
  Chart.Axis axis() {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      seconds.add((double) i * width);
    }
    return Chart.Axis.time(seconds);
  }

  /** What a point stands for, a sentence. */
  String each(Gather gather) {
    return width == 1
        ? "One point a second."
        : "One point for " + width + " seconds: the " + gather.words + ".";
  }

  /** The values of one series, NaN where there are none. */
  <T> List<Double> series(
      List<T> rows, ToLongFunction<T> time, ToDoubleFunction<T> value, Gather gather) {
    double[] sums = new double[points];
    int[] counts = new int[points];
    for (T row : rows) {
      double found = value.applyAsDouble(row);
      long index = Math.floorDiv(time.applyAsLong(row) - begin, 1000L * width);
      if (index < 0 || index >= points || !Double.isFinite(found)) {
        continue;
      }
      int at = (int) index;
      boolean first = counts[at]++ == 0;
      sums[at] =
          switch (gather) {
            case MEAN, SUM -> sums[at] + found;
            case HIGHEST -> first ? found : Math.max(sums[at], found);
            case LOWEST -> first ? found : Math.min(sums[at], found);
          };
    }
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      double divisor = gather == Gather.MEAN ? counts[i] : 1;
      values.add(counts[i] == 0 ? Double.NaN : sums[i] / divisor);
    }
    return values;
  }
}
