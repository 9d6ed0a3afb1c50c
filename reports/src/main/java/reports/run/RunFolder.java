package reports.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reports.autoscaling.Sync;

/**
 * A folder of raw evidence of one run, to write and to read. Files are described in {@code
 * reports/README.md}. Single files are replaced atomically and line files only grow, so that a
 * crash leaves a readable part. Thread-safe for writers of different files.
 */
public final class RunFolder {
  /** The schema version that is written, and the only one that is read. */
  public static final int SCHEMA = 1;

  private final Path path;

  private RunFolder(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  /**
   * Makes a new, empty folder named by instant, profile and commit; one that is taken gets the
   * suffix -2, -3 and so on.
   *
   * @param runs the folder of all run folders, made where it is missing
   */
  public static RunFolder create(Path runs, String profile, String commit, Instant begin) {
    return new RunFolder(in(runs).create(profile, commit, begin));
  }

  /** A folder that exists and holds a {@code run.json}, else {@link NoSuchRun}. */
  public static RunFolder open(Path folder) {
    return new RunFolder(in(folder).open(folder));
  }

  /**
   * Finds a run by its folder, its id, a prefix that only one id has, or {@code latest}.
   *
   * @param runs the folder of all run folders
   */
  public static RunFolder find(Path runs, String name) {
    return new RunFolder(in(runs).find(name));
  }

  /** Ids of all runs in a folder, oldest first. */
  public static List<String> ids(Path runs) {
    return in(runs).ids();
  }

  private static EvidenceFolders in(Path runs) {
    return new EvidenceFolders(runs, "run", "run.json");
  }

  /** The name of the folder. */
  public String id() {
    return path.getFileName().toString();
  }

  /** Where it is, absolute. */
  public Path path() {
    return path;
  }

  /** Replaces {@code run.json}. */
  public void write(Run run) {
    replace("run.json", run);
  }

  /** Replaces {@code host.json}. */
  public void write(Host host) {
    replace("host.json", host);
  }

  /** Replaces {@code audit.json}. */
  public void write(Audit audit) {
    replace("audit.json", audit);
  }

  /** Replaces {@code experiment.json}. */
  public void write(Experiment experiment) {
    replace("experiment.json", experiment);
  }

  /** Replaces {@code baseline.json}. */
  public void write(Baseline baseline) {
    replace("baseline.json", baseline);
  }

  private void replace(String name, Object value) {
    try {
      String json = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
      replace(name, json + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + name, e);
    }
  }

  /** Replaces a file of the folder by a text, at once or not at all. */
  public void replace(String name, String text) throws IOException {
    replace(path.resolve(name), text);
  }

  static void replace(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(temporary, text, StandardCharsets.UTF_8);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Appends to the generator's seconds of one injector, counted from 1. */
  public JsonLines generator(int injector) {
    return injector(injector).generator();
  }

  /** Appends to the system's seconds. */
  public JsonLines system() {
    return new JsonLines(path.resolve("system.jsonl"));
  }

  /** Appends to the events. */
  public JsonLines events() {
    return new JsonLines(path.resolve("events.jsonl"));
  }

  /** Appends to the ledger; where there are several injectors, each has its own. */
  public JsonLines ledger() {
    return new JsonLines(path.resolve("ledger.jsonl"));
  }

  /**
   * Appends to what learners were shown of others; where there are several injectors, each has its
   * own.
   */
  public JsonLines strangers() {
    return new JsonLines(path.resolve(InjectorFolder.STRANGERS));
  }

  /** Appends to the probe's requests. */
  public JsonLines probe() {
    return new JsonLines(path.resolve("probe.jsonl"));
  }

  /** Appends to what an experiment's watchers asked and heard. */
  public JsonLines history() {
    return new JsonLines(path.resolve("history.jsonl"));
  }

  /** Appends to the syncs of the autoscaler. */
  public JsonLines autoscaling() {
    return new JsonLines(path.resolve("autoscaling.jsonl"));
  }

  /** Where Gatling's log of an injector belongs; its folder exists. */
  public Path simulationLog(int injector) {
    return injector(injector).simulationLog();
  }

  /** The folder of an injector, counted from 1; it is made where it is missing. */
  public InjectorFolder injector(int number) {
    return InjectorFolder.at(path.resolve("injectors").resolve(String.valueOf(number)));
  }

  /**
   * Reads what is known of the injectors, in their order; none where the run sent its load itself.
   */
  public List<Injector> injectors() {
    return inInjectors(InjectorFolder.FACTS).stream()
        .map(file -> path.relativize(file).toString().replace('\\', '/'))
        .flatMap(name -> read(name, Injector.class).stream())
        .toList();
  }

  /** Writes the SHA-256 of every raw file into {@code run.json}; all writers must be closed. */
  public void seal() {
    write(run().sealed(Seal.of(path)));
  }

  /** What was changed since the folder was sealed, a clause for each file. */
  public List<String> brokenSeals() {
    return Seal.broken(path, run().sha256());
  }

  /** Reads {@code run.json}. */
  public Run run() {
    return read("run.json", Run.class)
        .orElseThrow(() -> new UnreadableEvidence("run.json is missing"));
  }

  /** Reads {@code host.json}, where it was written. */
  public Optional<Host> host() {
    return read("host.json", Host.class);
  }

  /** Reads {@code audit.json}, where it was written. */
  public Optional<Audit> audit() {
    return read("audit.json", Audit.class);
  }

  /** Reads {@code experiment.json}, where the run was an experiment. */
  public Optional<Experiment> experiment() {
    return read("experiment.json", Experiment.class);
  }

  /** Reads {@code baseline.json}, where the run was an experiment that has a baseline. */
  public Optional<Baseline> baseline() {
    return read("baseline.json", Baseline.class);
  }

  /** Gatling's logs in the order of their injectors. */
  public List<Path> simulationLogs() {
    return inInjectors("simulation.log");
  }

  /** The number of the injector in whose folder a file is. */
  public static int injectorOf(Path file) {
    return Integer.parseInt(file.getName(file.getNameCount() - 2).toString());
  }

  /** Reads the generator's seconds, each with its injector, one injector after the other. */
  public Reading readGenerator(BiConsumer<Integer, GeneratorSecond> sink) {
    Reading all = Reading.NOTHING;
    for (Path file : inInjectors("generator.jsonl")) {
      int injector = injectorOf(file);
      all = all.and(lines(file, GeneratorSecond.class, second -> sink.accept(injector, second)));
    }
    return all;
  }

  /** Reads the system's seconds. */
  public Reading readSystem(Consumer<SystemSecond> sink) {
    return lines(path.resolve("system.jsonl"), SystemSecond.class, sink);
  }

  /** Reads the events. */
  public Reading readEvents(Consumer<Event> sink) {
    return lines(path.resolve("events.jsonl"), Event.class, sink);
  }

  /** Reads the probe's requests. */
  public Reading readProbe(Consumer<ProbeAttempt> sink) {
    return lines(path.resolve("probe.jsonl"), ProbeAttempt.class, sink);
  }

  /** Reads the ledger, part by part; all writes of one account are in one part, in order. */
  public Reading readLedger(Consumer<LedgerEntry> sink) {
    return parts(ledgers(), LedgerEntry.class, sink);
  }

  /** The parts of the ledger: one file, or one of each injector. */
  public List<Path> ledgers() {
    return ofAll(InjectorFolder.LEDGER);
  }

  /** Reads what learners were shown of others. */
  public Reading readStrangers(Consumer<Stranger> sink) {
    return parts(ofAll(InjectorFolder.STRANGERS), Stranger.class, sink);
  }

  /** The file of a name of the run, and those of the injectors. */
  private List<Path> ofAll(String name) {
    return Stream.concat(
            Stream.of(path.resolve(name)).filter(Files::isRegularFile), inInjectors(name).stream())
        .toList();
  }

  private <T> Reading parts(List<Path> files, Class<T> type, Consumer<T> sink) {
    Reading all = Reading.NOTHING;
    for (Path file : files) {
      all = all.and(lines(file, type, sink));
    }
    return all;
  }

  /** Reads what an experiment's watchers asked and heard, as lines of a type of the caller's. */
  public <T> Reading readHistory(Class<T> type, Consumer<T> sink) {
    return lines(path.resolve("history.jsonl"), type, sink);
  }

  /** Reads the syncs of the autoscaler. */
  public Reading readAutoscaling(Consumer<Sync> sink) {
    return lines(path.resolve("autoscaling.jsonl"), Sync.class, sink);
  }

  /**
   * How much of a line file was read.
   *
   * @param lines whole lines
   * @param truncated whether a last line without an end was left out
   */
  public record Reading(long lines, boolean truncated) {
    static final Reading NOTHING = new Reading(0, false);

    Reading and(Reading other) {
      return new Reading(lines + other.lines, truncated || other.truncated);
    }
  }

  private List<Path> inInjectors(String name) {
    Path folder = path.resolve("injectors");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .sorted(
              Comparator.comparingInt((Path p) -> p.getFileName().toString().length())
                  .thenComparing(Comparator.naturalOrder()))
          .filter(each -> each.getFileName().toString().matches("[1-9]\\d{0,8}"))
          .map(each -> each.resolve(name))
          .filter(Files::isRegularFile)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private <T> Optional<T> read(String name, Class<T> type) {
    Path file = path.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(name, Files.readAllBytes(file), type));
    } catch (IOException e) {
      throw new UnreadableEvidence(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private <T> Reading lines(Path file, Class<T> type, Consumer<T> sink) {
    if (!Files.isRegularFile(file)) {
      return Reading.NOTHING;
    }
    String name = path.relativize(file).toString().replace('\\', '/');
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      long number = 0;
      @Nullable String line = reader.readLine();
      while (line != null) {
        String next = reader.readLine();
        if (next == null && !endsWithNewline(file)) {
          return new Reading(number, true);
        }
        number++;
        byte[] json = line.getBytes(StandardCharsets.UTF_8);
        sink.accept(Json.read(name + " line " + number, json, type));
        line = next;
      }
      return new Reading(number, false);
    } catch (IOException e) {
      throw new UnreadableEvidence(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean endsWithNewline(Path file) throws IOException {
    try (var channel = Files.newByteChannel(file)) {
      var last = ByteBuffer.allocate(1);
      channel.position(channel.size() - 1).read(last);
      return last.get(0) == '\n';
    }
  }
}
