package reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import reports.page.TimeAxis.Gather;

class FiguresTest {
  @Test
  void writesNumbersWithTheDigitsThatMatter() {
    assertThat(Figures.number(0)).isEqualTo("0");
    assertThat(Figures.number(1234567)).isEqualTo("1,234,567");
    assertThat(Figures.number(1234.6)).isEqualTo("1,235");
    assertThat(Figures.number(12.34)).isEqualTo("12.3");
    assertThat(Figures.number(1.005)).isEqualTo("1.01");
    assertThat(Figures.number(0.0051)).isEqualTo("0.0051");
    assertThat(Figures.number(0.000123)).isEqualTo("0.00012");
    assertThat(Figures.percentile(0.5)).isEqualTo("p50");
    assertThat(Figures.percentile(0.9999)).isEqualTo("p99.99");
    assertThat(Figures.factor(1.399999)).isEqualTo("1.39×");
    assertThat(Figures.number(Double.NaN)).isEqualTo("–");
    assertThat(Figures.number(Double.POSITIVE_INFINITY)).isEqualTo("–");
  }

  @Test
  void writesTimesSinceTheRunBegan() {
    assertThat(Figures.clock(0)).isEqualTo("0:00");
    assertThat(Figures.clock(75)).isEqualTo("1:15");
    assertThat(Figures.clock(7_325)).isEqualTo("2:02:05");
    assertThat(Figures.instant(0)).isEqualTo("1970-01-01 00:00:00 UTC");
  }

  @Test
  void gathersSecondsIntoPointsWithoutLosingTheHighest() {
    TimeAxis axis = new TimeAxis(0, 1_201_000);
    List<Long> seconds = List.of(0L, 1_000L, 4_999L, 5_000L, 1_200_999L);

    assertThat(axis.axis().length()).isEqualTo(241);
    assertThat(axis.series(seconds, t -> t, t -> t, Gather.HIGHEST))
        .startsWith(4_999.0, 5_000.0)
        .endsWith(Double.NaN, 1_200_999.0);
    assertThat(axis.series(seconds, t -> t, _ -> 1, Gather.SUM)).startsWith(3.0, 1.0);
  }

  @Test
  void leavesOutWhatFallsOutsideTheRun() {
    TimeAxis axis = new TimeAxis(10_000, 12_000);

    assertThat(axis.series(List.of(9_999L, 12_000L), t -> t, t -> t, Gather.MEAN))
        .containsExactly(Double.NaN, Double.NaN);
  }

  @Test
  void drawsABarOnlyWhereThereIsSomethingToDraw() {
    assertThat(VerdictCard.Bar.of(50, 60, 80)).isEqualTo(new VerdictCard.Bar(50, 60, 80));
    assertThat(VerdictCard.Bar.of(50, Double.POSITIVE_INFINITY, 80)).isNull();
    assertThat(VerdictCard.Bar.of(Double.NaN, 1, 80)).isNull();
    assertThat(VerdictCard.Bar.of(0, 0, 0)).isNull();
  }
}
