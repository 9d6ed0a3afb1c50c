package chaos.selftest;

import chaos.faults.Fault;
import chaos.faults.Faults;
import environments.Environment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Kills harnesses at every moment of a fault, for every way of undoing and for every fault, and
 * looks whether all is whole soon after, without anybody's doing.
 *
 * @param classPath of the harnesses
 * @param patience how long the undoing may take
 */
public record SelfTest(String classPath, Duration patience) {
  private static final long LOOK_MILLIS = 20;

  /**
   * Tries all ways of undoing on things made for that, and says a line for each; true where all was
   * whole in the end.
   */
  public boolean run(Consumer<String> say) throws IOException, InterruptedException {
    boolean whole = true;
    for (Mechanism mechanism : Mechanisms.ALL) {
      whole &= run(mechanism, say);
    }
    return whole;
  }

  /** The same with every fault that an environment has, which is open for faults. */
  public boolean run(Environment environment, Consumer<String> say)
      throws IOException, InterruptedException {
    boolean whole = true;
    for (Fault fault : Faults.ALL) {
      whole &= run(new RealFault(fault, environment), say);
    }
    return whole;
  }

  /** The same for one subject. */
  boolean run(Subject subject, Consumer<String> say) throws IOException, InterruptedException {
    Optional<String> refusal = subject.refusal();
    if (refusal.isPresent()) {
      say.accept("%-24s not tried: %s".formatted(subject.name(), refusal.get()));
      return true;
    }
    boolean whole = true;
    for (Moment moment : Moment.values()) {
      long begin = System.nanoTime();
      Optional<String> wrong = killAt(subject, moment, DoomedHarness.class);
      say.accept(
          "%-24s killed %-14s %s"
              .formatted(
                  subject.name(),
                  moment,
                  wrong.orElseGet(() -> "whole again after " + millisSince(begin) + " ms")));
      whole &= wrong.isEmpty();
    }
    return whole;
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  /** What is wrong when a harness was killed at a moment; empty where nothing is. */
  Optional<String> killAt(Subject subject, Moment moment, Class<?> harness)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("headroom-self-test-");
    try {
      Path journals = Files.createDirectory(folder.resolve("journals"));
      Path own = Files.createDirectory(folder.resolve("target"));
      try (Subject.Target target = subject.make(own)) {
        Process process =
            start(
                harness,
                List.of(
                    subject.name(),
                    moment.toString(),
                    target.name(),
                    journals.toString(),
                    folder.resolve("gate").toString()),
                folder.resolve("errors"));
        try {
          awaitMoment(process, folder.resolve("errors"));
        } finally {
          process.destroyForcibly().waitFor();
        }
        return awaitWhole(subject, moment, target, journals);
      }
    } finally {
      remove(folder);
    }
  }

  private Process start(Class<?> harness, List<String> arguments, Path errors) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath, harness.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(errors.toFile()).start();
  }

  /** Waits until a harness is at its moment, and says what it said where it ends before. */
  static void awaitMoment(Process process, Path errors) throws IOException {
    BufferedReader lines = process.inputReader();
    List<String> said = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(DoomedInjection.READY)) {
        return;
      }
      said.add(line);
    }
    throw new IOException(
        "the harness ended before it was killed: " + said + Files.readString(errors));
  }

  /** Nothing was broken before the journal: nothing has to be whole again then. */
  private Optional<String> awaitWhole(
      Subject subject, Moment moment, Subject.Target target, Path journals)
      throws IOException, InterruptedException {
    boolean untouched = moment == Moment.BEFORE_JOURNAL;
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      boolean whole = untouched || target.isWhole();
      boolean forgotten = isEmpty(journals);
      if (whole && forgotten) {
        return Optional.empty();
      }
      if (System.nanoTime() > end) {
        return Optional.of(
            whole
                ? "the journal of %s is still there".formatted(subject.name())
                : "left broken: " + target.name());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.toList().reversed()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
