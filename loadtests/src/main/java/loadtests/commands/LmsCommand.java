package loadtests.commands;

import environments.DemoAccounts;
import environments.Environment;
import environments.EnvironmentSettings;
import environments.Environments;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import loadtests.settings.SettingRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lms}: the platform to look around in, open until Ctrl-C. */
@Command(name = "lms", description = "Start the platform, and show its address and demo accounts.")
public final class LmsCommand implements Callable<Integer> {
  private static final int INTERRUPTED = 130;
  private static final long DATA_SEED = 42;

  private final PrintStream out;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      defaultValue = "small",
      description = "How much data it holds: small, medium or large; default ${DEFAULT-VALUE}.")
  private String size = "small";

  @Option(
      names = "--pods",
      paramLabel = "N",
      defaultValue = "1",
      description = "Processes of the platform, 1 to 64; default ${DEFAULT-VALUE}.")
  private int pods = 1;

  public LmsCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Environment environment = Environments.open(settings())) {
      out.println();
      out.println("The platform is open:");
      environment.pods().forEach(address -> out.println("  " + address));
      out.println("Sign in as");
      DemoAccounts.read(environment.seedFile())
          .forEach(
              account ->
                  out.printf(
                      "  %-14s %-24s password %s%n",
                      account.role(), account.email(), account.password()));
      out.println("Ctrl-C ends it.");
      new CountDownLatch(1).await();
    }
    return INTERRUPTED;
  }

  private EnvironmentSettings settings() {
    try {
      return EnvironmentSettings.embedded()
          .withPods(pods)
          .withData(size, DATA_SEED)
          .forRun("lms", "lms", null)
          .withProgress(line -> out.println("  " + line));
    } catch (IllegalArgumentException e) {
      throw new SettingRefused(String.valueOf(e.getMessage()));
    }
  }
}
