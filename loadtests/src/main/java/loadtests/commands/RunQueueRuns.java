package loadtests.commands;

import environments.DatabaseAccess;
import environments.Environment;
import environments.EnvironmentSettings;
import environments.Environments;
import environments.HostFacts;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import loadtests.calibration.Calibration;
import loadtests.calibration.CalibrationClaims;
import loadtests.calibration.CalibrationPlan;
import loadtests.calibration.DatabaseLoad;
import loadtests.calibration.Target;
import loadtests.record.RunIdentity;
import loadtests.settings.ProjectRoot;
import reports.Reports;
import reports.judge.Check;
import reports.judge.ExitStatus;
import reports.judge.Judgement;
import reports.judge.Judgement.GeneratorPoint;
import reports.judge.PhaseResult;
import reports.run.RunFolder;

/**
 * The two runs that show whether run-queue delay counts on this machine: the null server at one
 * rate, without and with a load on the database that an embedded run has on its generator's CPUs.
 * The generator keeps to those CPUs in both. Where it is not sound alone, there is no second run.
 */
final class RunQueueRuns {
  private static final double RATE = 500;
  private static final Duration DURATION = Duration.ofSeconds(20);
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final long P99_MILLIS = 500;

  private final URI nullServer;
  private final long seed;
  private final Path runs;
  private final PrintStream out;

  private RunQueueRuns(URI nullServer, long seed, Path runs, PrintStream out) {
    this.nullServer = nullServer;
    this.seed = seed;
    this.runs = runs;
    this.out = out;
  }

  /**
   * Makes both and prints what they say.
   *
   * @param keep where it is also written; empty where nowhere
   * @return the exit status: 0, 3 where run-queue delay makes runs invalid here, or what ended a
   *     run
   */
  static int make(URI nullServer, long seed, Optional<Path> keep, PrintStream out) {
    try {
      Path target = ProjectRoot.find().resolve("loadtests").resolve("target");
      Path runs = Files.createTempDirectory(Files.createDirectories(target), "run-queue-");
      return new RunQueueRuns(nullServer, seed, runs, out).make(keep);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int make(Optional<Path> keep) throws IOException {
    EnvironmentSettings settings =
        EnvironmentSettings.embedded()
            .withData("small", 1)
            .forRun("run-queue", "calibration", null)
            .withProgress(out::println);
    try (Environment environment = Environments.open(settings)) {
      List<Integer> cpus = environment.placement().restCpus();
      DatabaseAccess database = environment.database().orElseThrow();
      int alone = run("alone", cpus);
      if (!judged(alone)) {
        return alone;
      }
      RunQueuePair.Measured first = measured(0);
      if (!first.sound()) {
        out.println(
            "run-queue delay: alone on its CPUs the generator did not keep "
                + first.broken()
                + "; something else is at work on this machine, and nothing was compared");
        return ExitStatus.INVALID;
      }
      double transactions;
      int beside;
      try (DatabaseLoad load = DatabaseLoad.start(database, RATE)) {
        beside = run("beside a database", cpus);
        transactions = load.perSecond();
      }
      if (!judged(beside)) {
        return beside;
      }
      return tell(pair(first, measured(transactions)), keep);
    }
  }

  private int tell(RunQueuePair pair, Optional<Path> keep) throws IOException {
    pair.lines().forEach(out::println);
    if (keep.isPresent()) {
      pair.write(keep.get());
      out.println("kept in " + keep.get());
    }
    return pair.invalid() ? ExitStatus.INVALID : ExitStatus.PASS;
  }

  private static boolean judged(int status) {
    return status >= ExitStatus.PASS && status <= ExitStatus.INVALID;
  }

  private int run(String name, List<Integer> cpus) {
    var claims =
        new CalibrationClaims()
            .rate(name, RATE, List.of(CalibrationClaims.percentile(99, P99_MILLIS)));
    return CalibrateCommand.run(
        new Calibration(
            runs.toString(),
            "calibration",
            List.of(new Target("request", 1, nullServer.toString(), "ok", false)),
            List.of(RATE),
            WARM_UP.toMillis(),
            DURATION.toMillis(),
            seed,
            claims.text(),
            claims.ids(),
            new TreeMap<>(Map.of("case", name)),
            null,
            cpus));
  }

  /** What the run that was made last says. */
  private RunQueuePair.Measured measured(double transactionsPerSecond) {
    RunFolder folder = RunFolder.find(runs, "latest");
    Judgement judgement = Reports.judge(folder, ProjectRoot.find());
    PhaseResult phase =
        judgement.phases().stream()
            .filter(each -> each.phase().name().equals(CalibrationPlan.PHASE))
            .findFirst()
            .orElseThrow();
    return new RunQueuePair.Measured(
        folder.id(),
        judgement.ofTheProfile().getFirst().verdict().words(),
        judgement.checks().stream()
            .filter(check -> check.state() == Check.State.BROKEN)
            .filter(check -> check.effect() == Check.Effect.INVALID)
            .map(Check::name)
            .distinct()
            .toList(),
        phase.all().requests(),
        phase.all().p50().value(),
        phase.all().p99().value(),
        judgement.checks().stream()
            .filter(check -> check.name().equals("start lag p99"))
            .mapToDouble(Check::value)
            .max()
            .orElse(Double.NaN),
        judgement.generator().stream()
            .filter(second -> second.t() >= phase.phase().begin())
            .filter(second -> second.t() < phase.phase().end())
            .mapToDouble(GeneratorPoint::runQueueDelayMillis)
            .average()
            .orElse(Double.NaN),
        transactionsPerSecond);
  }

  private static RunQueuePair pair(RunQueuePair.Measured alone, RunQueuePair.Measured beside) {
    return new RunQueuePair(
        RunQueuePair.SCHEMA,
        RunQueuePair.ABOUT,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        RunIdentity.projectCommit(),
        new TreeMap<>(HostFacts.describe()),
        RATE,
        DURATION.toSeconds(),
        RunQueuePair.MOVED_MILLIS_MAX,
        alone,
        beside);
  }
}
