package chaos;

import chaos.commands.ChaosMenu;
import java.util.List;
import loadtests.Launcher;

/** The program behind {@code ./headroom}: the launcher with the command of this module. */
public final class Headroom {
  private Headroom() {}

  /** Runs the command that the arguments name. */
  public static void main(String[] arguments) {
    Launcher.run(arguments, List.of(ChaosMenu::with));
  }
}
