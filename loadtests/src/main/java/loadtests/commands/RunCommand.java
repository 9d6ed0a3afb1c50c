package loadtests.commands;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import loadtests.gatling.GatlingProcess;
import loadtests.plan.PlanText;
import loadtests.profiles.Profiles;
import loadtests.run.OpenFiles;
import loadtests.settings.LoadSettings;
import loadtests.settings.SettingRefused;
import loadtests.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reports.claims.Claims;
import reports.claims.InvalidClaims;

/** {@code run}: load on the platform, evidence, and a verdict on each claim. */
@Command(
    name = "run",
    description = "Load the platform by a profile, and judge its claims.",
    sortOptions = false)
public final class RunCommand implements Callable<Integer> {
  static final String SIMULATION = "loadtests.HeadroomSimulation";

  private final PrintStream out;
  private final PrintStream err;
  private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "PROFILE",
      description = "The profile, as --profile says it.")
  private @Nullable String profile;

  @Option(names = "--plan", description = "Print load, length and need of CPU, and run nothing.")
  private boolean plan;

  @Option(names = "-D", hidden = true, description = "The same as --NAME VALUE.")
  private Map<String, String> properties = new LinkedHashMap<>();

  private RunCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** The command with an option for each setting. */
  public static CommandLine with(PrintStream out, PrintStream err) {
    var command = new RunCommand(out, err);
    var line = new CommandLine(command);
    command.spec = line.getCommandSpec();
    SettingOptions.addTo(line.getCommandSpec(), Settings.ALL);
    usage(line.getCommandSpec().usageMessage());
    return line;
  }

  private static void usage(UsageMessageSpec usage) {
    usage.customSynopsis("headroom run [PROFILE] [--plan] [--SETTING VALUE]...");
    usage.footer(
        Profiles.ALL.stream()
            .map(each -> "  %-14s %s".formatted(each.name(), SettingOptions.escape(each.summary())))
            .toList()
            .toArray(String[]::new));
    usage.footerHeading("%nProfiles:%n");
  }

  @Override
  public Integer call() {
    Map<String, String> given = given();
    LoadSettings settings = LoadSettings.of(given);
    OpenFiles.require(settings);
    if (plan) {
      PlanText.lines(settings.plan(), settings.injectors()).forEach(out::println);
      out.println("  judges " + judges(settings));
      return 0;
    }
    try {
      Claims.read(settings.claims());
    } catch (InvalidClaims e) {
      e.problems().forEach(err::println);
      return SettingRefused.EXIT_STATUS;
    }
    return GatlingProcess.run(SIMULATION, properties(settings));
  }

  /** The properties of the process that runs by these settings. */
  static Map<String, String> properties(LoadSettings settings) {
    var properties = new LinkedHashMap<String, String>();
    settings.given().forEach((name, value) -> properties.put("headroom." + name, value));
    properties.putAll(GatlingProcess.keeping(settings.connectionKept()));
    return properties;
  }

  private static String judges(LoadSettings settings) {
    return "the claims " + String.join(", ", settings.profile().claims(settings.load()));
  }

  /** All that was given, however it was written; the same setting twice must say the same. */
  private Map<String, String> given() {
    var given = new LinkedHashMap<String, String>();
    if (profile != null) {
      given.put("profile", profile);
    }
    var parsed = Objects.requireNonNull(spec).commandLine().getParseResult();
    for (Map<String, String> more :
        List.of(SettingOptions.given(parsed, Settings.ALL), properties)) {
      more.forEach(
          (name, value) -> {
            String before = given.putIfAbsent(name, value);
            if (before != null && !before.equals(value)) {
              throw new SettingRefused(
                  "setting '%s' is given twice: '%s' and '%s'".formatted(name, before, value));
            }
          });
    }
    return given;
  }
}
