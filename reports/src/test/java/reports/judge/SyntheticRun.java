package reports.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reports.log.LogWriter;
import reports.log.RunHeader;
import reports.run.Audit;
import reports.run.Ending;
import reports.run.GeneratorSecond;
import reports.run.Host;
import reports.run.JsonLines;
import reports.run.LedgerEntry;
import reports.run.Phase;
import reports.run.Run;
import reports.run.RunFolder;

/**
 * Writes the run folder of a run that never was: a closed phase "learners" and an open phase "rate"
 * of a healthy system, seeded, unless a test plants something else. Fields are set before {@link
 * #write}.
 */
final class SyntheticRun {
  static final long BEGIN = 1_750_000_000_000L;
  static final int USERS = 400;
  static final int RATE = 200;
  static final int JOURNEY = 10;
  static final double THINK_SECONDS = 5;
  static final int WARM_UP_SECONDS = 20;
  static final int SETTLE_SECONDS = 5;
  static final int COURSES = 100;

  final Random random;
  List<String> claims = List.of("users", "rate", "response", "errors", "no-lost-write");
  int usersSeconds = 60;
  int rateSeconds = 40;
  Map<String, Double> mix = mix();
  Latency latency = (draw, _, _) -> 5 + (int) (10 * -Math.log(1 - draw.nextDouble()));
  Failure failure = (_, _, _) -> false;

  /** Start lag by the number of the start in the run. */
  IntToDoubleFunction lag = start -> 1 + start % 3;

  // Shares of CPU by second of the run.
  IntToDoubleFunction generatorCpu = _ -> 0.3;
  IntToDoubleFunction machineCpu = _ -> 0.4;
  IntToDoubleFunction podCpu = _ -> 0.5;
  IntToDoubleFunction gcPause = _ -> 0;

  /** Seconds of the run that the generator did not record. */
  IntPredicate unrecorded = _ -> false;

  /** Starts that were never made, by their number among the planned ones of "rate". */
  IntPredicate neverStarted = _ -> false;

  // Requests of "rate" never sent, and sent twice; its journeys that waited for a session.
  int notSent;
  int sentTwice;
  int sessionWaits;
  double peopleFactor = Double.NaN;
  double mixShiftPoints;
  int courses = COURSES;
  UnaryOperator<Phase> phases = phase -> phase;
  UnaryOperator<Audit> audit = found -> found;
  UnaryOperator<Run> run = asked -> asked;
  Ending ending = Ending.FINISHED;
  boolean sealed = true;
  Map<String, Object> environment = environment();

  private final List<Request> requests = new ArrayList<>();
  private final SortedMap<Integer, List<Double>> lags = new TreeMap<>();
  private final List<Integer> arrivals = new ArrayList<>();
  private int starts;

  /** How long a request of a kind takes, by milliseconds since the beginning of its phase. */
  interface Latency {
    int millis(Random draw, String kind, long sincePhase);
  }

  /** Whether it fails. */
  interface Failure {
    boolean fails(Random draw, String kind, long sincePhase);
  }

  private record Request(String kind, long start, long end, boolean ok) {}

  SyntheticRun(long seed) {
    random = new Random(seed);
  }

  private static Map<String, Double> mix() {
    Map<String, Double> mix = new LinkedHashMap<>();
    mix.put("lesson page", 0.4);
    mix.put("video position", 0.35);
    mix.put("quiz answer", 0.2);
    mix.put("rating", 0.05);
    return mix;
  }

  static Map<String, Object> environment() {
    Map<String, Object> facts = new TreeMap<>();
    facts.put("name", "embedded");
    facts.put("pods", 1);
    facts.put("podCpus", 1.0);
    facts.put("podMemoryMiB", 768);
    facts.put("poolSize", 20);
    facts.put("sharedCores", false);
    facts.put("size", "large");
    facts.put("database", database(1));
    facts.put("hash", argon(19_456));
    return facts;
  }

  static Map<String, Object> database(int flush) {
    return database("MariaDB", "11.4.5", flush);
  }

  static Map<String, Object> database(String product, String version, int flush) {
    return Map.of("product", product, "version", version, "flushLogAtTrxCommit", flush);
  }

  static Map<String, Object> argon(int memoryKiB) {
    return argon(memoryKiB, 2, 1);
  }

  static Map<String, Object> argon(int memoryKiB, int iterations, int parallelism) {
    return Map.of(
        "algorithm",
        "argon2id",
        "memoryKiB",
        memoryKiB,
        "iterations",
        iterations,
        "parallelism",
        parallelism);
  }

  long learnersBegin() {
    return BEGIN + WARM_UP_SECONDS * 1000L;
  }

  long rateBegin() {
    return learnersBegin() + (usersSeconds + SETTLE_SECONDS) * 1000L;
  }

  int rateBeginSecond() {
    return (int) ((rateBegin() - BEGIN) / 1000);
  }

  private long end() {
    return rateBegin() + rateSeconds * 1000L;
  }

  /** Writes the folder, sealed, as a run of it would have left it. */
  RunFolder write(Path runs) throws IOException {
    requests.clear();
    lags.clear();
    arrivals.clear();
    starts = 0;
    for (int user = 0; user < USERS; user++) {
      learner();
    }
    journeys();
    RunFolder folder = RunFolder.create(runs, "pod", "0123456789", Instant.ofEpochMilli(BEGIN));
    log(folder);
    generator(folder);
    system(folder);
    long writes = ledger(folder);
    folder.write(audit.apply(Audits.healthy(end() + 5000, writes)));
    folder.write(
        new Host(1, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(environment), List.of()));
    folder.write(run.apply(asked(folder.id())));
    if (sealed) {
      folder.seal();
    }
    return folder;
  }

  private void learner() {
    long t = BEGIN + (long) (random.nextDouble() * 2000 * THINK_SECONDS);
    long end = learnersBegin() + usersSeconds * 1000L;
    while (t < end) {
      lag(t, starts++);
      t = request(t, Math.max(0, t - learnersBegin()));
      t += (long) (1000 * THINK_SECONDS * (0.5 + random.nextDouble()));
    }
  }

  private void journeys() {
    int count = RATE * rateSeconds / JOURNEY;
    int sent = 0;
    for (int i = 0; i < count; i++) {
      int offset = rateSeconds * 1000 * i / count;
      arrivals.add(offset);
      long t = rateBegin() + offset;
      if (!neverStarted.test(i)) {
        lag(t, starts++);
      }
      for (int k = 0; k < JOURNEY; k++, sent++) {
        if (sent >= notSent) {
          request(t, offset);
        }
        if (sent < sentTwice) {
          request(t, offset);
        }
        t += 1;
      }
    }
  }

  private void lag(long t, int number) {
    lags.computeIfAbsent((int) ((t - BEGIN) / 1000), _ -> new ArrayList<>())
        .add(lag.applyAsDouble(number));
  }

  private long request(long start, long sincePhase) {
    String kind = kind();
    long end = start + latency.millis(random, kind, sincePhase);
    requests.add(new Request(kind, start, end, !failure.fails(random, kind, sincePhase)));
    return end;
  }

  private String kind() {
    double draw = random.nextDouble();
    String last = "";
    for (Map.Entry<String, Double> each : mix.entrySet()) {
      last = each.getKey();
      draw -= each.getValue();
      if (draw < 0) {
        return last;
      }
    }
    return last;
  }

  private void log(RunFolder folder) throws IOException {
    RunHeader header = new RunHeader("3.15.1", "test", BEGIN, "", List.of("learners"));
    requests.sort(Comparator.comparingLong(Request::end));
    try (LogWriter log = new LogWriter(folder.simulationLog(1), header)) {
      log.user(0, true, BEGIN);
      for (Request each : requests) {
        log.request(
            each.kind(), each.start(), each.end(), each.ok(), each.ok() ? "" : "status 500");
      }
      log.user(0, false, end() + 1000);
    }
  }

  private void generator(RunFolder folder) {
    try (JsonLines lines = folder.generator(1)) {
      for (int s = 0; s <= (end() - BEGIN) / 1000; s++) {
        if (!unrecorded.test(s)) {
          double pause = gcPause.applyAsDouble(s);
          lines.append(
              new GeneratorSecond(
                  1,
                  BEGIN + s * 1000L,
                  generatorCpu.applyAsDouble(s),
                  1,
                  machineCpu.applyAsDouble(s),
                  3,
                  pause > 0 ? List.of(pause) : List.of(),
                  lags.getOrDefault(s, List.of()),
                  s == rateBeginSecond() ? List.of(12.0, 40.0) : List.of(),
                  Collections.nCopies(s == rateBeginSecond() ? sessionWaits : 0, 300.0),
                  List.of(120.0),
                  50,
                  200,
                  USERS,
                  null));
        }
      }
    }
  }

  private void system(RunFolder folder) {
    try (JsonLines lines = folder.system()) {
      for (int s = 0; s <= (end() - BEGIN) / 1000; s++) {
        Map<String, Object> pod = Map.of("cpu", podCpu.applyAsDouble(s), "poolPending", 0);
        lines.append(
            BEGIN + s * 1000L,
            Map.of(
                "machineCpu", machineCpu.applyAsDouble(s),
                "podsReady", 1,
                "processes", Map.of("pod-1", pod)));
      }
    }
  }

  private long ledger(RunFolder folder) {
    int writes = 3 * courses;
    try (JsonLines lines = folder.ledger()) {
      for (int i = 0; i < writes; i++) {
        String object = "course:" + i % courses;
        lines.append(
            new LedgerEntry(
                1,
                BEGIN + i,
                BEGIN + i + 9,
                "rating",
                "key-" + i,
                i,
                object,
                null,
                "5",
                LedgerEntry.Outcome.ACKNOWLEDGED,
                200));
      }
    }
    return writes;
  }

  private Run asked(String id) {
    List<Phase> asked =
        List.of(
            phase("warm-up", false, BEGIN, learnersBegin(), USERS, null),
            phase(
                "learners",
                true,
                learnersBegin(),
                learnersBegin() + usersSeconds * 1000L,
                USERS,
                null),
            phase("rate", true, rateBegin(), end(), null, (double) RATE));
    return new Run(
        1,
        id,
        "pod",
        "embedded",
        "0123456789",
        7,
        new TreeMap<>(),
        claims,
        BEGIN,
        ending == Ending.RUNNING ? null : end() + 6000,
        ending,
        List.of(),
        asked.stream().map(phases).toList(),
        new TreeMap<>());
  }

  private Phase phase(
      String name,
      boolean measured,
      long begin,
      long end,
      @Nullable Integer users,
      @Nullable Double rate) {
    List<Request> own =
        requests.stream().filter(each -> each.start() >= begin && each.start() < end).toList();
    return new Phase(
        name,
        measured,
        begin,
        end,
        users,
        rate,
        users == null ? null : think(own, (end - begin) / 1000.0),
        planned(own, rate == null ? own.size() : RATE * rateSeconds),
        rate == null ? null : arrivals.size(),
        rate == null ? null : JOURNEY,
        rate == null ? List.of() : arrivals);
  }

  /** The think time that makes Little's law say so many people, or the true one. */
  private double think(List<Request> own, double seconds) {
    if (Double.isNaN(peopleFactor)) {
      return THINK_SECONDS;
    }
    double mean =
        own.stream().mapToLong(each -> each.end() - each.start()).average().orElse(0) / 1000;
    return peopleFactor * USERS / (own.size() / seconds) - mean;
  }

  /** What was sent, as if planned, with some points moved from the first kind to the second. */
  private SortedMap<String, Long> planned(List<Request> own, int total) {
    SortedMap<String, Long> planned = new TreeMap<>();
    mix.keySet().forEach(kind -> planned.put(kind, 0L));
    own.forEach(each -> planned.merge(each.kind(), 1L, Long::sum));
    long moved = Math.round(own.size() * mixShiftPoints / 100);
    List<String> kinds = List.copyOf(mix.keySet());
    planned.merge(kinds.get(0), total - own.size() - moved, Long::sum);
    planned.merge(kinds.get(1), moved, Long::sum);
    return planned;
  }
}
