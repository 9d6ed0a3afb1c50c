package reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WeightedSumTest {
  @Test
  void takesEachSecondAsOftenAsItWasDrawn() {
    assertThat(new WeightedSum(new int[] {3, 0, 5}).of(new int[] {2, 1, 0})).isEqualTo(6);
    assertThat(new WeightedSum(new int[0]).of(new int[0])).isZero();
  }

  @Test
  void isExactBeyondWhatAnIntHolds() {
    int most = Integer.MAX_VALUE;

    assertThat(new WeightedSum(new int[] {most}).of(new int[] {1})).isEqualTo(most);
    assertThat(new WeightedSum(new int[] {most, 1}).of(new int[] {2, 0})).isEqualTo(2L * most);
  }
}
