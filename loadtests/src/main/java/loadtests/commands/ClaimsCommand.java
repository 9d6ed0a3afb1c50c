package loadtests.commands;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import loadtests.settings.ProjectRoot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reports.Reports;

/** {@code claims}: what is promised, and what would judge it. */
@Command(
    name = "claims",
    description = "List the claims and what judges them, or name what is wrong with their file.")
public final class ClaimsCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Another claims file than reports/claims.yaml.")
  private @Nullable Path file;

  public ClaimsCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    return file == null
        ? Reports.claims(ProjectRoot.find(), out, err)
        : Reports.claimsOf(file, out, err);
  }
}
