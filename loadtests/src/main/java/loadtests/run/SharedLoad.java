package loadtests.run;

import environments.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import loadtests.injectors.Assignment;
import loadtests.injectors.Fleet;
import loadtests.injectors.InjectorStart;
import loadtests.learners.SeedData;
import loadtests.pace.Timeline;
import loadtests.progress.Progress;
import loadtests.record.Counts;
import loadtests.record.Recorder;
import loadtests.settings.LoadSettings;
import reports.run.RunFolder;

/** The load of a run that injectors send, from their start to the end of the last. */
final class SharedLoad {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final LoadSettings settings;
  private final Recorder recorder;
  private final Progress progress;
  private final Fleet fleet = new Fleet();

  SharedLoad(LoadSettings settings, Recorder recorder, Progress progress) {
    this.settings = settings;
    this.recorder = recorder;
    this.progress = progress;
  }

  /**
   * Starts all, and returns when the last has ended.
   *
   * @param begun is told when the load is on the clock, which nothing that it does can delay
   */
  void send(Environment environment, InjectorStart start, Consumer<Timeline> begun) {
    requireLearners(environment.seedFile());
    int count = settings.injectors();
    progress.step(count == 1 ? "starting the injector" : "starting %d injectors".formatted(count));
    try {
      fleet.start(assignments(environment), start);
      long origin = fleet.agree();
      var timeline = new Timeline(origin, settings.plan());
      recorder.loadBegins(timeline);
      List<Path> logs = environment.generators().isEmpty() ? fleet.logs() : List.of();
      progress.loadBegins(recorder.phases(), logs, fleet::people);
      fleet.begin(origin);
      begun.accept(timeline);
      fleet.awaitEnd(timeline.ends(), this::lost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while injectors sent the load", e);
    }
  }

  private void requireLearners(Path seedFile) {
    try {
      Learners.requireEnough(SeedData.read(seedFile), settings.load());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Assignment> assignments(Environment environment) {
    RunFolder folder = recorder.folder();
    return IntStream.rangeClosed(1, settings.injectors())
        .mapToObj(
            number ->
                new Assignment(
                    number,
                    settings.injectors(),
                    new TreeMap<>(settings.given()),
                    folder.id(),
                    environment.pods(),
                    environment.seedFile().toString(),
                    folder.injector(number).path().toString()))
        .toList();
  }

  private void lost(String what) {
    progress.say("at " + CLOCK.format(Instant.now()) + " " + what);
    recorder.event("note", "injector lost", what);
  }

  /** Requests of all; empty where an injector ended without saying how many it sent. */
  Optional<Counts> counts() {
    return fleet.counts();
  }

  /** How many courses the requests were about, of all injectors that got to their end. */
  int coursesTouched() {
    return fleet.coursesTouched().size();
  }

  /** Ends all injectors that still run, in good order. */
  void stop() {
    fleet.stop();
  }
}
