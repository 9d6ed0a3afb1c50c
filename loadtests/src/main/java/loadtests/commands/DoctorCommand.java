package loadtests.commands;

import environments.Doctor;
import environments.Doctor.Check;
import environments.Doctor.State;
import environments.EnvironmentUnavailable;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code doctor}: whether this machine has what a run needs. */
@Command(name = "doctor", description = "Check whether this machine has what a run needs.")
public final class DoctorCommand implements Callable<Integer> {
  private final PrintStream out;

  public DoctorCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    List<Check> checks = Doctor.check();
    for (Check check : checks) {
      out.printf("%-8s %-14s %s%n", word(check.state()), check.name(), check.found());
      if (!check.advice().isEmpty()) {
        out.printf("%-8s %-14s %s%n", "", "", check.advice());
      }
    }
    boolean missing = checks.stream().anyMatch(check -> check.state() == State.MISSING);
    out.println(missing ? "A run can't work here yet." : "A run works here.");
    return missing ? EnvironmentUnavailable.EXIT_STATUS : 0;
  }

  private static String word(State state) {
    return switch (state) {
      case OK -> "ok";
      case WARNING -> "beware";
      case MISSING -> "missing";
    };
  }
}
