package loadtests.record;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import loadtests.pace.Timeline;
import org.jspecify.annotations.Nullable;
import reports.run.Audit;
import reports.run.Ending;
import reports.run.Event;
import reports.run.Host;
import reports.run.JsonLines;
import reports.run.Run;
import reports.run.RunFolder;

/**
 * Writes the evidence of one run into its folder while it happens: {@link #begin}, {@link
 * #describe}, {@link #watch}, {@link #loadBegins}, the load, {@link #loadEnds}, then the audit, and
 * {@link #end}, after which nothing may change any more. Thread-safe; {@code loadEnds} and {@code
 * end} may be called twice, so that a shutdown hook can call them.
 */
public final class Recorder {
  private final RunFolder folder;
  private final @Nullable LoadRecorder load;
  private final JsonLines events;
  private final EverySecond flusher;
  private Run run;
  private @Nullable Host host;
  private @Nullable SystemWatch system;
  private boolean loadEnded;
  private boolean ended;

  private Recorder(RunFolder folder, Run run, boolean sendsTheLoad) {
    this.folder = folder;
    this.run = run;
    load = sendsTheLoad ? LoadRecorder.ofOnly(folder) : null;
    events = folder.events();
    folder.write(run);
    flusher = new EverySecond("recorder", events::flush);
  }

  /** Makes the folder of a run that begins now, and whose load this process sends itself. */
  public static Recorder begin(RunIdentity identity) {
    return begin(identity, true);
  }

  /** Makes the folder of a run that begins now, and whose load others send and record. */
  public static Recorder beginShared(RunIdentity identity) {
    return begin(identity, false);
  }

  private static Recorder begin(RunIdentity identity, boolean sendsTheLoad) {
    Instant now = Instant.now();
    var folder = RunFolder.create(identity.runs(), identity.profile(), identity.commit(), now);
    var run =
        new Run(
            RunFolder.SCHEMA,
            folder.id(),
            identity.profile(),
            identity.environment(),
            identity.commit(),
            identity.seed(),
            new TreeMap<>(identity.settings()),
            identity.claims(),
            now.toEpochMilli(),
            null,
            Ending.RUNNING,
            List.of(),
            List.of(),
            new TreeMap<>());
    return new Recorder(folder, run, sendsTheLoad);
  }

  /** The folder of the run. */
  public RunFolder folder() {
    return folder;
  }

  /** What records the load that this process sends. */
  public LoadRecorder load() {
    return Objects.requireNonNull(load, "others send the load of this run");
  }

  /** Puts down what the run runs on, as host.json keeps it. */
  public synchronized void describe(Map<String, Object> machine, Map<String, Object> environment) {
    var own = new TreeMap<String, Object>();
    own.put("jvmFlags", ManagementFactory.getRuntimeMXBean().getInputArguments());
    own.put("cpus", ProcFiles.allowedCpus());
    host =
        new Host(
            RunFolder.SCHEMA, new TreeMap<>(machine), own, new TreeMap<>(environment), List.of());
    folder.write(host);
  }

  /** Puts down which other runs, by id, have shared the machine so far. */
  public synchronized void others(List<String> ids) {
    run = run.withConcurrentRuns(ids);
    folder.write(run);
    if (host != null) {
      host = new Host(host.schema(), host.host(), host.generator(), host.environment(), ids);
      folder.write(host);
    }
  }

  /** Samples the system under load each second from now on. */
  public synchronized void watch(Function<Duration, Map<String, Object>> sample) {
    system = new SystemWatch(folder.system(), sample);
  }

  /** Puts down the plan on the clock, and watches a generator that is in this process. */
  public synchronized void loadBegins(Timeline timeline) {
    loadBegins(Phases.of(timeline));
  }

  /** The phases on the clock, in order; none before the load has begun. */
  public synchronized List<reports.run.Phase> phases() {
    return run.phases();
  }

  /** The same with phases of another origin. */
  public synchronized void loadBegins(List<reports.run.Phase> phases) {
    run = run.withPhases(phases);
    folder.write(run);
    for (reports.run.Phase phase : phases) {
      events.append(
          new Event(RunFolder.SCHEMA, phase.begin(), "phase", phase.name(), "begins as planned"));
    }
    if (load != null) {
      load.begins();
    }
  }

  /**
   * Puts down that the load ended before its plan, at this instant: later phases did not happen.
   */
  public synchronized void cutShort(long atMillis, String reason) {
    var happened = new ArrayList<reports.run.Phase>();
    for (reports.run.Phase phase : run.phases()) {
      if (phase.begin() < atMillis) {
        happened.add(phase.between(phase.begin(), Math.min(phase.end(), atMillis)));
      }
    }
    run = run.withPhases(happened);
    folder.write(run);
    events.append(new Event(RunFolder.SCHEMA, atMillis, "note", "load cut short", reason));
  }

  /** Puts down something that happens now; {@code kind} as {@link Event#kind} has it. */
  public void event(String kind, String name, @Nullable String detail) {
    events.append(new Event(RunFolder.SCHEMA, System.currentTimeMillis(), kind, name, detail));
  }

  /** The load is over: stops watching. */
  public synchronized void loadEnds() {
    if (loadEnded) {
      return;
    }
    loadEnded = true;
    flusher.close();
    if (load != null) {
      load.close();
    }
    if (system != null) {
      system.close();
    }
  }

  /** Puts down how the run ended, and seals its raw files. */
  public synchronized void end(Ending ending) {
    if (ended) {
      return;
    }
    loadEnds();
    ended = true;
    events.close();
    long now = System.currentTimeMillis();
    if (ending != Ending.FINISHED) {
      run = run.withPhases(run.phases().stream().filter(phase -> phase.begin() < now).toList());
    }
    run = run.ended(now, ending);
    folder.write(run);
    folder.seal();
  }

  /** Puts down what the database says about every write; before {@link #end}. */
  public synchronized void audited(Audit audit) {
    folder.write(audit);
  }
}
