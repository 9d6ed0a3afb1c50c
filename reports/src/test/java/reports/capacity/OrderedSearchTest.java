package reports.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderedSearchTest {
  @Test
  void findsTheLimitForEverySizeAndLimitUpToEight() {
    for (int size = 0; size <= 8; size++) {
      for (int limit = 0; limit <= size; limit++) {
        int begin = limit;
        int last = size;
        Set<Integer> asked = new HashSet<>();
        int found =
            OrderedSearch.first(
                size,
                index -> {
                  assertThat(index).isBetween(0, last - 1);
                  assertThat(asked.add(index)).as("%d is asked once", index).isTrue();
                  return index >= begin;
                });
        assertThat(found).as("%d of %d", limit, size).isEqualTo(limit);
        int most = (int) Math.ceil(Math.log(size + 1.0) / Math.log(2) - 1e-9);
        assertThat(asked).as("%d of %d", limit, size).hasSizeLessThanOrEqualTo(most);
      }
    }
  }
}
