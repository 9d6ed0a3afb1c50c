package chaos.commands;

import chaos.selftest.SelfTest;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code self-test}: whether everything is undone whenever the harness is killed. */
@Command(
    name = "self-test",
    description = {
      "Kill the harness at every moment of a fault, for every way of undoing, on things made for",
      "it, and look whether all is whole again. Takes a minute or two; exit status 0 or 1."
    },
    sortOptions = false)
final class SelfTestCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PrintStream out;

  SelfTestCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var test = new SelfTest(System.getProperty("java.class.path"), PATIENCE);
    return test.run(out::println) ? 0 : 1;
  }
}
