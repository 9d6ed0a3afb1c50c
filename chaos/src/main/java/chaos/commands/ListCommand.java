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
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
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
    var faults = new Listing();
    for (Fault fault : Faults.ALL) {
      faults.line(fault.name(), fault.summary());
      for (String each : environments) {
        fault.refusal(Sketch.of(each)).ifPresent(why -> faults.notIn(each, why));
      }
    }
    out.println(faults);
    out.println("Game days:");
    var gameDays = new Listing();
    for (ExperimentPlan plan : Experiments.in(environments.getFirst()).gameDays()) {
      gameDays.line(plan.name(), plan.hypothesis());
      gameDays.line("", "  " + plan.schedule().text());
      for (String each : environments) {
        Choice.refusal(plan, each, 1).ifPresent(why -> gameDays.notIn(each, why));
      }
    }
    out.println(gameDays);
    out.println("Planned for run all, 45 minutes at most:");
    var plans = new Listing();
    environments.forEach(each -> plans.line(each, Timetable.in(each).text()));
    out.print(plans);
    return 0;
  }

  /** Names and what is said of them, in two columns that fit into 80. */
  private static final class Listing {
    private static final int NAMES = 29;
    private static final int WORDS = 51;

    private final TextTable table =
        TextTable.forColumns(
            Help.defaultColorScheme(Help.Ansi.OFF),
            new Column(NAMES, 2, Column.Overflow.TRUNCATE),
            new Column(WORDS, 0, Column.Overflow.WRAP));

    void line(String name, String words) {
      table.addRowValues(name, words);
    }

    void notIn(String environment, String why) {
      line("", "  not in %s: %s".formatted(environment, why));
    }

    @Override
    public String toString() {
      return table.toString();
    }
  }
}
