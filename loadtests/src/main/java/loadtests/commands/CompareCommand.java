package loadtests.commands;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import loadtests.settings.ProjectRoot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reports.Reports;

/** {@code compare}: two runs held against each other. */
@Command(
    name = "compare",
    description = {
      "Compare run B with run A: which figures differ by what matters.",
      "Exit status: 0 nothing is worse, 1 B is worse, 3 a measurement is not valid."
    })
public final class CompareCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean colour;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "The run to compare with: a folder, an id, the beginning of one, or latest.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "B", description = "The run to compare.")
  private String after = "";

  public CompareCommand(PrintStream out, PrintStream err, boolean colour) {
    this.out = out;
    this.err = err;
    this.colour = colour;
  }

  @Override
  public Integer call() {
    return Reports.compare(ProjectRoot.find(), before, after, out, err, colour);
  }
}
