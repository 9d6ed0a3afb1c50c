package loadtests.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Gatling process loses the connections that it keeps. */
class OneTryTest {
  private static final int ALL = HangUpSimulation.PEOPLE * HangUpSimulation.REQUESTS;

  @TempDir private Path folder;

  @Test
  void aRequestWhoseKeptConnectionIsClosedFailsAndIsNotSentAgain()
      throws IOException, InterruptedException {
    StandInRun run = StandInRun.of(HangUpSimulation.class, folder);

    assertThat(run.number("server requests")).isEqualTo(ALL);
    assertThat(run.number("failed")).isEqualTo(ALL / 2);
  }
}
