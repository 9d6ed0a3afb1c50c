package chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import environments.Placement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs that a fault runs. */
@Timeout(60)
final class MarkedProgramTest {
  @Test
  void areOrdinaryOnesAlsoWhereTheHarnessGoesBeforeOthers() throws Exception {
    var everywhere = new Placement(List.of(), List.of(0), true);
    String said = everywhere.goFirst().orElseThrow();
    try {
      assumeTrue(said.startsWith("the load goes before"), said);
      MarkedProgram program = MarkedProgram.of("test");
      Process asked = program.start(List.of("sh", "-c", "chrt -p $$", program.mark()), Map.of());

      assertThat(new String(asked.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .contains("SCHED_OTHER");
    } finally {
      everywhere.goAmongOthers();
    }
  }
}
