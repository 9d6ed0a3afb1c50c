package chaos.commands;

import chaos.experiment.Experiments;
import java.util.List;
import loadtests.settings.Nearest;
import loadtests.settings.SettingRefused;
import picocli.CommandLine.Option;

/** Where and from which seed, which all commands that make runs have. */
final class Options {
  /** Environments in which something can be broken. */
  static final List<String> ENVIRONMENTS = List.of("embedded", "containers", "k3s");

  @Option(
      names = "--environment",
      paramLabel = "E",
      defaultValue = "embedded",
      description = "Where the platform runs: embedded, containers or k3s; default embedded.")
  private String environment = "embedded";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What load and all choices follow from; default 1.")
  private long seed;

  /**
   * The environment.
   *
   * @throws SettingRefused where nothing can be broken in it
   */
  String environment() {
    return environment(environment);
  }

  static String environment(String name) {
    if (!ENVIRONMENTS.contains(name)) {
      throw new SettingRefused(
          "faults are done in environment %s, not in '%s'%s"
              .formatted(
                  "embedded, containers or k3s",
                  name,
                  Nearest.to(name, ENVIRONMENTS)
                      .map(near -> "; did you mean '" + near + "'?")
                      .orElse("")));
    }
    return name;
  }

  /** The experiments as they are made there. */
  Experiments experiments() {
    return Experiments.in(environment());
  }

  long seed() {
    return seed;
  }

  /** The command line that repeats something with these. */
  String command(String what) {
    return "./headroom chaos %s --environment %s --seed %d".formatted(what, environment, seed);
  }
}
