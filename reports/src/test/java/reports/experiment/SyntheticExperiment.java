package reports.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reports.log.LogWriter;
import reports.log.RunHeader;
import reports.log.SampleCollector;
import reports.run.Audit;
import reports.run.Baseline;
import reports.run.Ending;
import reports.run.Experiment;
import reports.run.Experiment.FaultRecord;
import reports.run.Experiment.Invariant;
import reports.run.Experiment.Limits;
import reports.run.Experiment.Outcome;
import reports.run.Experiment.Residue;
import reports.run.Experiment.Testimony;
import reports.run.GeneratorSecond;
import reports.run.Host;
import reports.run.JsonLines;
import reports.run.LedgerEntry;
import reports.run.Phase;
import reports.run.Run;
import reports.run.RunFolder;

/**
 * Writes the run folder of an experiment that never was: a warm-up, then a measured phase "steady"
 * of a healthy platform at a steady open load, seeded, in which a pod is killed from second 40 to
 * 50, unless a test plants something else. Fields are set before {@link #write}.
 */
public final class SyntheticExperiment {
  public static final long BEGIN = 1_750_000_000_000L;
  public static final int WARM_UP_SECONDS = 10;
  public static final int INJECTED = 40;
  public static final int UNDONE = 50;

  private static final int WRITE_EVERY = 5;
  private static final List<String> RETRY = List.of(SampleCollector.RETRY);

  public int seconds = 120;
  public int rate = 100;

  /** What becomes of a request of the measured phase. */
  public Platform platform = (draw, _) -> Answer.ok(5 + (int) (10 * -Math.log(draw.nextDouble())));

  /** How often a request that failed is sent again at once, to fail as it did. */
  public int retries;

  /** Start lag by second of the measured phase. */
  public IntToDoubleFunction lag = _ -> 2;

  /** Milliseconds that journeys waited for a session, by second of the measured phase. */
  public IntFunction<List<Double>> sessionWaits = _ -> List.of();

  /** Whether the starts planned in a second of the measured phase are made. */
  public IntPredicate starts = _ -> true;

  /** What the platform says of a write sent in a second, by whether the request succeeded. */
  public Writes writes =
      (_, ok) -> ok ? LedgerEntry.Outcome.ACKNOWLEDGED : LedgerEntry.Outcome.UNKNOWN;

  public List<FaultRecord> faults = List.of(fault("pod-killed", INJECTED, UNDONE));
  public List<Invariant> invariants = List.of(held("seats-within-bounds"));
  public @Nullable Residue residue = new Residue(List.of("rule of before"), List.of());
  public Limits limits = new Limits(5, 15, 10, 1);
  public @Nullable Baseline baseline;
  public UnaryOperator<Audit> audit = found -> found;
  public UnaryOperator<Run> run = asked -> asked;
  public boolean audited = true;
  public boolean experiment = true;
  public List<String> claims = List.of("faults-survived");
  public String name = "pod-killed";

  private final Random random;
  private final List<Request> requests = new ArrayList<>();

  /** What becomes of a request that starts in a second of the measured phase. */
  public interface Platform {
    Answer answer(Random draw, int second);
  }

  /** What is said of a write. */
  public interface Writes {
    LedgerEntry.Outcome outcome(int second, boolean ok);
  }

  /** An answer and when it came. */
  public record Answer(boolean ok, int millis) {
    public static Answer ok(int millis) {
      return new Answer(true, millis);
    }

    public static Answer failed(int millis) {
      return new Answer(false, millis);
    }
  }

  private record Request(long start, Answer answer) {
    long end() {
      return start + answer.millis();
    }
  }

  public SyntheticExperiment(long seed) {
    random = new Random(seed);
  }

  /** Lets the next run draw the same as the first of this seed. */
  public void reseed(long seed) {
    random.setSeed(seed);
  }

  /** Epoch milliseconds of a second of the measured phase. */
  public static long at(double second) {
    return BEGIN + WARM_UP_SECONDS * 1000L + (long) (second * 1000);
  }

  /** A fault that fired and was undone, between two seconds of the measured phase. */
  public static FaultRecord fault(String fault, double injected, double undone) {
    return new FaultRecord(
        fault,
        "pod-2",
        true,
        at(injected),
        at(injected),
        at(injected) + 20,
        at(undone),
        new Testimony("/proc/4711/stat", "pid 4711", "no such process", "pid 4712", true),
        null);
  }

  /** The control: nothing to witness. */
  public static FaultRecord control() {
    return new FaultRecord(
        "no-fault", "nothing", false, at(40), at(40), at(40), at(50), null, null);
  }

  /** An invariant that held. */
  public static Invariant held(String name) {
    return new Invariant(
        name, "Never more people than seats.", Outcome.HELD, 100, 0, List.of(), null);
  }

  /** The baseline that a run of the same load without a fault gives. */
  public static Baseline baselineOf(Path runs, SyntheticExperiment healthy) throws IOException {
    healthy.experiment = false;
    return Baselines.of(healthy.write(runs));
  }

  /** Writes the folder, sealed, as an experiment would have left it. */
  public RunFolder write(Path runs) throws IOException {
    requests.clear();
    for (int second = -WARM_UP_SECONDS; second < seconds; second++) {
      for (int i = 0; i < rate; i++) {
        Answer answer = second < 0 ? Answer.ok(10) : platform.answer(random, second);
        if (second < 0 || starts.test(second)) {
          requests.add(new Request(at(second) + 1000L * i / rate, answer));
        }
      }
    }
    RunFolder folder = RunFolder.create(runs, "chaos", "0123456789", Instant.ofEpochMilli(BEGIN));
    log(folder);
    generator(folder);
    system(folder);
    Audit.Writes counted = ledger(folder);
    if (audited) {
      folder.write(audit.apply(audit(counted)));
    }
    folder.write(
        new Host(1, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(environment()), List.of()));
    if (experiment) {
      folder.write(
          new Experiment(
              1,
              name,
              "One pod of two is killed, and nobody notices.",
              "./headroom chaos run " + name + " --seed 7",
              limits,
              faults,
              invariants,
              residue));
    }
    if (baseline != null) {
      folder.write(baseline);
    }
    folder.write(run.apply(asked(folder.id())));
    folder.seal();
    return folder;
  }

  private static Map<String, Object> environment() {
    return Map.of(
        "pods",
        2,
        "database",
        Map.of("product", "MariaDB", "version", "11.4.5", "flushLogAtTrxCommit", 1),
        "hash",
        Map.of("algorithm", "argon2id", "memoryKiB", 19_456, "iterations", 2, "parallelism", 1));
  }

  private void log(RunFolder folder) throws IOException {
    RunHeader header = new RunHeader("3.15.1", "test", BEGIN, "", List.of("visitors"));
    List<Request> sorted = new ArrayList<>(requests);
    sorted.sort(Comparator.comparingLong(Request::end));
    try (LogWriter log = new LogWriter(folder.simulationLog(1), header)) {
      log.user(0, true, BEGIN);
      for (Request each : sorted) {
        boolean ok = each.answer().ok();
        log.request("lesson page", each.start(), each.end(), ok, ok ? "" : "status 503");
        for (int retry = 0; !ok && retry < retries; retry++) {
          log.request(RETRY, "lesson page", each.start(), each.end(), false, "status 503");
        }
      }
      log.user(0, false, at(seconds) + 11_000);
    }
  }

  private void generator(RunFolder folder) {
    try (JsonLines lines = folder.generator(1)) {
      for (int second = -WARM_UP_SECONDS; second <= seconds; second++) {
        int made = second >= 0 && second < seconds && !starts.test(second) ? 0 : rate;
        lines.append(
            new GeneratorSecond(
                1,
                at(second),
                0.3,
                1,
                0.4,
                3,
                List.of(),
                Collections.nCopies(made, lag.applyAsDouble(second)),
                List.of(),
                sessionWaits.apply(second),
                List.of(120.0),
                50,
                200,
                50,
                second >= INJECTED && second < UNDONE ? 3L : 0L));
      }
    }
  }

  private void system(RunFolder folder) {
    try (JsonLines lines = folder.system()) {
      for (int second = -WARM_UP_SECONDS; second <= seconds; second++) {
        boolean broken = second >= INJECTED && second < UNDONE;
        lines.append(
            at(second),
            Map.of("machineCpu", 0.4, "podsReady", broken ? 1 : 2, "processes", Map.of()));
      }
    }
  }

  private Audit.Writes ledger(RunFolder folder) {
    Map<LedgerEntry.Outcome, Long> counts = new EnumMap<>(LedgerEntry.Outcome.class);
    try (JsonLines lines = folder.ledger()) {
      for (int i = 0; i < requests.size(); i += WRITE_EVERY) {
        Request each = requests.get(i);
        int second = (int) Math.floorDiv(each.start() - at(0), 1000L);
        LedgerEntry.Outcome outcome = writes.outcome(second, each.answer().ok());
        counts.merge(outcome, 1L, Long::sum);
        lines.append(
            new LedgerEntry(
                1,
                each.start(),
                each.end(),
                "rating",
                "key-" + i,
                i,
                "course:" + i % 100,
                null,
                "5",
                outcome,
                outcome == LedgerEntry.Outcome.UNKNOWN ? null : (Integer) 200));
      }
    }
    return new Audit.Writes(
        counts.getOrDefault(LedgerEntry.Outcome.ACKNOWLEDGED, 0L),
        counts.getOrDefault(LedgerEntry.Outcome.REFUSED, 0L),
        counts.getOrDefault(LedgerEntry.Outcome.UNKNOWN, 0L),
        counts.values().stream().mapToLong(Long::longValue).sum());
  }

  private static Audit audit(Audit.Writes counted) {
    long acknowledged = counted.acknowledged();
    return new Audit(
        1,
        BEGIN + 500_000,
        true,
        null,
        counted,
        Audit.Findings.NONE,
        Audit.Findings.NONE,
        Audit.Findings.NONE,
        Audit.Findings.NONE,
        new TreeMap<>(Map.of("rating", new Audit.Effects(acknowledged, acknowledged, 0))),
        null,
        null,
        null);
  }

  private Run asked(String id) {
    List<Integer> arrivals = new ArrayList<>();
    for (int i = 0; i < seconds * rate; i++) {
      arrivals.add(1000 * i / rate);
    }
    TreeMap<String, Long> planned = new TreeMap<>(Map.of("lesson page", (long) seconds * rate));
    Phase warmUp =
        new Phase(
            "warm-up",
            false,
            at(-WARM_UP_SECONDS),
            at(0),
            null,
            null,
            null,
            new TreeMap<>(),
            null,
            null,
            List.of());
    Phase steady =
        new Phase(
            "steady",
            true,
            at(0),
            at(seconds),
            null,
            (double) rate,
            null,
            planned,
            arrivals.size(),
            1,
            arrivals);
    return new Run(
        1,
        id,
        "chaos",
        "embedded",
        "0123456789",
        7,
        new TreeMap<>(),
        claims,
        BEGIN,
        at(seconds) + 12_000,
        Ending.FINISHED,
        List.of(),
        List.of(warmUp, steady),
        new TreeMap<>());
  }
}
