package loadtests.injectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClockWatchTest {
  private final ClockWatch watch = new ClockWatch();

  @Test
  void anAnswerIsTakenForThatOfTheMiddleOfTheTimeThatItTook() {
    ClockReading reading = ClockReading.of(1_000_000, 1_007_000, 1_004_000);

    assertThat(reading.offsetMillis()).isEqualTo(5, within(1e-9));
    assertThat(reading.errorMillis()).isEqualTo(2, within(1e-9));
    assertThat(reading.worstMillis()).isEqualTo(7, within(1e-9));
  }

  @Test
  void theTrueOffsetIsWithinTheErrorWhereverTheDelayWas() {
    for (long there : new long[] {0, 300, 1_000}) {
      ClockReading reading = ClockReading.of(0, 8_000 + there, 1_000);
      assertThat(Math.abs(reading.offsetMillis() - 8)).isLessThanOrEqualTo(reading.errorMillis());
    }
  }

  @Test
  void ofTenReadingsTheMostExactCounts() {
    for (int i = 0; i < ClockWatch.TOGETHER; i++) {
      watch.add(i == 4 ? new ClockReading(1, 0.1) : new ClockReading(90, 100));
    }
    assertThat(watch.worst()).contains(new ClockReading(1, 0.1));
  }

  @Test
  void ofAllTensTheWorstCountsAndAFewAreNotOneYet() {
    for (double offset : new double[] {1, -6, 2}) {
      for (int i = 0; i < ClockWatch.TOGETHER; i++) {
        watch.add(new ClockReading(offset, 0.1));
      }
    }
    watch.add(new ClockReading(50, 60));
    assertThat(watch.worst()).contains(new ClockReading(-6, 0.1));
  }

  @Test
  void beforeThereAreTenTheMostExactOfThemCounts() {
    assertThat(watch.worst()).isEmpty();
    watch.add(new ClockReading(3, 2));
    watch.add(new ClockReading(4, 1));
    assertThat(watch.worst()).contains(new ClockReading(4, 1));
  }
}
