package reports.log;

import java.util.Arrays;
import reports.statistics.Histogram;

/** Response times of one second, in the order in which they came. Not thread-safe. */
final class Cell {
  private static final int[] NONE = {};

  private int[] millis = NONE;
  private int size;

  void add(int value) {
    if (size == millis.length) {
      millis = Arrays.copyOf(millis, Math.max(8, size + (size >> 1)));
    }
    millis[size++] = value;
  }

  Histogram histogram() {
    return Histogram.ofPrefix(millis, size);
  }
}
