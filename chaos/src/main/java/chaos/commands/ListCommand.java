package chaos.commands;

import chaos.experiment.ExperimentPlan;
import chaos.experiment.Experiments;
import chaos.faults.Fault;
import chaos.faults.Faults;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code list}: what can be broken where, and which experiments there are. */
@Command(
    name = "list",
    description = "List faults and experiments, and what can be done where.",
    sortOptions = false)
final class ListCommand implements Callable<Integer> {
  private final PrintStream out;

  @Option(
      names = "--environment",
      paramLabel = "E",
      description = "Say for this one only: embedded, containers or k3s.")
  private @Nullable String environment;

  ListCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    List<String> environments =
        Optional.ofNullable(environment)
            .map(Options::environment)
            .map(List::of)
            .orElse(Options.ENVIRONMENTS);
    out.println("Faults, each with an experiment of its name:");
    for (Fault fault : Faults.ALL) {
      out.println("  %-24s %s".formatted(fault.name(), fault.summary()));
      for (String each : environments) {
        fault
            .refusal(Sketch.of(each))
            .ifPresent(why -> out.println("  %-24s   not in %s: %s".formatted("", each, why)));
      }
    }
    out.println();
    out.println("Game days:");
    for (ExperimentPlan plan : Experiments.gameDays()) {
      out.println("  %-24s %s".formatted(plan.name(), plan.hypothesis()));
      out.println("  %-24s   %s".formatted("", plan.schedule().text()));
      for (String each : environments) {
        Choice.refusal(plan, each)
            .ifPresent(why -> out.println("  %-24s   not in %s: %s".formatted("", each, why)));
      }
    }
    return 0;
  }
}
