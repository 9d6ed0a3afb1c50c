package chaos.commands;

import chaos.selftest.SelfTest;
import environments.Environment;
import environments.EnvironmentSettings;
import environments.Environments;
import environments.Preparation;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import loadtests.settings.SettingRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code self-test}: whether everything is undone whenever the harness is killed. */
@Command(
    name = "self-test",
    description = {
      "Kill the harness at every moment of a fault, for every way of undoing on things made for",
      "it and for every fault of an environment that leaves something to undo, and look whether",
      "all is whole again. Takes ten minutes or so; exit status 0 or 1."
    },
    sortOptions = false)
final class SelfTestCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NONE = "none";
  private static final List<String> ENVIRONMENTS = List.of("embedded", "containers", NONE);

  private final PrintStream out;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description =
          "Whose faults are tried: embedded (if nothing is said), containers, or none of any.")
  private String environment = "embedded";

  SelfTestCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!ENVIRONMENTS.contains(environment)) {
      throw new SettingRefused(
          "faults are tried in one of %s, not in '%s'"
              .formatted(String.join(", ", ENVIRONMENTS), environment));
    }
    var test = new SelfTest(System.getProperty("java.class.path"), PATIENCE);
    boolean whole = test.run(out::println);
    if (!environment.equals(NONE)) {
      try (Environment opened = Environments.open(settings())) {
        whole &= test.run(opened, out::println);
      }
    }
    return whole ? 0 : 1;
  }

  private EnvironmentSettings settings() {
    Set<Preparation> possible =
        EnumSet.allOf(Preparation.class).stream()
            .filter(each -> each.refusal(environment).isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    return EnvironmentSettings.embedded()
        .withName(environment)
        .withData("small", 7)
        .withPods(2)
        .withFaults(possible);
  }
}
