package chaos.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OutcomeTest {
  @Test
  void theGravestIsAnInterruptThenNoVerdictThenInvalidRefutedNotProven() {
    assertThat(gravest(0, 2, 1, 3, 69, 130)).isEqualTo(130);
    assertThat(gravest(0, 2, 1, 3, 69)).isEqualTo(69);
    assertThat(gravest(0, 2, 1, 3)).isEqualTo(3);
    assertThat(gravest(0, 2, 1)).isEqualTo(1);
    assertThat(gravest(0, 2)).isEqualTo(2);
    assertThat(gravest(0, 0)).isZero();
  }

  @Test
  void whatWasSkippedSetsNoStatus() {
    assertThat(gravest(Outcome.SKIPPED, 0)).isZero();
    assertThat(gravest(Outcome.SKIPPED, 2)).isEqualTo(2);
  }

  @Test
  void aLineNamesTheRunOrWhyThereIsNone() {
    assertThat(Outcome.ofRun("pod-killed", 1, "run-7").line()).contains("REFUTED", "run-7");
    assertThat(Outcome.without("disk-full", Outcome.SKIPPED, "no disk").line())
        .contains("skipped", "no disk");
  }

  private static int gravest(int... statuses) {
    List<Outcome> outcomes =
        IntStream.of(statuses).mapToObj(status -> Outcome.without("name", status, "why")).toList();
    return Outcome.gravest(outcomes);
  }
}
