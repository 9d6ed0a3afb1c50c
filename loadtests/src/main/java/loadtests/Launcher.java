package loadtests;

import environments.EnvironmentUnavailable;
import environments.ParentWatch;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import loadtests.commands.BenchCommand;
import loadtests.commands.CalibrateCommand;
import loadtests.commands.ClaimsCommand;
import loadtests.commands.CompareCommand;
import loadtests.commands.DoctorCommand;
import loadtests.commands.ImageCommand;
import loadtests.commands.LmsCommand;
import loadtests.commands.ManifestsCommand;
import loadtests.commands.ProveCommand;
import loadtests.commands.ReportCommand;
import loadtests.commands.RunCommand;
import loadtests.injectors.InjectorsFailed;
import loadtests.run.TooFewLearners;
import loadtests.settings.Nearest;
import loadtests.settings.SettingRefused;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import reports.claims.InvalidClaims;

/**
 * The menu of commands behind {@code ./headroom}, to which the program of another module adds its
 * own. It exits with the command's status: of a run 0 pass, 1 refuted, 2 not proven, 3 invalid; 64
 * wrong usage, 69 something is not to be had, 70 a failure of the harness itself, 130 interrupted.
 */
@Command(
    name = "headroom",
    synopsisSubcommandLabel = "COMMAND",
    description = "Finds out, with evidence, what the learning platform can take.",
    footer = {
      "",
      "./headroom help COMMAND says more; ./headroom help run lists all settings and profiles.",
      "Exit status: 0 pass, 1 refuted, 2 not proven, 3 invalid; 64 wrong usage, 69 not to be had,",
      "70 the harness failed, 130 interrupted."
    })
public final class Launcher {
  private static final int FAILED = 70;
  private static final int USAGE_COLUMNS = 110;

  private Launcher() {}

  /** Makes a command of the menu. */
  @FunctionalInterface
  public interface Addition {
    /**
     * The command; it has a name.
     *
     * @param terminal whether {@code out} is one, which shows colours
     */
    CommandLine with(PrintStream out, PrintStream err, boolean terminal);
  }

  /** Runs the command that the arguments name, and exits with its status. */
  public static void run(String[] arguments, List<Addition> additions) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    ParentWatch.exitWithParent();
    System.exit(run(System.out, System.err, terminal, additions, arguments));
  }

  /** The same without the exit. */
  static int run(
      PrintStream out,
      PrintStream err,
      boolean terminal,
      List<Addition> additions,
      String... arguments) {
    CommandLine line = menu(out, err, terminal);
    additions.forEach(addition -> line.addSubcommand(addition.with(out, err, terminal)));
    line.setOut(new PrintWriter(out, true, out.charset()));
    line.setErr(new PrintWriter(err, true, err.charset()));
    line.setParameterExceptionHandler(
        (problem, _) -> {
          err.println("headroom: " + sentence(problem));
          return SettingRefused.EXIT_STATUS;
        });
    line.setExecutionExceptionHandler((problem, _, _) -> failed(problem, err));
    line.setUsageHelpWidth(USAGE_COLUMNS);
    withSubcommands(line)
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.name().equals("help"))
        .forEach(Launcher::addHelp);
    return line.execute(arguments.length == 0 ? new String[] {"help"} : arguments);
  }

  private static Stream<CommandLine> withSubcommands(CommandLine line) {
    return Stream.concat(
        Stream.of(line),
        line.getSubcommands().values().stream().flatMap(Launcher::withSubcommands));
  }

  private static void addHelp(CommandSpec command) {
    command.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Say what there is to say about this command.")
            .build());
  }

  private static CommandLine menu(PrintStream out, PrintStream err, boolean terminal) {
    return new CommandLine(new Launcher())
        .addSubcommand(new HelpCommand())
        .addSubcommand(new LmsCommand(out))
        .addSubcommand("run", RunCommand.with(out, err))
        .addSubcommand("prove", ProveCommand.with(out, err, terminal))
        .addSubcommand(new ReportCommand(out, err, terminal))
        .addSubcommand(new ClaimsCommand(out, err))
        .addSubcommand(new CompareCommand(out, err, terminal))
        .addSubcommand("calibrate", CalibrateCommand.with(out, err))
        .addSubcommand(new BenchCommand(out, err))
        .addSubcommand(new DoctorCommand(out))
        .addSubcommand(new ImageCommand(out))
        .addSubcommand(new ManifestsCommand(out));
  }

  /** One line for what a user can put right; a stack trace is for our own errors. */
  private static int failed(Exception problem, PrintStream err) {
    switch (problem) {
      case SettingRefused _, TooFewLearners _, EnvironmentUnavailable _, InjectorsFailed _ ->
          err.println("headroom: " + problem.getMessage());
      case InvalidClaims claims -> claims.problems().forEach(err::println);
      default -> problem.printStackTrace(err);
    }
    return switch (problem) {
      case SettingRefused _, TooFewLearners _, InvalidClaims _ -> SettingRefused.EXIT_STATUS;
      case EnvironmentUnavailable _ -> EnvironmentUnavailable.EXIT_STATUS;
      case InjectorsFailed _ -> InjectorsFailed.EXIT_STATUS;
      default -> FAILED;
    };
  }

  private static String sentence(ParameterException problem) {
    CommandLine where = problem.getCommandLine();
    if (problem instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched.getUnmatched().getFirst(), where);
    }
    if (problem instanceof MissingParameterException missing) {
      return lacking(missing.getMissing().getFirst()) + "; " + help(where) + " says more";
    }
    if (problem instanceof OverwrittenOptionException twice) {
      return "%s is given twice".formatted(name(twice));
    }
    return Stream.of(String.valueOf(problem.getMessage()).split("\n", -1)).findFirst().orElse("");
  }

  /** What a user types to know more of a command. */
  private static String help(CommandLine command) {
    CommandLine parent = command.getParent();
    if (parent == null) {
      return "./headroom help";
    }
    return parent.getParent() == null
        ? "./headroom help " + command.getCommandName()
        : "./" + command.getCommandSpec().qualifiedName() + " --help";
  }

  private static String lacking(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? option.longestName() + " needs a value"
        : argument.paramLabel() + " is missing";
  }

  private static String name(OverwrittenOptionException twice) {
    return twice.getOverwritten() instanceof OptionSpec option
        ? option.longestName()
        : twice.getOverwritten().paramLabel();
  }

  private static String unknown(String word, CommandLine where) {
    boolean option = word.startsWith("-");
    String bare = word.replaceFirst("=.*", "");
    Collection<String> candidates =
        option
            ? where.getCommandSpec().options().stream()
                .flatMap(each -> Arrays.stream(each.names()))
                .filter(name -> name.startsWith("--"))
                .toList()
            : List.copyOf(where.getSubcommands().keySet());
    String other = where.getSubcommands().isEmpty() ? "argument" : "command";
    String what = option ? "option" : other;
    String hint =
        Nearest.to(bare, candidates)
            .map(near -> "did you mean '" + near + "'?")
            .orElse(help(where) + " lists what there is");
    return "unknown %s '%s'; %s".formatted(what, bare, hint);
  }
}
