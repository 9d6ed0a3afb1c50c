package chaos.commands;

import static org.assertj.core.api.Assertions.assertThat;

import chaos.experiment.ExperimentPlan;
import chaos.experiment.Experiments;
import chaos.faults.Faults;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import loadtests.settings.SettingRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class ChaosMenuTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void namesTheNearestExperimentForOneThatThereIsNot() {
    assertRefused("there is no experiment 'no-falt'; did you mean 'no-fault'?", "run", "no-falt");
    assertRefused(
        "there is no game day 'half-pods-frozen'; did you mean 'half-of-pods-frozen'?",
        "game-day",
        "half-pods-frozen");
  }

  @Test
  void namesTheNearestFaultOfASchedule() {
    assertRefused(
        "there is no fault 'no-falt'; did you mean 'no-fault'?",
        "run",
        "--schedule",
        "no-falt@1s+1s");
  }

  @Test
  void refusesAnEnvironmentInWhichNothingCanBeBroken() {
    assertRefused(
        "faults are done in environment embedded, containers or k3s, not in 'containrs';"
            + " did you mean 'containers'?",
        "run",
        "no-fault",
        "--environment",
        "containrs");
    assertRefused(
        "faults are done in environment embedded, containers or k3s, not in 'remote'",
        "list",
        "--environment",
        "remote");
  }

  @Test
  void refusesOptionsThatDontGoTogether() {
    assertRefused("NAME is missing; ./headroom chaos list names all experiments", "run");
    assertRefused(
        "NAME and a schedule don't go together", "run", "no-fault", "--schedule", "no-fault@1s+1s");
    assertRefused(
        "--profile, --parts-max and --shrink go with --schedule or --draw only",
        "run",
        "no-fault",
        "--parts-max",
        "2");
    assertRefused("--from goes with run all only", "run", "no-fault", "--from", "no-fault");
    assertRefused("undo needs --all: it undoes what all runs of this machine left", "undo");
  }

  @Test
  void refusesAScheduleThatIsLongerThanItsLoad() {
    assertRefused(
        "the schedule ends after 61 s, and the measured phase of profile smoke after 30 s",
        "run",
        "--schedule",
        "no-fault@1s+1m",
        "--profile",
        "smoke");
  }

  @Test
  void refusesABaselineThatThereIsNot() {
    assertRefused("baseline 'no-such-run': ", "run", "no-fault", "--baseline", "no-such-run");
  }

  @Test
  void listsEachFaultAndGameDay() {
    assertThat(execute("list")).isZero();
    assertThat(text()).contains("no-fault", "half-of-pods-frozen", "pod-frozen@11s+8s");
    assertThat(text()).containsPattern("Planned for run all, 45 minutes at most:\n +embedded ");
    assertThat(text().lines()).allMatch(line -> line.length() <= 80, "fits into 80 columns");
  }

  @Test
  void refusesBeforeAnythingIsStartedWhatWouldDisturbMoreThanItMay() {
    for (String[] more : new String[][] {{}, {"--shrink"}}) {
      List<String> arguments =
          new ArrayList<>(List.of("run", "--schedule", "pod-frozen@4s+8s,redis-frozen@6s+8s"));
      arguments.addAll(List.of(more));
      assertRefused(
          "experiment schedule can't be done in environment embedded: at redis-frozen@6s+8s:"
              + " redis-frozen would disturb 2 parts at once",
          arguments.toArray(String[]::new));
    }
  }

  /** Each draw that the guide shows, and many others, can be done. */
  @ParameterizedTest
  @ValueSource(strings = {"embedded", "containers", "k3s"})
  void whatIsDrawnCanBeDoneInItsEnvironment(String environment) {
    for (int partsMax = 1; partsMax <= 2; partsMax++) {
      for (long seed = 1; seed <= 10; seed++) {
        ExperimentPlan drawn = RunCommand.drawn(environment, seed, 3, "steady", partsMax);
        assertThat(drawn.schedule().steps()).hasSize(3);
        assertThat(Choice.refusal(drawn, environment, seed)).as(drawn.schedule().text()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "containers", "k3s"})
  void whatIsOfferedCanBeRehearsed(String environment) {
    for (ExperimentPlan plan : Experiments.in(environment).all()) {
      boolean offered =
          plan.schedule().steps().stream()
              .map(step -> Faults.named(step.fault()).orElseThrow())
              .allMatch(fault -> fault.refusal(Sketch.of(environment)).isEmpty());
      assertThat(Choice.refusal(plan, environment, 1).isEmpty()).as(plan.name()).isEqualTo(offered);
    }
  }

  @Test
  void offersFaultsOfPodsAloneInK3s() {
    assertThat(execute("list", "--environment", "k3s")).isZero();
    String oneLine = text().replaceAll("\\s+", " ");
    assertThat(oneLine)
        .contains(
            "redis-frozen SIGSTOP; SIGCONT at the end not in k3s: in k3s faults are done to the"
                + " platform's pods: the chart's redis is for trials only")
        .contains("pod-frozen SIGSTOP; SIGCONT at the end pods-replaced");
  }

  private void assertRefused(String sentence, String... arguments) {
    written.reset();
    assertThat(execute(arguments)).isEqualTo(SettingRefused.EXIT_STATUS);
    assertThat(text()).startsWith(sentence);
  }

  private int execute(String... arguments) {
    var out = new PrintStream(written, true, StandardCharsets.UTF_8);
    CommandLine line = ChaosMenu.with(out, out, false);
    line.setExecutionExceptionHandler(
        (problem, _, _) -> {
          out.println(problem.getMessage());
          return problem instanceof SettingRefused ? SettingRefused.EXIT_STATUS : 70;
        });
    return line.execute(List.of(arguments).toArray(String[]::new));
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
