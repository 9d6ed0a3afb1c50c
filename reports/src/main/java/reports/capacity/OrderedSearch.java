package reports.capacity;

import java.util.function.IntPredicate;

/**
 * Finds where something begins to hold on an ordered axis, asking as few questions as can be: each
 * is a run that takes minutes. Capacity is one less than the first load that breaks a level; demand
 * is the first number of pods that meets all of them.
 */
public final class OrderedSearch {
  private OrderedSearch() {}

  /**
   * The smallest index, from 0 on, for which the predicate holds, or {@code size} where it holds
   * for none. Where it holds for one, it must hold for all above. It is asked at most once for each
   * index, and at most log2(size + 1) times, rounded up.
   *
   * @param size how many indexes there are, from 0 on
   */
  public static int first(int size, IntPredicate holds) {
    if (size < 0) {
      throw new IllegalArgumentException("An axis of %d levels.".formatted(size));
    }
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
