package reports.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reports.log.GatlingLog;
import reports.log.LogNames;
import reports.log.LogVisitor;
import reports.log.LogWriter;
import reports.log.RunHeader;
import reports.run.GeneratorSecond;
import reports.run.Injector;
import reports.run.InjectorFolder;
import reports.run.JsonLines;
import reports.run.LedgerEntry;
import reports.run.Run;
import reports.run.RunFolder;

/**
 * The evidence of a {@link SyntheticRun} as several injectors would have left it: each has every
 * n-th start, request and write. Fields are set before {@link #write}.
 */
final class SharedRun {
  final int count;
  final SyntheticRun whole = new SyntheticRun(2);
  UnaryOperator<Injector> facts = injector -> injector;
  IntPredicate leavesFacts = _ -> true;

  /** What becomes of a second of an injector. */
  Seconds seconds = (_, second) -> second;

  /** Changes a second of an injector. */
  interface Seconds {
    GeneratorSecond of(int injector, GeneratorSecond second);
  }

  /** That of three injectors. */
  SharedRun() {
    this(3);
  }

  /** That of so many. */
  SharedRun(int count) {
    this.count = count;
  }

  /** Writes the folder, sealed. */
  RunFolder write(Path runs) throws IOException {
    whole.sealed = false;
    UnaryOperator<Run> planted = whole.run;
    whole.run = asked -> planted.apply(shared(asked));
    RunFolder folder = whole.write(runs);
    splitSeconds(folder);
    splitLog(folder);
    splitLedger(folder);
    for (int number = 1; number <= count; number++) {
      if (leavesFacts.test(number)) {
        folder.injector(number).write(facts.apply(healthy(number, folder.run())));
      }
    }
    folder.seal();
    return folder;
  }

  private Run shared(Run run) {
    return new Run(
        run.schema(),
        run.id(),
        run.profile(),
        run.environment(),
        run.commit(),
        run.seed(),
        new TreeMap<>(Map.of("injectors", String.valueOf(count))),
        run.claims(),
        run.begin(),
        run.end(),
        run.ending(),
        run.concurrentRuns(),
        run.phases(),
        run.sha256());
  }

  private static Injector healthy(int number, Run run) {
    Long end = run.end() == null ? null : Long.valueOf(run.end() - 3_000);
    return new Injector(1, number, "m", "0-" + number, 0.2, 0.1, end, 0, true, 100L, 100L, null);
  }

  /** The same injector with another clock. */
  static Injector withClock(Injector it, double offsetMillis, double errorMillis) {
    return new Injector(
        1,
        it.number(),
        it.machine(),
        it.cpus(),
        offsetMillis,
        errorMillis,
        it.end(),
        it.status(),
        it.loadOver(),
        it.requested(),
        it.answered(),
        it.how());
  }

  /** The same injector on the same CPUs as all others. */
  static Injector together(Injector it) {
    return new Injector(
        1,
        it.number(),
        it.machine(),
        "0",
        it.clockOffsetMillis(),
        it.clockErrorMillis(),
        it.end(),
        it.status(),
        it.loadOver(),
        it.requested(),
        it.answered(),
        it.how());
  }

  /** The same injector, ended by a signal at this time; null where it was never seen to end. */
  static Injector killed(Injector it, @Nullable Long end) {
    return ended(it, end, end == null ? null : 137, null, null);
  }

  /** The same injector, of which nothing is here any more but how it ended. */
  static Injector gone(Injector it, long end, String how, @Nullable Long requested) {
    return ended(it, end, null, how, requested);
  }

  private static Injector ended(
      Injector it,
      @Nullable Long end,
      @Nullable Integer status,
      @Nullable String how,
      @Nullable Long requested) {
    return new Injector(
        1,
        it.number(),
        it.machine(),
        it.cpus(),
        it.clockOffsetMillis(),
        it.clockErrorMillis(),
        end,
        status,
        false,
        requested,
        requested,
        how);
  }

  /** The starts of the open phase are numbered in their order, and so is all before it. */
  private void splitSeconds(RunFolder folder) throws IOException {
    List<GeneratorSecond> all = new ArrayList<>();
    folder.readGenerator((_, second) -> all.add(second));
    Files.delete(folder.injector(1).path().resolve("generator.jsonl"));
    for (int number = 1; number <= count; number++) {
      int start = 0;
      boolean open = false;
      try (JsonLines lines = folder.generator(number)) {
        for (GeneratorSecond second : all) {
          if (!open && second.t() >= whole.rateBegin()) {
            open = true;
            start = 0;
          }
          List<Double> own = new ArrayList<>();
          for (double lag : second.startLags()) {
            if (start++ % count == number - 1) {
              own.add(lag);
            }
          }
          lines.append(seconds.of(number, with(second, second.cpu(), own)));
        }
      }
    }
  }

  /** A second with other CPU and other starts. */
  static GeneratorSecond with(GeneratorSecond second, double cpu, List<Double> lags) {
    return new GeneratorSecond(
        second.schema(),
        second.t(),
        cpu,
        second.cpus(),
        second.machineCpu(),
        second.runQueueDelayMillis(),
        second.gcPauses(),
        lags,
        second.firstResponses(),
        second.sessionWaits(),
        second.wakeUpDelays(),
        second.sockets(),
        second.heapUsedMiB(),
        second.activeUsers(),
        second.retries());
  }

  private void splitLog(RunFolder folder) throws IOException {
    Path whole = folder.path().resolve("whole.log");
    Files.move(folder.simulationLog(1), whole);
    RunHeader header = new RunHeader("3.15.1", "test", SyntheticRun.BEGIN, "", List.of("learners"));
    for (int number = 1; number <= count; number++) {
      try (LogWriter log = new LogWriter(folder.simulationLog(number), header)) {
        GatlingLog.read(whole, new Every(number - 1, log));
      }
    }
    Files.delete(whole);
  }

  /** Copies every n-th request. */
  private final class Every implements LogVisitor {
    private final int remainder;
    private final LogWriter log;
    private final Map<Integer, String> texts = new HashMap<>();
    private @Nullable LogNames names;
    private int at;

    Every(int remainder, LogWriter log) {
      this.remainder = remainder;
      this.log = log;
    }

    @Override
    public void begin(RunHeader header, LogNames known) {
      names = known;
    }

    @Override
    public void request(int groups, int name, long start, long end, boolean ok, int message) {
      if (at++ % count == remainder) {
        try {
          log.request(text(name), start, end, ok, ok ? "" : "status 500");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    private String text(int name) {
      LogNames known = Objects.requireNonNull(names);
      return texts.computeIfAbsent(name, known::text);
    }
  }

  private void splitLedger(RunFolder folder) throws IOException {
    List<LedgerEntry> all = new ArrayList<>();
    folder.readLedger(all::add);
    Files.delete(folder.path().resolve("ledger.jsonl"));
    for (int number = 1; number <= count; number++) {
      InjectorFolder own = folder.injector(number);
      try (JsonLines lines = own.ledger()) {
        for (LedgerEntry entry : all) {
          if (entry.user() % count == number - 1) {
            lines.append(entry);
          }
        }
      }
    }
  }
}
