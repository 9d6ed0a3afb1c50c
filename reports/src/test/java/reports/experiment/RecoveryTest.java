package reports.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  /** Out of the band from second 40 on, and in it again from another on. */
  private static List<Boolean> backAt(int seconds, int second) {
    List<Boolean> inBand = new ArrayList<>(Collections.nCopies(seconds, true));
    Collections.fill(inBand.subList(40, second), false);
    return inBand;
  }

  @Test
  void beginsWithTheFirstWholeSecondAfterTheUndoing() {
    Recovery recovery = Recovery.of(backAt(120, 45), 50_300, 10, 15);
    assertThat(recovery.second()).isEqualTo(OptionalInt.of(51));
    assertThat(recovery.after()).isEqualTo(0.7);
    assertThat(Recovery.of(backAt(120, 45), 50_000, 10, 15).after()).isZero();
  }

  @Test
  void hasToLast() {
    List<Boolean> inBand = backAt(120, 52);
    inBand.set(60, false);
    assertThat(Recovery.of(inBand, 50_000, 8, 15).second()).isEqualTo(OptionalInt.of(52));
    assertThat(Recovery.of(inBand, 50_000, 9, 15).second()).isEqualTo(OptionalInt.of(61));
  }

  @Test
  void saysHowMuchIsMissingWhereThePhaseEndsBeforeItCanTell() {
    Recovery open = Recovery.of(backAt(60, 55), 50_000, 10, 15);
    assertThat(open.second()).isEmpty();
    assertThat(open.missingSeconds()).isEqualTo(5);
    assertThat(Recovery.of(backAt(60, 60), 50_000, 10, 10).missingSeconds()).isEqualTo(10);
    assertThat(Recovery.of(backAt(60, 45), 70_000, 10, 10).missingSeconds()).isEqualTo(20);
  }

  @Test
  void isDecidedWhereItCanOnlyComeTooLate() {
    assertThat(Recovery.of(backAt(60, 60), 50_000, 10, 9).missingSeconds()).isZero();
    assertThat(Recovery.of(backAt(60, 58), 50_000, 10, 7).missingSeconds()).isZero();
  }
}
