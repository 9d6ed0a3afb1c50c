package chaos.commands;

import chaos.invariants.DataInvariants;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import loadtests.settings.SettingRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code chaos}: faults under load, and from five proofs one verdict. */
@Command(
    name = "chaos",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Break something on purpose, and prove what the platform survives: the fault was in force,",
      "the service levels held but for what it may cost, no data was lost or doubled, everything",
      "recovered in time, and nothing was left behind."
    },
    footer = {"", "Exit status of a run: 0 all five, 1 refuted, 2 not proven, 3 invalid."})
public final class ChaosMenu implements Callable<Integer> {
  private final PrintStream err;
  @Spec private @Nullable CommandSpec spec;

  private ChaosMenu(PrintStream err) {
    this.err = err;
  }

  /** The command with all that belong to it. */
  public static CommandLine with(PrintStream out, PrintStream err, boolean terminal) {
    var conducting = new Conducting(out, err, terminal, DataInvariants::new);
    var series = new Series(conducting, out, err);
    return new CommandLine(new ChaosMenu(err))
        .addSubcommand(new ListCommand(out))
        .addSubcommand(new RunCommand(series))
        .addSubcommand(new GameDayCommand(series))
        .addSubcommand(new UndoCommand(out))
        .addSubcommand(new SelfTestCommand(out));
  }

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(err);
    }
    return SettingRefused.EXIT_STATUS;
  }
}
