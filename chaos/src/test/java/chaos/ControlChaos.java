package chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import loadtests.commands.GatlingProcess;
import org.junit.jupiter.api.Test;

/** The control experiment for real: the smoke profile on the embedded environment. */
final class ControlChaos {
  @Test
  void endsInVerdictsWithNothingBrokenAndNothingLeftBehind() {
    var experiment =
        new Experiment(
            new NoFault(),
            () -> GatlingProcess.run("loadtests.HeadroomSimulation", Map.of("profile", "smoke")));

    Experiment.Outcome outcome = experiment.run();

    // Which verdicts is the machine's affair, which may be busy; that there are some is ours.
    assertThat(outcome.verdictStatus()).isBetween(0, 3);
    assertThat(outcome.fired()).isFalse();
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }
}
