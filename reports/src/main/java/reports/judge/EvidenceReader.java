package reports.judge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reports.autoscaling.Sync;
import reports.experiment.Baselines;
import reports.judge.Evidence.PhaseEvidence;
import reports.judge.Judgement.GeneratorPoint;
import reports.log.EndCollector;
import reports.log.GatlingLog;
import reports.log.LogEnd;
import reports.log.LogNames;
import reports.log.LogReading;
import reports.log.LogVisitor;
import reports.log.PhaseSamples;
import reports.log.PhaseWindow;
import reports.log.RunHeader;
import reports.log.SampleCollector;
import reports.log.UnreadableLog;
import reports.run.Audit;
import reports.run.Baseline;
import reports.run.Ending;
import reports.run.EnvironmentFacts;
import reports.run.Event;
import reports.run.Experiment;
import reports.run.GeneratorSecond;
import reports.run.Host;
import reports.run.Phase;
import reports.run.Run;
import reports.run.RunFolder;
import reports.run.SystemSecond;
import reports.run.UnreadableEvidence;

/** Reads a run folder into evidence, putting down what is damaged and what is missing. */
final class EvidenceReader {
  /**
   * A request is written to the log when it ends, at most so long after it started: a cut log is
   * complete only up to here before its end.
   */
  private static final long TIME_OUT_MILLIS = 10_000;

  private final RunFolder folder;
  private final Run run;
  private final List<Phase> phases;
  private final List<String> damage = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<GeneratorHealth> health = new ArrayList<>();
  private final GeneratorSeries series = new GeneratorSeries();
  private final Map<Integer, Long> lastGeneratorSecond = new HashMap<>();
  private final Map<Integer, Long> lastLogged = new HashMap<>();
  private final Map<Integer, Long> requests = new TreeMap<>();
  private final Injectors injectors;
  private final @Nullable Experiment experiment;
  private final @Nullable EndCollector ends;
  private long openUsers;
  private boolean logComplete = true;

  private EvidenceReader(RunFolder folder) {
    this.folder = folder;
    this.run = folder.run();
    this.phases = run.phases().stream().filter(phase -> phase.end() > phase.begin()).toList();
    this.injectors = Injectors.of(run, orDamage(folder::injectors, List.of()));
    phases.forEach(_ -> health.add(new GeneratorHealth(injectors)));
    this.experiment = orDamage(folder::experiment, Optional.<Experiment>empty()).orElse(null);
    this.ends = experiment == null ? null : firstMeasured().map(EndCollector::new).orElse(null);
  }

  /** Reads all of it; throws {@link UnreadableEvidence} only where {@code run.json} is no use. */
  static Evidence read(RunFolder folder) {
    return new EvidenceReader(folder).read();
  }

  private Evidence read() {
    requireOrder();
    seals();
    Optional<Host> host = orDamage(folder::host, Optional.empty());
    Optional<EnvironmentFacts> facts = orDamage(() -> host.map(Host::facts), Optional.empty());
    Optional<Audit> audit = orDamage(folder::audit, Optional.empty());
    generator();
    List<SystemSecond> system = new ArrayList<>();
    orDamage(() -> noted("system.jsonl", folder.readSystem(system::add)), false);
    List<Event> events = new ArrayList<>();
    orDamage(() -> noted("events.jsonl", folder.readEvents(events::add)), false);
    ProbeScan probe = new ProbeScan();
    orDamage(() -> noted("probe.jsonl", folder.readProbe(probe::add)), false);
    List<Sync> syncs = new ArrayList<>();
    orDamage(() -> noted("autoscaling.jsonl", folder.readAutoscaling(syncs::add)), false);
    List<PhaseSamples> samples = logs();
    List<GeneratorPoint> points = series.points();
    List<PhaseEvidence> measured = new ArrayList<>();
    for (int i = 0; i < phases.size(); i++) {
      Phase phase = phases.get(i);
      measured.add(
          new PhaseEvidence(
              phase, complete(phase), samples.get(i), health.get(i), within(system, phase)));
    }
    if (run.ending() != Ending.FINISHED) {
      notes.add(unfinished());
    }
    ExperimentEvidence tried = experiment == null ? null : experiment(experiment);
    return new Evidence(
        run,
        host,
        facts,
        List.copyOf(damage),
        List.copyOf(notes),
        measured,
        points,
        system,
        events,
        audit,
        probe,
        syncs,
        ledger(),
        injectors,
        requests,
        tried,
        logComplete);
  }

  private Optional<PhaseWindow> firstMeasured() {
    return phases.stream().filter(Phase::measured).findFirst().map(EvidenceReader::window);
  }

  private static PhaseWindow window(Phase phase) {
    return new PhaseWindow(phase.name(), phase.begin(), phase.end());
  }

  private ExperimentEvidence experiment(Experiment found) {
    FaultSpans faults = new FaultSpans(found);
    LedgerSeconds writes = new LedgerSeconds(faults);
    orDamage(() -> noted("ledger.jsonl", folder.readLedger(writes::add)), false);
    return new ExperimentEvidence(
        found,
        orDamage(folder::baseline, Optional.<Baseline>empty()).orElse(null),
        faults,
        ends == null ? List.of() : Baselines.seconds(ends.samples()),
        writes);
  }

  private String unfinished() {
    return switch (run.ending()) {
      case RUNNING -> "The run was killed, or is still going on; what it measured whole is judged.";
      case INTERRUPTED -> "The run was interrupted; what it measured whole is judged.";
      case FAILED -> "The harness failed in this run; what it measured whole is judged.";
      case FINISHED -> throw new IllegalStateException("it finished");
    };
  }

  private void requireOrder() {
    for (int i = 1; i < phases.size(); i++) {
      if (phases.get(i).begin() < phases.get(i - 1).end()) {
        damage.add(
            "run.json says that phase "
                + phases.get(i).name()
                + " began before "
                + phases.get(i - 1).name()
                + " ended");
      }
    }
  }

  private void seals() {
    if (!run.sha256().isEmpty()) {
      damage.addAll(folder.brokenSeals());
    } else if (run.ending() == Ending.FINISHED) {
      damage.add("run.json says that the run finished, and its raw files were never sealed");
    }
  }

  private void generator() {
    orDamage(() -> noted("generator.jsonl", folder.readGenerator(this::generatorSecond)), false);
  }

  private void generatorSecond(int injector, GeneratorSecond second) {
    lastGeneratorSecond.merge(injector, second.t(), Math::max);
    series.add(injector, second);
    for (int i = 0; i < phases.size(); i++) {
      if (second.t() >= phases.get(i).begin() && second.t() < phases.get(i).end()) {
        health.get(i).add(injector, second);
      }
    }
  }

  private static List<SystemSecond> within(List<SystemSecond> system, Phase phase) {
    return system.stream()
        .filter(second -> second.t() >= phase.begin() && second.t() < phase.end())
        .toList();
  }

  private List<PhaseSamples> logs() {
    List<PhaseWindow> windows = phases.stream().map(EvidenceReader::window).toList();
    SampleCollector collector = new SampleCollector(windows);
    List<Path> logs = folder.simulationLogs();
    if (logs.isEmpty()) {
      logComplete = false;
      lost("there is no simulation.log");
    }
    for (Path log : logs) {
      log(log, collector);
    }
    return collector.samples();
  }

  private void log(Path log, SampleCollector collector) {
    String name = folder.path().relativize(log).toString().replace('\\', '/');
    int injector = RunFolder.injectorOf(log);
    try {
      LogReading reading = GatlingLog.read(log, new Watching(collector, injector));
      requests.merge(injector, reading.requests(), Long::sum);
      logComplete &= reading.complete();
      switch (reading.end()) {
        case LogEnd.Complete() -> {}
        case LogEnd.Truncated(long at) -> lost(name + " ends inside a record, at byte " + at);
        case LogEnd.Corrupt(long at, String why) ->
            damage.add(name + " is damaged at byte " + at + ": " + why);
      }
    } catch (UnreadableLog e) {
      logComplete = false;
      lost(name + ": " + e.getMessage());
    }
  }

  /** Of a run that did not finish, or lost an injector, a hole is to be expected. */
  private void lost(String what) {
    if (run.ending() == Ending.FINISHED && !injectors.anyEndedEarly()) {
      damage.add(what);
    } else {
      notes.add(Character.toUpperCase(what.charAt(0)) + what.substring(1) + ".");
    }
  }

  /** Notes how far the log reaches while the collector takes its samples. */
  private final class Watching implements LogVisitor {
    private final SampleCollector collector;
    private final int injector;
    private long last = Long.MIN_VALUE;

    Watching(SampleCollector collector, int injector) {
      this.collector = collector;
      this.injector = injector;
    }

    @Override
    public void begin(RunHeader header, LogNames names) {
      collector.begin(header, names);
    }

    @Override
    public void request(
        int groups, int name, long startMillis, long endMillis, boolean ok, int message) {
      collector.request(groups, name, startMillis, endMillis, ok, message);
      if (ends != null) {
        ends.request(groups, name, startMillis, endMillis, ok, message);
      }
      if (endMillis > last) {
        last = endMillis;
        lastLogged.put(injector, last);
      }
    }

    @Override
    public void user(int scenario, boolean started, long atMillis) {
      openUsers += started ? 1 : -1;
    }
  }

  private boolean complete(Phase phase) {
    if (run.ending() == Ending.FINISHED) {
      return true;
    }
    Long end = run.end();
    long watched = end == null ? leastOf(lastGeneratorSecond) + 1000 : end;
    long logged = leastOf(lastLogged);
    boolean allAnswered = logComplete && openUsers == 0 && phase.end() <= logged + 1000;
    return phase.end() <= watched && (allAnswered || phase.end() + TIME_OUT_MILLIS <= logged);
  }

  /** Of all injectors, how far the one got that got least far. */
  private long leastOf(Map<Integer, Long> reached) {
    return injectors.numbers().stream()
        .mapToLong(number -> reached.getOrDefault(number, Long.MIN_VALUE / 2))
        .min()
        .orElseThrow();
  }

  private @Nullable LedgerScan ledger() {
    List<Path> parts = folder.ledgers();
    return parts.isEmpty() ? null : LedgerScan.of(parts);
  }

  private boolean noted(String name, RunFolder.Reading reading) {
    if (reading.truncated()) {
      lost(name + " ends inside a line");
    }
    return true;
  }

  private <T> T orDamage(Supplier<T> read, T otherwise) {
    try {
      return read.get();
    } catch (UnreadableEvidence e) {
      damage.add(String.valueOf(e.getMessage()));
      return otherwise;
    }
  }
}
