package loadtests.calibration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import loadtests.gatling.GatlingProcess;
import loadtests.settings.ProjectRoot;
import org.jspecify.annotations.Nullable;
import reports.Reports;
import reports.judge.Check;
import reports.judge.Judgement;
import reports.judge.LevelResult;
import reports.judge.PhaseResult;
import reports.run.RunFolder;

/**
 * A case measured: a real load generator in a process of its own, against a server in this one.
 *
 * @param known what was measured
 * @param server with what its own clock says
 * @param folder the evidence
 * @param judgement what the judge says of it
 */
record KnownRun(KnownCase known, KnownServer server, RunFolder folder, Judgement judgement) {
  private static final long SECONDS_MAX = 180;

  /** How often a case is measured at most, whatever it is repeated for. */
  private static final int MEASUREMENTS = 3;

  /**
   * Measures a case until a measurement counts, {@value #MEASUREMENTS} times at most, and tells of
   * each that does not and why: the last one is the answer either way.
   *
   * @param database where its writes can be looked up
   * @param disturbed what something else on the machine did to a valid measurement; empty where
   *     nothing. A generator that was starved by somebody else is INVALID, and is not asked
   */
  static KnownRun of(
      KnownCase known,
      long seed,
      @Nullable String database,
      Function<KnownRun, Optional<String>> disturbed)
      throws IOException, InterruptedException {
    for (int measurement = 1; ; measurement++) {
      KnownRun run = once(known, seed, database);
      Optional<String> why = run.starvedByOthers().or(() -> disturbed.apply(run));
      if (why.isEmpty() || measurement == MEASUREMENTS) {
        return run;
      }
      System.err.printf(
          "REPEATED: %s, measurement %d of at most %d does not count: %s%n",
          known.name(), measurement, MEASUREMENTS, why.get());
    }
  }

  private Optional<String> starvedByOthers() {
    return !known.starved() && decisive().equals("INVALID")
        ? Optional.of(reasons())
        : Optional.empty();
  }

  /** The verdict that the case is about: on its writes where they are looked up. */
  String decisive() {
    List<String> verdicts = verdicts();
    return known.audited() ? verdicts.getLast() : verdicts.getFirst();
  }

  /** Measures a case once, whatever comes of it. */
  static KnownRun once(KnownCase known, long seed, @Nullable String database)
      throws IOException, InterruptedException {
    Path work =
        Files.createDirectories(
            ProjectRoot.find().resolve("loadtests").resolve("target").resolve("calibration"));
    Path runs = Files.createTempDirectory(work, known.name().replace(' ', '-') + "-");
    try (var server = new KnownServer(known.behaviour().get())) {
      Path file = runs.resolve("calibration.json");
      calibration(known, server, seed, runs, database).write(file);
      Path output = runs.resolve("output.txt");
      Process generator =
          GatlingProcess.start(
              CalibrationSimulation.class.getName(),
              Map.of(Calibration.PROPERTY, file.toString()),
              output);
      try {
        await(generator, known.starved());
      } finally {
        generator.destroyForcibly();
      }
      if (GatlingProcess.meaning(generator.exitValue()) == GatlingProcess.CRASHED) {
        throw new IllegalStateException(Files.readString(output));
      }
      RunFolder folder = RunFolder.find(runs, "latest");
      return new KnownRun(known, server, folder, Reports.judge(folder, ProjectRoot.find()));
    }
  }

  private static void await(Process generator, boolean starved)
      throws IOException, InterruptedException {
    if (starved) {
      Starvation.until(generator, SECONDS_MAX);
    } else if (!generator.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the generator did not end");
    }
  }

  private static Calibration calibration(
      KnownCase known, KnownServer server, long seed, Path runs, @Nullable String database) {
    var claims = new CalibrationClaims().rate(known.name(), known.rate(), known.levels());
    List<Target> targets =
        known.targets().stream()
            .map(
                each ->
                    new Target(
                        each.name(),
                        each.share(),
                        server.address() + each.url(),
                        each.expect(),
                        each.write()))
            .toList();
    return new Calibration(
        runs.toString(),
        "calibration",
        targets,
        List.of(known.rate()),
        known.warmUp().toMillis(),
        known.duration().toMillis(),
        seed,
        (known.audited() ? claims.noLostWrite() : claims).text(),
        claims.ids(),
        new TreeMap<>(Map.of("case", known.name())),
        known.audited() ? database : null,
        List.of());
  }

  /** On the claims that the case was made to judge, in their order. */
  private List<String> verdicts() {
    return judgement.ofTheProfile().stream().map(claim -> claim.verdict().words()).toList();
  }

  /** The levels that the judge found broken, as "metric of kind". */
  Set<String> broken() {
    var broken = new TreeSet<String>();
    judgement.ofTheProfile().stream()
        .flatMap(claim -> claim.levels().stream())
        .filter(level -> level.outcome() == LevelResult.Outcome.BREAKS)
        .forEach(level -> broken.add(level.metric() + " of " + level.kind()));
    return broken;
  }

  /** The checks that were not kept, by name. */
  Set<String> brokenChecks() {
    var broken = new TreeSet<String>();
    judgement.checks().stream()
        .filter(check -> check.state() == Check.State.BROKEN)
        .forEach(check -> broken.add(check.name()));
    return broken;
  }

  /** What was measured in the measured phase. */
  PhaseResult phase() {
    return judgement.phases().stream()
        .filter(phase -> phase.phase().name().equals(CalibrationPlan.PHASE))
        .findFirst()
        .orElseThrow();
  }

  /** The 99th percentile in milliseconds of the generator's wake-up delays in that phase. */
  double wakeUpP99Millis() {
    List<Double> delays = new ArrayList<>();
    folder.readGenerator(
        (_, second) -> {
          if (second.t() >= phase().phase().begin() && second.t() < phase().phase().end()) {
            delays.addAll(second.wakeUpDelays());
          }
        });
    double[] sorted = delays.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(0.99 * sorted.length) - 1] / 1000;
  }

  /** Why each claim got its verdict, for messages of tests. */
  String reasons() {
    return Stream.concat(
            Stream.of(folder.path().toString()),
            judgement.ofTheProfile().stream()
                .map(claim -> claim.verdict().words() + ": " + claim.verdict().reason()))
        .toList()
        .toString();
  }
}
