package loadtests.commands;

import environments.EnvironmentUnavailable;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code compare}: two runs held against each other. This version can't yet, and says so. */
@Command(name = "compare", description = "Compare two runs. This version does not have it yet.")
public final class CompareCommand implements Callable<Integer> {
  private final PrintStream err;

  @Parameters(index = "0", paramLabel = "A", description = "The run to compare with.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "B", description = "The run to compare.")
  private String after = "";

  public CompareCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public Integer call() {
    err.printf(
        "headroom: compare is not in this version yet; ./headroom report %s and %s show both runs%n",
        before, after);
    return EnvironmentUnavailable.EXIT_STATUS;
  }
}
