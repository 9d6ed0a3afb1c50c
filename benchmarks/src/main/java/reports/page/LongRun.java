package reports.page;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import reports.log.LogWriter;
import reports.log.RunHeader;
import reports.run.Ending;
import reports.run.GeneratorSecond;
import reports.run.Host;
import reports.run.JsonLines;
import reports.run.Phase;
import reports.run.Run;
import reports.run.RunFolder;
import reports.run.SystemSecond;
import reports.run.SystemSecond.ProcessSample;

/**
 * The folder of a run of two hours as the profile {@code soak} leaves it, of any number of
 * requests: an hour of people who think, and an hour of journeys at planned instants. It is in the
 * scope of every claim that it names, so that all their levels are tested. It has no ledger and no
 * audit: no claim about writes is judged.
 */
final class LongRun {
  private static final long BEGIN = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final int PHASE_SECONDS = 3_600;
  private static final int REQUESTS_PER_JOURNEY = 10;
  private static final double THINK_SECONDS = 11.25;

  /** Shares in a thousand, as the measured mix has them. */
  private static final SortedMap<String, Integer> MIX =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("video position", 380),
              Map.entry("lesson page", 220),
              Map.entry("notifications", 110),
              Map.entry("quiz answer", 90),
              Map.entry("lesson completion", 80),
              Map.entry("catalogue", 60),
              Map.entry("course page", 25),
              Map.entry("grades", 15),
              Map.entry("quiz start", 5),
              Map.entry("quiz submission", 5),
              Map.entry("rating", 4),
              Map.entry("certificate", 4),
              Map.entry("enrolment", 2)));

  private final SplittableRandom random = new SplittableRandom(1);
  private final int requestsPerPhase;
  private final List<Integer> arrivals;
  private final RunFolder folder;

  private LongRun(Path runs, int requests) {
    this.requestsPerPhase = requests / 2;
    this.arrivals = arrivals(requestsPerPhase / REQUESTS_PER_JOURNEY);
    this.folder = RunFolder.create(runs, "soak", "0123456789", Instant.ofEpochMilli(BEGIN));
  }

  /** Writes one of {@code requests} requests into a folder of its own in {@code runs}. */
  static Path write(Path runs, int requests) throws IOException {
    return new LongRun(runs, requests).write();
  }

  private Path write() throws IOException {
    RunHeader header =
        new RunHeader("3.15.1", "HeadroomSimulation", BEGIN, "", List.of("learners' day"));
    try (LogWriter log = new LogWriter(folder.simulationLog(1), header)) {
      requests(log, 0);
      requests(log, 1);
    }
    generator();
    system();
    folder.write(host());
    folder.write(run().ended(at(2), Ending.FINISHED));
    folder.seal();
    return folder.path();
  }

  /** Evenly spaced, the kinds in turn by their shares; one in 20,011 fails. */
  private void requests(LogWriter log, int phase) throws IOException {
    List<String> turn = new ArrayList<>();
    MIX.forEach((kind, share) -> turn.addAll(Collections.nCopies(share, kind)));
    Collections.shuffle(turn, new java.util.Random(7));
    for (int i = 0; i < requestsPerPhase; i++) {
      long start = at(phase) + (long) i * PHASE_SECONDS * 1_000 / requestsPerPhase;
      boolean ok = i % 20_011 != 7;
      String kind = turn.get(i % turn.size());
      log.request(kind, start, start + millis(), ok, ok ? "" : "status 503");
    }
  }

  /** Log-normal around 9 ms, and now and then a pause. */
  private int millis() {
    int pause = random.nextInt(1_000) < 2 ? 100 + random.nextInt(300) : 0;
    return (int) (2 + 7 * Math.exp(0.7 * random.nextGaussian())) + pause;
  }

  private void generator() {
    int[] journeys = new int[PHASE_SECONDS];
    arrivals.forEach(millis -> journeys[millis / 1_000]++);
    try (JsonLines lines = folder.generator(1)) {
      for (int second = 0; second < 2 * PHASE_SECONDS; second++) {
        boolean open = second >= PHASE_SECONDS;
        int starts = open ? journeys[second - PHASE_SECONDS] : requestsPerPhase / PHASE_SECONDS;
        lines.append(
            new GeneratorSecond(
                RunFolder.SCHEMA,
                BEGIN + second * 1_000L,
                0.4,
                4,
                0.5,
                12,
                second % 20 == 7 ? List.of(5.0) : List.of(),
                lags(starts),
                open ? lags(starts) : List.of(),
                List.of(),
                List.of(900.0, 1_200.0),
                1_000,
                300,
                1_000,
                null));
      }
    }
  }

  private List<Double> lags(int count) {
    List<Double> lags = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lags.add(random.nextInt(30) / 10.0);
    }
    return lags;
  }

  private void system() {
    try (JsonLines lines = folder.system()) {
      for (int second = 0; second < 2 * PHASE_SECONDS; second++) {
        SortedMap<String, ProcessSample> processes = new TreeMap<>();
        processes.put("pod-1", pod(second));
        lines.append(
            new SystemSecond(RunFolder.SCHEMA, BEGIN + second * 1_000L, 0.5, 1, processes));
      }
    }
  }

  private ProcessSample pod(int second) {
    double requests = (double) second * requestsPerPhase / PHASE_SECONDS;
    return new ProcessSample(
        0.6,
        410.0,
        0.0,
        200.0,
        4.0,
        16.0,
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
        new TreeMap<>(Map.of("cpus", 8, "memoryMiB", 32_000)),
        new TreeMap<>(),
        environment,
        List.of());
  }

  private Run run() {
    double perSecond = (double) requestsPerPhase / PHASE_SECONDS;
    int users = (int) (perSecond * (THINK_SECONDS + 0.012));
    Phase learners =
        new Phase(
            "learners",
            true,
            at(0),
            at(1),
            users,
            null,
            THINK_SECONDS,
            planned(),
            null,
            null,
            List.of());
    Phase rate =
        new Phase(
            "rate",
            true,
            at(1),
            at(2),
            null,
            perSecond,
            null,
            planned(),
            arrivals.size(),
            REQUESTS_PER_JOURNEY,
            arrivals);
    return new Run(
        RunFolder.SCHEMA,
        folder.id(),
        "soak",
        "embedded",
        "0123456789",
        42,
        new TreeMap<>(),
        List.of("pod-users", "pod-rate", "response-time", "errors"),
        BEGIN,
        null,
        Ending.RUNNING,
        List.of(),
        List.of(learners, rate),
        new TreeMap<>());
  }

  private List<Integer> arrivals(int journeys) {
    return random.ints(journeys, 0, PHASE_SECONDS * 1_000).sorted().boxed().toList();
  }

  private SortedMap<String, Long> planned() {
    SortedMap<String, Long> planned = new TreeMap<>();
    MIX.forEach((kind, share) -> planned.put(kind, (long) requestsPerPhase * share / 1_000));
    return planned;
  }

  private static long at(int phase) {
    return BEGIN + phase * (PHASE_SECONDS * 1_000L);
  }
}
