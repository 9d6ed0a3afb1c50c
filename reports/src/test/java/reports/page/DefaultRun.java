package reports.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import reports.log.LogWriter;
import reports.log.RunHeader;
import reports.run.Audit;
import reports.run.Ending;
import reports.run.EnvironmentFacts;
import reports.run.Event;
import reports.run.GeneratorSecond;
import reports.run.Host;
import reports.run.JsonLines;
import reports.run.LedgerEntry;
import reports.run.Phase;
import reports.run.Run;
import reports.run.RunFolder;
import reports.run.SystemSecond;
import reports.run.SystemSecond.ProcessSample;

/** Run folders as a run of the default profile leaves them, written by formula from a seed. */
final class DefaultRun {
  private static final long BEGIN = Instant.parse("2026-05-28T20:26:40Z").toEpochMilli();
  private static final int WARM_UP = 30;
  private static final int LEARNERS = 120;
  private static final int RATE = 60;
  private static final int SECONDS = WARM_UP + LEARNERS + RATE;
  private static final int WRITES = 3_000;
  private static final double THINK_SECONDS = 11.25;
  private static final List<String> CLAIMS =
      List.of("pod-users", "pod-rate", "response-time", "errors", "no-lost-write");

  /** Shares of the mix in percent. */
  private static final SortedMap<String, Integer> MIX =
      new TreeMap<>(
          Map.of(
              "video position",
              45,
              "lesson page",
              24,
              "quiz answer",
              10,
              "catalogue",
              8,
              "notifications",
              12,
              "certificate",
              1));

  private final SplittableRandom random = new SplittableRandom(42);
  private final RunFolder folder;
  private final double slowdown;

  private DefaultRun(Path runs, double slowdown) {
    this.folder = RunFolder.create(runs, "pod", "0123456789", Instant.ofEpochMilli(BEGIN));
    this.slowdown = slowdown;
  }

  /** A healthy run. */
  static Path healthy(Path runs) {
    return new DefaultRun(runs, 1).write();
  }

  /** A run whose lesson pages are slow from the middle of the learners' phase on. */
  static Path slow(Path runs) {
    return new DefaultRun(runs, 60).write();
  }

  /** A run that was killed in its last phase: the log ends inside a record, nothing was audited. */
  static Path killed(Path runs) {
    DefaultRun run = new DefaultRun(runs, 1);
    try {
      run.evidence();
      Path log = run.folder.simulationLog(1);
      try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
        channel.truncate(Files.size(log) * 8 / 10);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return run.folder.path();
  }

  private Path write() {
    try {
      evidence();
      audit();
      folder.write(run().ended(BEGIN + SECONDS * 1000L, Ending.FINISHED));
      folder.seal();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder.path();
  }

  private void evidence() throws IOException {
    folder.write(run());
    folder.write(host());
    try (LogWriter log =
        new LogWriter(
            folder.simulationLog(1),
            new RunHeader("3.15.1", "HeadroomSimulation", BEGIN, "", List.of("learners")))) {
      requests(log, 0, WARM_UP, 40);
      requests(log, WARM_UP, WARM_UP + LEARNERS, 1_000 / (THINK_SECONDS + 0.02));
      requests(log, WARM_UP + LEARNERS, SECONDS, 500);
    }
    generator();
    system();
    try (JsonLines events = folder.events()) {
      events.append(new Event(1, BEGIN, "phase", "warm-up", null));
      if (slowdown > 1) {
        long at = BEGIN + (WARM_UP + LEARNERS / 2) * 1000L;
        events.append(new Event(1, at, "fault", "slow disk", "reads of lessons wait"));
      }
    }
    ledger();
  }

  private Run run() {
    return new Run(
        RunFolder.SCHEMA,
        folder.id(),
        "pod",
        "embedded",
        "0123456789abcdef",
        42,
        new TreeMap<>(Map.of("users", "1000", "rate", "500", "profile", "pod")),
        CLAIMS,
        BEGIN,
        null,
        Ending.RUNNING,
        List.of(),
        List.of(
            closed("warm-up", false, 0, WARM_UP, 400),
            closed("learners", true, WARM_UP, WARM_UP + LEARNERS, 1_000),
            open()),
        new TreeMap<>());
  }

  private static Phase closed(String name, boolean measured, int from, int to, int users) {
    double perSecond = users / (THINK_SECONDS + 0.02);
    return new Phase(
        name,
        measured,
        at(from),
        at(to),
        users,
        null,
        THINK_SECONDS,
        planned((long) (perSecond * (to - from))),
        null,
        null,
        List.of());
  }

  private static Phase open() {
    List<Integer> arrivals = IntStream.range(0, RATE * 50).mapToObj(i -> i * 20).toList();
    return new Phase(
        "rate",
        true,
        at(WARM_UP + LEARNERS),
        at(SECONDS),
        null,
        500.0,
        null,
        planned(RATE * 500),
        arrivals.size(),
        10,
        arrivals);
  }

  private static SortedMap<String, Long> planned(long requests) {
    SortedMap<String, Long> planned = new TreeMap<>();
    MIX.forEach((kind, percent) -> planned.put(kind, requests * percent / 100));
    return planned;
  }

  private static long at(int second) {
    return BEGIN + second * 1000L;
  }

  /** Evenly spaced requests, the kinds in turn by their shares. */
  private void requests(LogWriter log, int from, int to, double perSecond) throws IOException {
    List<String> turn = new ArrayList<>();
    MIX.forEach((kind, percent) -> turn.addAll(Collections.nCopies(percent, kind)));
    long count = Math.round(perSecond * (to - from));
    for (long i = 0; i < count; i++) {
      long start = at(from) + (long) (i * 1000 / perSecond);
      String kind = turn.get((int) (i * 37 % 100));
      boolean slow = kind.equals("lesson page") && start >= at(WARM_UP + LEARNERS / 2);
      double millis = 2 + 4 * Math.exp(gaussian() * 0.7) + (i % 97 == 0 ? 40 : 0);
      boolean failed = slowdown > 1 && i % 211 == 3;
      long end = start + (long) (slow ? millis * slowdown : millis);
      log.request(kind, start, end, !failed, failed ? "status.find.is(200), found 503" : "");
    }
  }

  private double gaussian() {
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum - 6;
  }

  private void generator() {
    try (JsonLines lines = folder.generator(1)) {
      for (int second = 0; second < SECONDS; second++) {
        int starts = second < WARM_UP + LEARNERS ? 100 : 50;
        List<Double> lags =
            IntStream.range(0, starts).mapToObj(_ -> 0.2 + 3 * random.nextDouble()).toList();
        lines.append(
            new GeneratorSecond(
                RunFolder.SCHEMA,
                at(second),
                0.18 + 0.05 * random.nextDouble(),
                4,
                0.4 + 0.1 * random.nextDouble(),
                8 + 10 * random.nextDouble(),
                second % 20 == 7 ? List.of(4 + 3 * random.nextDouble()) : List.of(),
                lags,
                List.of(),
                List.of(),
                List.of(900 + 1500 * random.nextDouble(), 200.0),
                1_010,
                160 + second % 40,
                second < WARM_UP ? 400 : second < WARM_UP + LEARNERS ? 1_000 : 60,
                null));
      }
    }
  }

  private void system() {
    double requests = 0;
    try (JsonLines lines = folder.system()) {
      for (int second = 0; second < SECONDS; second++) {
        double rate = second < WARM_UP ? 40 : second < WARM_UP + LEARNERS ? 100 : 500;
        requests += rate;
        SortedMap<String, ProcessSample> processes = new TreeMap<>();
        processes.put("pod-1", pod(rate, requests));
        processes.put("database", store(rate / 1200 + 0.05 * random.nextDouble(), 420));
        processes.put("redis", store(rate / 9000, 14));
        lines.append(
            new SystemSecond(RunFolder.SCHEMA, at(second), 0.4 + rate / 2500, 1, processes));
      }
    }
  }

  private ProcessSample pod(double rate, double requests) {
    double busy = 0.08 + rate / 800 + 0.05 * random.nextDouble();
    return new ProcessSample(
        busy,
        410.0,
        busy > 0.7 ? 12.0 : 0.0,
        150 + requests % 4_000 / 30,
        Math.rint(busy * 8),
        20 - Math.rint(busy * 8),
        0.0,
        requests * 0.04,
        20.0,
        requests,
        requests * 2.4,
        requests * 1.7,
        requests * 0.13,
        requests * 0.02,
        requests * 0.02,
        null,
        null,
        null,
        null);
  }

  private static ProcessSample store(double cores, double rss) {
    return new ProcessSample(
        cores, rss, null, null, null, null, null, null, null, null, null, null, null, null, null,
        20.0, 22.0, 70.0, 0.0);
  }

  private void ledger() {
    try (JsonLines lines = folder.ledger()) {
      for (int i = 0; i < WRITES; i++) {
        long t = BEGIN + i * 60L;
        lines.append(
            new LedgerEntry(
                RunFolder.SCHEMA,
                t,
                t + 9,
                "completion",
                "write-" + i,
                i % 1_000,
                "course:" + i % 180,
                null,
                null,
                LedgerEntry.Outcome.ACKNOWLEDGED,
                200));
      }
    }
  }

  private void audit() {
    Audit.Findings lost =
        slowdown > 1
            ? new Audit.Findings(
                1, List.of(new Audit.Finding("write-17", "completion", "course:17", "done", null)))
            : Audit.Findings.NONE;
    long sent = Math.round(WARM_UP * 40 + LEARNERS * 1_000 / (THINK_SECONDS + 0.02) + RATE * 500);
    folder.write(
        new Audit(
            RunFolder.SCHEMA,
            at(SECONDS),
            true,
            null,
            new Audit.Writes(WRITES, 0, 0, WRITES),
            lost,
            Audit.Findings.NONE,
            Audit.Findings.NONE,
            Audit.Findings.NONE,
            new TreeMap<>(
                Map.of("completion", new Audit.Effects(WRITES, WRITES - lost.count(), 0))),
            new Audit.Keys(WRITES, 0, WRITES - lost.count()),
            new Audit.Requests(sent, sent, 0, 0L),
            new EnvironmentFacts.Database("MariaDB", "11.4.5", 1)));
  }

  private static Host host() {
    SortedMap<String, Object> environment = new TreeMap<>();
    environment.put("name", "embedded");
    environment.put("pods", 1);
    environment.put("podCpus", 1.0);
    environment.put("podMemoryMiB", 768);
    environment.put("poolSize", 20);
    environment.put("sharedCores", false);
    environment.put("size", "large");
    environment.put("seed", 42);
    environment.put(
        "database", Map.of("product", "MariaDB", "version", "11.4.5", "flushLogAtTrxCommit", 1));
    environment.put(
        "hash",
        Map.of("algorithm", "argon2id", "memoryKiB", 19_456, "iterations", 2, "parallelism", 1));
    return new Host(
        RunFolder.SCHEMA,
        new TreeMap<>(Map.of("cpus", 8, "memoryMiB", 32_000, "os", "Linux", "kernel", "6.12")),
        new TreeMap<>(Map.of("jvmFlags", List.of("-Xmx1g"), "cpus", List.of(2, 3, 4, 5))),
        environment,
        List.of());
  }
}
