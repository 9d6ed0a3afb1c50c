package reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramMergeTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 59_999, 60_000, 1_000_000, Integer.MAX_VALUE})
  void isTheHistogramOfAllSamplesHoweverFarApartTheyAre(int largest) {
    int[] first = {0, 7, 7, largest};
    int[] second = {3, largest};

    assertThat(
            Histogram.merged(List.of(Histogram.of(first), Histogram.EMPTY, Histogram.of(second))))
        .isEqualTo(
            Histogram.of(IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray()));
  }

  @Test
  void isTheSameInAnyGrouping() {
    SplittableRandom random = new SplittableRandom(3);
    List<int[]> parts =
        IntStream.range(0, 20).mapToObj(_ -> random.ints(50, 0, 200).toArray()).toList();
    Histogram all = Histogram.of(parts.stream().flatMapToInt(IntStream::of).toArray());
    List<Histogram> each = parts.stream().map(Histogram::of).toList();

    assertThat(Histogram.merged(each)).isEqualTo(all);
    assertThat(
            Histogram.merged(
                List.of(
                    Histogram.merged(each.subList(0, 5)), Histogram.merged(each.subList(5, 20)))))
        .isEqualTo(all);
  }

  @Test
  void ofNothingIsEmpty() {
    assertThat(Histogram.merged(List.of())).isEqualTo(Histogram.EMPTY);
    assertThat(Histogram.merged(List.of(Histogram.EMPTY))).isEqualTo(Histogram.EMPTY);
  }
}
