package loadtests.commands;

import environments.Consent;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import loadtests.calibration.Calibration;
import loadtests.calibration.CalibrationClaims;
import loadtests.calibration.NullServer;
import loadtests.calibration.SmallServer;
import loadtests.calibration.Target;
import loadtests.gatling.GatlingProcess;
import loadtests.settings.CalibrationSettings;
import loadtests.settings.ProjectRoot;
import loadtests.settings.SettingRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import reports.judge.ExitStatus;
import reports.judge.Words;

/** {@code calibrate}: the whole pipeline on something whose answer is known, or to be found. */
@Command(
    name = "calibrate",
    description = "Measure any consenting HTTP server, the null server, or the harness itself.",
    sortOptions = false)
public final class CalibrateCommand implements Callable<Integer> {
  private static final String SIMULATION = "loadtests.calibration.CalibrationSimulation";
  private static final String POWER = "loadtests.calibration.Power";
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final List<Double> NULL_RATES =
      List.of(500.0, 1_000.0, 2_000.0, 3_000.0, 4_000.0, 6_000.0, 8_000.0);
  private static final Duration NULL_STEP = Duration.ofSeconds(10);
  private static final Duration NULL_WARM_UP = Duration.ofSeconds(3);
  private static final long NULL_P99_MILLIS = 50;
  private static final double STATED_RATE = 500;

  private final PrintStream out;
  private @Nullable CommandSpec spec;

  @Option(
      names = "--null",
      description = {
        "Measure our own server that does nothing: what this machine's generator can do.",
        "Without --rate in rising steps, up to the highest at which the generator is sound,",
        "then at one rate without and with a database beside the generator: whether the",
        "run-queue delay that it causes moves what is measured."
      })
  private boolean nullServer;

  @Option(
      names = "--power",
      description = {
        "Run every known case twenty times, and keep the verdicts in docs/power.json.",
        "Takes hours; begins again where it was interrupted."
      })
  private boolean power;

  @Option(
      names = "--keep",
      description = {
        "With --null: keep what the last two runs say in docs/run-queue.json.",
        "Nothing else should run on the machine meanwhile."
      })
  private boolean keep;

  private CalibrateCommand(PrintStream out) {
    this.out = out;
  }

  /** The command with an option for each setting. */
  public static CommandLine with(PrintStream out, PrintStream err) {
    var command = new CalibrateCommand(out);
    var line = new CommandLine(command);
    command.spec = line.getCommandSpec();
    SettingOptions.addTo(line.getCommandSpec(), CalibrationSettings.ALL);
    line.getCommandSpec()
        .usageMessage()
        .customSynopsis(
            "headroom calibrate --url URL [--rate N] [--duration D] [--expect-body TEXT]",
            "                          [--p99 D] [--errors P%%] [--seed N]",
            "headroom calibrate --null [--keep]",
            "headroom calibrate --null --rate N [--duration D]",
            "headroom calibrate --power");
    return line;
  }

  @Override
  public Integer call() {
    var parsed = Objects.requireNonNull(spec).commandLine().getParseResult();
    Map<String, String> given = SettingOptions.given(parsed, CalibrationSettings.ALL);
    CalibrationSettings settings = CalibrationSettings.of(given);
    if ((nullServer ? 1 : 0) + (power ? 1 : 0) + (settings.url() == null ? 0 : 1) != 1) {
      throw new SettingRefused("calibrate needs one of --url, --null and --power");
    }
    if (keep && (!nullServer || given.containsKey("rate"))) {
      throw new SettingRefused("--keep belongs to --null without --rate");
    }
    if (power) {
      return GatlingProcess.runMain(POWER);
    }
    URI url = settings.url();
    if (url != null) {
      return measure(url, settings);
    }
    try (SmallServer server = NullServer.start()) {
      out.println("The null server answers at " + server.address());
      if (given.containsKey("rate")) {
        return measure(server.address(), settings);
      }
      int ceiling = run(ceiling(server.address(), settings));
      if (ceiling > ExitStatus.INVALID) {
        return ceiling;
      }
      int runQueue = RunQueueRuns.make(server.address(), settings.seed(), kept(), out);
      return ceiling == ExitStatus.PASS ? runQueue : ceiling;
    }
  }

  private Optional<Path> kept() {
    return keep
        ? Optional.of(ProjectRoot.find().resolve("docs").resolve("run-queue.json"))
        : Optional.empty();
  }

  private static int measure(URI url, CalibrationSettings settings) {
    Consent.of(url)
        .maxRequestsPerSecond()
        .ifPresent(
            most -> {
              if (settings.rate() > most) {
                throw new SettingRefused(
                    "the target agreed to %s requests a second; ask for no more"
                        .formatted(Words.number(most)));
              }
            });
    var levels =
        List.of(
            CalibrationClaims.percentile(99, settings.p99().toMillis()),
            CalibrationClaims.errors(settings.errorsPercent()));
    String title = "%s requests a second at %s".formatted(Words.number(settings.rate()), url);
    var claims = new CalibrationClaims().rate(title, settings.rate(), levels);
    return run(
        calibration(url, settings, List.of(settings.rate()), WARM_UP, settings.duration(), claims));
  }

  private static Calibration ceiling(URI url, CalibrationSettings settings) {
    var levels =
        List.of(
            CalibrationClaims.percentile(99, NULL_P99_MILLIS),
            CalibrationClaims.errors(settings.errorsPercent()));
    var claims =
        new CalibrationClaims()
            .steps("What the generator of this machine can send", STATED_RATE, levels);
    return calibration(url, settings, NULL_RATES, NULL_WARM_UP, NULL_STEP, claims);
  }

  private static Calibration calibration(
      URI url,
      CalibrationSettings settings,
      List<Double> rates,
      Duration warmUp,
      Duration duration,
      CalibrationClaims claims) {
    return new Calibration(
        ProjectRoot.runs().toString(),
        "calibration",
        List.of(new Target("request", 1, url.toString(), settings.expectBody(), false)),
        rates,
        warmUp.toMillis(),
        duration.toMillis(),
        settings.seed(),
        claims.text(),
        claims.ids(),
        settings.inForce(),
        null,
        List.of());
  }

  /** Makes a calibration run and judges it; the exit status. */
  static int run(Calibration calibration) {
    try {
      Path file = Files.createTempFile("headroom-calibration", ".json");
      try {
        calibration.write(file);
        return GatlingProcess.run(SIMULATION, Map.of(Calibration.PROPERTY, file.toString()));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
