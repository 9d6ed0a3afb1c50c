package loadtests.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import loadtests.plan.Load;
import loadtests.plan.Phase;
import loadtests.plan.PlanBuilder;
import org.junit.jupiter.api.Test;

class LiveLevelTest {
  private final Phase phase =
      new PlanBuilder("test", Load.ONE_POD)
          .open("step 1", true, 100, Duration.ofSeconds(30))
          .build()
          .phase("step 1");
  private final LiveLevel level = new LiveLevel(phase);

  @Test
  void holdsWhereEverythingIsAnsweredInTime() {
    respond(3_000, 20, true);

    assertThat(level.broken()).isEmpty();
  }

  @Test
  void breaksByErrors() {
    respond(2_996, 20, true);
    respond(4, 20, false);

    assertThat(level.broken()).contains("step 1: 4 of 3000 failed");
  }

  @Test
  void breaksByASlowTail() {
    respond(2_960, 20, true);
    respond(40, 1_500, true);

    assertThat(level.broken().orElseThrow()).startsWith("step 1: p99 is 15");
  }

  @Test
  void breaksWhereAnswersAreMissing() {
    respond(2_900, 20, true);

    assertThat(level.broken()).contains("step 1: 2900 of 3000 planned requests answered");
  }

  private void respond(int times, long millis, boolean ok) {
    for (int i = 0; i < times; i++) {
      level.responded(millis, ok);
    }
  }
}
