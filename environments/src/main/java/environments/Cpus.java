package environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The CPUs that this process may use, and the binding of processes to them. */
final class Cpus {

  /**
   * What this process might use before it bound itself to less, rising. Read once: a placement made
   * after {@link Placement#pinSelf} is about the same machine as one made before.
   */
  private static final List<Integer> ALLOWED = read();

  private Cpus() {}

  static List<Integer> allowed() {
    return ALLOWED;
  }

  /** Parses the kernel's form of a list, such as {@code 0-3,8}. */
  static List<Integer> parse(String list) {
    List<Integer> cpus = new ArrayList<>();
    for (String range : list.strip().split(",", -1)) {
      String[] ends = range.split("-", 2);
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int cpu = Integer.parseInt(ends[0]); cpu <= last; cpu++) {
        cpus.add(cpu);
      }
    }
    return List.copyOf(cpus);
  }

  /** The form that taskset reads. */
  static String list(List<Integer> cpus) {
    return cpus.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** Binds all threads of a process to these CPUs. */
  static void pin(long pid, List<Integer> cpus) {
    try {
      run("taskset", "-acp", list(cpus), Long.toString(pid))
          .ifPresent(
              why -> {
                throw new IllegalStateException("taskset could not bind the process: " + why);
              });
    } catch (IOException e) {
      throw new UncheckedIOException("taskset could not be started", e);
    }
  }

  /**
   * Lets all threads of a process, and those that they start, go before everything that is not
   * urgent itself, or among all others again.
   *
   * @return why it can't be, such as a missing permission
   */
  static Optional<String> urgent(long pid, boolean urgent) {
    try {
      return run(
          "chrt", urgent ? "--fifo" : "--other", "-ap", urgent ? "1" : "0", Long.toString(pid));
    } catch (IOException e) {
      return Optional.of("chrt could not be started");
    }
  }

  /** What a program says that fails. */
  private static Optional<String> run(String... command) throws IOException {
    try {
      Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      // A thread may end while the program looks at it, which is no failure.
      boolean done =
          program.waitFor(10, TimeUnit.SECONDS)
              && (program.exitValue() == 0 || output.contains("No such process"));
      return done ? Optional.empty() : Optional.of(output.strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while placing threads", e);
    }
  }

  private static List<Integer> read() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("Cpus_allowed_list:"))
          .map(line -> parse(line.substring(line.indexOf(':') + 1)))
          .findFirst()
          .orElseGet(Cpus::all);
    } catch (IOException e) {
      return all();
    }
  }

  private static List<Integer> all() {
    List<Integer> cpus = new ArrayList<>();
    for (int cpu = 0; cpu < Runtime.getRuntime().availableProcessors(); cpu++) {
      cpus.add(cpu);
    }
    return List.copyOf(cpus);
  }
}
