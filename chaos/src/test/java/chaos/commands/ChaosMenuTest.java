package chaos.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import loadtests.settings.SettingRefused;
import org.junit.jupiter.api.Test;
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
    assertThat(text()).contains("no-fault", "half-of-pods-frozen", "pod-frozen@10s+12s");
    assertThat(text().lines()).allMatch(line -> line.length() <= 80, "fits into 80 columns");
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
