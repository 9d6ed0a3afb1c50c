package loadtests.injectors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reports.run.Injector;
import reports.run.InjectorFolder;
import reports.run.RunFolder;

/**
 * An injector as the coordinator sees it: its streams, what it said, and its clock. Thread-safe.
 */
final class RunningInjector {
  private static final String ERRORS = "errors.txt";
  private static final int TAIL_LINES = 10;
  private static final long READ_REST_MILLIS = 5_000;
  private static final long ANSWER_MILLIS = 1_000;

  private final int number;
  private final InjectorFolder folder;
  private final StartedInjector injector;
  private final Writer to;
  private final Thread reader;
  private final ClockWatch clock = new ClockWatch();
  private final CompletableFuture<Message.Ready> ready = new CompletableFuture<>();
  private volatile @Nullable CompletableFuture<Message.Seen> answer;
  private volatile long askedMicros;
  private volatile int people;
  private volatile Message.@Nullable Over over;

  /** Starts it with this assignment; its files are where that says. */
  RunningInjector(Assignment assignment, InjectorStart start) {
    number = assignment.number();
    folder = InjectorFolder.at(Path.of(assignment.folder()));
    Path file = folder.path().resolve("assignment.json");
    assignment.write(file);
    injector = start.start(number, file, folder.path().resolve(ERRORS));
    to = new OutputStreamWriter(injector.input(), StandardCharsets.UTF_8);
    reader = Thread.ofPlatform().daemon().name("injector-" + number).start(this::read);
  }

  private void read() {
    try (var lines =
        new BufferedReader(new InputStreamReader(injector.output(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Message.of(line).ifPresent(this::heard);
      }
    } catch (IOException _) {
      return; // its end closes the pipe
    }
  }

  private void heard(Message message) {
    switch (message) {
      case Message.Ready told -> ready.complete(told);
      case Message.Seen seen -> {
        clock.add(ClockReading.of(askedMicros, seen.micros(), Message.nowMicros()));
        people = seen.people();
        CompletableFuture<Message.Seen> waiting = answer;
        if (waiting != null) {
          waiting.complete(seen);
        }
      }
      case Message.Over told -> over = told;
    }
  }

  int number() {
    return number;
  }

  Path log() {
    return folder.simulationLog();
  }

  boolean isAlive() {
    return !injector.end().isDone();
  }

  /** Simulated people at work when it was last looked at; 0 once it has ended. */
  int people() {
    return isAlive() ? people : 0;
  }

  /** What it said at its end; empty where it did not get there or its files did not, and before. */
  Optional<Message.Over> over() {
    return Optional.ofNullable(over).filter(_ -> isAlive() || end().complete());
  }

  private InjectorEnd end() {
    return injector.end().join();
  }

  /**
   * Waits until it is ready, and looks at its clock.
   *
   * @param nanoTime until when, by {@link System#nanoTime}
   * @throws InjectorsFailed when it is not, with what it wrote last
   */
  Message.Ready awaitReady(long nanoTime) throws InterruptedException {
    try {
      long left = Math.max(1, nanoTime - System.nanoTime());
      CompletableFuture.anyOf(ready, injector.end()).get(left, TimeUnit.NANOSECONDS);
      if (!ready.isDone()) {
        throw new InjectorsFailed(
            "injector %d %s before it was ready%s".formatted(number, end().words(), tail()));
      }
      for (int i = 0; i < ClockWatch.TOGETHER; i++) {
        look().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
      }
      write(null);
      return ready.join();
    } catch (TimeoutException _) {
      throw new InjectorsFailed("injector %d was not ready in time%s".formatted(number, tail()));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks for its clock and its people, unless it still owes the last answer. */
  CompletableFuture<Message.Seen> look() {
    CompletableFuture<Message.Seen> owed = answer;
    if (owed != null && !owed.isDone()) {
      return owed;
    }
    var asked = new CompletableFuture<Message.Seen>();
    answer = asked;
    askedMicros = Message.nowMicros();
    say(Message.LOOK);
    return asked;
  }

  /** Tells it when the first phase begins. */
  void begin(long originMillis) {
    say(Message.BEGIN + " " + originMillis);
  }

  private void say(String words) {
    try {
      to.write(words + "\n");
      to.flush();
    } catch (IOException _) {
      return; // it has ended, which is seen elsewhere
    }
  }

  /** It has ended by itself: puts down how. */
  void ended() throws InterruptedException {
    reader.join(READ_REST_MILLIS);
    write(end());
    dropEmptyErrors();
  }

  /** How it ended, in words; to be asked when it has. */
  String ending() {
    return "injector %d %s".formatted(number, end().words());
  }

  private void write(@Nullable InjectorEnd end) {
    ClockReading worst = clock.worst().orElse(new ClockReading(Double.NaN, Double.NaN));
    Message.Over said = over;
    var place = ready.join().place();
    folder.write(
        new Injector(
            RunFolder.SCHEMA,
            number,
            place.machine(),
            place.cpus(),
            worst.offsetMillis(),
            worst.errorMillis(),
            end == null ? null : end.millis(),
            end == null ? null : end.status(),
            said != null && (end == null || end.complete()),
            said == null ? null : said.counts().requested(),
            said == null ? null : said.counts().answered(),
            end == null || end.how().isEmpty() ? null : end.how()));
  }

  /** Asks it to end and to close its files. */
  void stop() {
    if (isAlive()) {
      injector.stop();
    }
  }

  /** Ends it at once. */
  void kill() {
    if (isAlive()) {
      injector.kill();
    }
  }

  /** Waits for its end; whether it came in time. */
  boolean awaitEnd(long millis) throws InterruptedException {
    try {
      injector.end().get(millis, TimeUnit.MILLISECONDS);
      dropEmptyErrors();
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void dropEmptyErrors() {
    Path errors = folder.path().resolve(ERRORS);
    try {
      if (Files.exists(errors) && Files.size(errors) == 0) {
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(folder.path().resolve(ERRORS));
      List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
      return last.isEmpty()
          ? "; it wrote nothing"
          : "; it wrote last:\n  " + String.join("\n  ", last);
    } catch (IOException _) {
      return "; it wrote nothing";
    }
  }
}
