package loadtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import loadtests.gatling.GatlingProcess;
import loadtests.settings.ProjectRoot;
import reports.run.Event;
import reports.run.RunFolder;

/** A run in a process of its own, with its folder in the build folder. */
final class RealRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final long LOOK_MILLIS = 50;

  private final Path runs;
  private final Path output;
  private final Process process;
  private final List<ProcessHandle> seen = new ArrayList<>();

  private RealRun(Path runs, Path output, Process process) {
    this.runs = runs;
    this.output = output;
    this.process = process;
  }

  /** Starts the process of a run. */
  private interface Start {
    Process with(Map<String, String> properties, Path output) throws IOException;
  }

  /** Begins one with these settings. */
  static RealRun begin(String name, Map<String, String> settings) {
    return begin(
        name,
        settings,
        (properties, output) ->
            GatlingProcess.start(HeadroomSimulation.class.getName(), properties, output));
  }

  /** Begins one that a {@link ConductedProgram} conducts. */
  static RealRun beginConducted(String name, Map<String, String> settings) {
    return begin(name, settings, ConductedProgram::start);
  }

  private static RealRun begin(String name, Map<String, String> settings, Start start) {
    var properties = new HashMap<String, String>();
    settings.forEach((setting, value) -> properties.put("headroom." + setting, value));
    try {
      Path work = Files.createDirectories(Path.of("target", "runs").toAbsolutePath());
      Path runs = Files.createTempDirectory(work, name + "-");
      Path output = runs.resolve("output.txt");
      properties.put(ProjectRoot.RUNS_PROPERTY, runs.toString());
      return new RealRun(runs, output, start.with(properties, output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of the process that coordinates it. */
  long pid() {
    return process.pid();
  }

  /** Its folder; to be asked when there is one. */
  RunFolder folder() {
    return RunFolder.find(runs, "latest");
  }

  /** Waits for its end; its exit status. */
  int await() throws InterruptedException {
    return await(PATIENCE);
  }

  /** Waits so long for its end; its exit status. */
  int await(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the run did not end: " + output());
    }
    return process.exitValue();
  }

  /** Waits until each of its injectors has recorded so many seconds of itself. */
  void awaitSeconds(int injectors, int seconds) throws InterruptedException {
    for (int number = 1; number <= injectors; number++) {
      int each = number;
      until(() -> recorded(each) >= seconds);
    }
    process.descendants().forEach(seen::add);
  }

  /** Waits until something of this kind and name has happened in it. */
  void awaitEvent(String kind, String name) throws InterruptedException {
    until(() -> process.isAlive() && happened(kind, name));
  }

  /** Waits until it has printed this. */
  void awaitOutput(String text) throws InterruptedException {
    until(() -> process.isAlive() && output().contains(text));
  }

  private boolean happened(String kind, String name) {
    if (RunFolder.ids(runs).isEmpty()) {
      return false;
    }
    List<Event> found = new ArrayList<>();
    folder()
        .readEvents(
            event -> {
              if (event.kind().equals(kind) && event.name().equals(name)) {
                found.add(event);
              }
            });
    return !found.isEmpty();
  }

  private long recorded(int injector) {
    if (RunFolder.ids(runs).isEmpty()) {
      return 0;
    }
    Path file =
        folder().path().resolve("injectors").resolve(injector + "").resolve("generator.jsonl");
    try {
      return Files.exists(file) ? Files.readString(file).lines().count() : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process of an injector that runs. */
  ProcessHandle injector(int number) {
    String told = "injectors/%d/assignment.json".formatted(number);
    return process
        .descendants()
        .filter(each -> each.info().commandLine().orElse("").contains(told))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no process of injector " + number));
  }

  /** Ends the process that coordinates it: by a signal that it hears, or by one that it can't. */
  void end(boolean kill) {
    var _ = kill ? process.destroyForcibly() : process.toHandle().destroy();
  }

  /** Waits until no process is left of those that it had at the last {@link #awaitSeconds}. */
  void untilNothingIsLeft() throws InterruptedException {
    until(() -> seen.stream().noneMatch(ProcessHandle::isAlive));
  }

  private void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it took longer than " + PATIENCE + ": " + output());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** What it printed, for messages of tests. */
  String output() {
    try {
      return Files.exists(output) ? Files.readString(output) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
