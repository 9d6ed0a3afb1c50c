package chaos.commands;

import chaos.residue.Residue;
import chaos.undo.Journal;
import chaos.undo.Journals;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import loadtests.settings.SettingRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code undo}: what runs left broken that could not undo it themselves. */
@Command(
    name = "undo",
    description = {
      "Undo what experiments left broken whose process is gone; doing it again changes nothing.",
      "Exit status: 0 where nothing is left, 1 where something is."
    },
    sortOptions = false)
final class UndoCommand implements Callable<Integer> {
  private final PrintStream out;

  @Option(names = "--all", description = "Of all runs of this machine.")
  private boolean all;

  @Option(names = "--force", description = "Of runs that live as well: their verdict is spoilt.")
  private boolean force;

  UndoCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!all) {
      throw new SettingRefused("undo needs --all: it undoes what all runs of this machine left");
    }
    var journals = new Journals(Journal.folder());
    List<String> left = new ArrayList<>(journals.undo(force, out::println));
    left.addAll(Residue.onMachine(journals));
    if (left.isEmpty()) {
      out.println("nothing is left to undo");
      return 0;
    }
    left.forEach(line -> out.println("left: " + line));
    return 1;
  }
}
