package loadtests.commands;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import loadtests.settings.ProjectRoot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reports.Reports;

/** {@code report}: a run judged anew from its raw evidence. */
@Command(name = "report", description = "Judge a run anew from its evidence, and write its report.")
public final class ReportCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean colour;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = "latest",
      description = "A folder, an id, the beginning of one, or latest (the default).")
  private String run = "latest";

  public ReportCommand(PrintStream out, PrintStream err, boolean colour) {
    this.out = out;
    this.err = err;
    this.colour = colour;
  }

  @Override
  public Integer call() {
    return Reports.report(ProjectRoot.find(), run, out, err, colour);
  }
}
