package loadtests.commands;

import environments.Chart;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code manifests}: the chart as plain Kubernetes manifests. */
@Command(
    name = "manifests",
    description = "Write the Helm chart's plain Kubernetes manifests anew.")
public final class ManifestsCommand implements Callable<Integer> {
  private final PrintStream out;

  public ManifestsCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    out.println("Written: " + Chart.ofTheProject().writeManifests());
    return 0;
  }
}
