package environments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running child process and its log. */
final class Child {

  private static final int TAIL_LINES = 20;
  private static final long LOOK_MILLIS = 10;
  private static final long FOLLOW_MILLIS = 200;
  private static final Duration STOPPING = Duration.ofSeconds(30);
  private static final long KILL_SECONDS_MAX = 10;

  private final Program program;
  private final Process process;
  private final int logBegin;

  /**
   * A process that was just started.
   *
   * @param logBegin how many bytes of its log others had written before
   */
  Child(Program program, Process process, long logBegin) {
    this.program = program;
    this.process = process;
    this.logBegin = Math.toIntExact(logBegin);
  }

  Program program() {
    return program;
  }

  String name() {
    return program.name();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Path log() {
    return program.output();
  }

  /**
   * Waits until a line of its log matches, and returns the match.
   *
   * @throws EnvironmentUnavailable when it ends before, or the time is over; with the log's tail
   */
  Matcher await(Pattern line, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    while (true) {
      boolean alive = process.isAlive();
      Matcher matcher = line.matcher(output());
      if (matcher.find()) {
        return matcher;
      }
      if (!alive) {
        throw new EnvironmentUnavailable(
            name() + " ended with status " + process.exitValue() + " while starting" + tail());
      }
      if (System.nanoTime() > end) {
        throw new EnvironmentUnavailable(
            name() + " was not ready within " + deadline.toSeconds() + " s" + tail());
      }
      waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Waits for its end.
   *
   * @throws EnvironmentUnavailable when it fails or the time is over; with the log's tail
   */
  void awaitSuccess(Duration deadline) {
    awaitSuccess(deadline, _ -> {});
  }

  /** The same, and passes on each line of its log. */
  void awaitSuccess(Duration deadline, Consumer<String> lines) {
    long end = System.nanoTime() + deadline.toNanos();
    int passed = 0;
    boolean ended = false;
    while (!ended && System.nanoTime() < end) {
      ended = waitFor(FOLLOW_MILLIS, TimeUnit.MILLISECONDS);
      String text = output();
      List<String> whole = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
      whole.subList(passed, whole.size()).forEach(lines);
      passed = whole.size();
    }
    if (!ended) {
      throw new EnvironmentUnavailable(
          name() + " did not end within " + deadline.toSeconds() + " s" + tail());
    }
    if (process.exitValue() != 0) {
      throw new EnvironmentUnavailable(
          name() + " ended with status " + process.exitValue() + tail());
    }
  }

  /** Asks it to end, and kills it where it has not within half a minute. */
  void stop() {
    stop(STOPPING);
  }

  /** Asks it to end, and kills it when the grace is over. */
  void stop(Duration grace) {
    process.destroy();
    if (!waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
    }
  }

  /** Ends it at once. */
  void kill() {
    process.destroyForcibly();
    waitFor(KILL_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** The last lines of its log, indented, to be appended to a message. */
  String tail() {
    List<String> lines = output().lines().toList();
    int from = Math.max(0, lines.size() - TAIL_LINES);
    String last = String.join("\n  ", lines.subList(from, lines.size()));
    return last.isBlank() ? "; it wrote nothing" : "; it wrote last:\n  " + last;
  }

  /** What it has written so far. */
  String output() {
    try {
      byte[] bytes = Files.readAllBytes(log());
      return new String(bytes, logBegin, bytes.length - logBegin, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private boolean waitFor(long time, TimeUnit unit) {
    try {
      return process.waitFor(time, unit);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new EnvironmentUnavailable("interrupted while waiting for " + name(), e);
    }
  }
}
