package environments;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Facts about this machine and JVM, as the {@code host} part of host.json. */
public final class HostFacts {

  private static final long GIT_SECONDS_MAX = 10;

  private HostFacts() {}

  /**
   * {@code cpus} that may be used, {@code cpuModel}, {@code memoryMiB}, {@code kernel}, {@code os},
   * {@code container}, {@code javaVersion}, {@code javaVendor}, {@code jvmFlags}, {@code commit}
   * and whether the project differs from it ({@code modified}). What can't be found is absent.
   */
  public static Map<String, Object> describe() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("cpus", Cpus.allowed().size());
    setting("/proc/cpuinfo", "model name").ifPresent(model -> facts.put("cpuModel", model));
    memoryMiB().ifPresent(memory -> facts.put("memoryMiB", memory));
    read("/proc/sys/kernel/osrelease").ifPresent(kernel -> facts.put("kernel", kernel.strip()));
    facts.put("os", operatingSystem());
    facts.put("container", inContainer());
    facts.put("javaVersion", Runtime.version().toString());
    facts.put("javaVendor", System.getProperty("java.vendor"));
    facts.put("jvmFlags", jvmFlags());
    git("rev-parse", "HEAD").ifPresent(commit -> facts.put("commit", commit.strip()));
    git("status", "--porcelain").ifPresent(diff -> facts.put("modified", !diff.isBlank()));
    return facts;
  }

  /** The memory that this machine or, where it is less, this container has. */
  static Optional<Long> memoryMiB() {
    Optional<Long> machine =
        setting("/proc/meminfo", "MemTotal")
            .map(text -> Long.parseLong(text.replaceAll("\\D", "")) / 1024);
    Optional<Long> limit =
        read("/sys/fs/cgroup/memory.max")
            .map(String::strip)
            .filter(text -> !text.equals("max"))
            .map(text -> Long.parseLong(text) / (1024 * 1024));
    return limit.isPresent() && machine.isPresent()
        ? Optional.of(Math.min(limit.get(), machine.get()))
        : machine;
  }

  static boolean inContainer() {
    return Files.exists(Path.of("/.dockerenv"))
        || Files.exists(Path.of("/run/.containerenv"))
        || System.getenv("KUBERNETES_SERVICE_HOST") != null;
  }

  /** The flags of this JVM without the values of system properties, which may be secrets. */
  private static List<String> jvmFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-D"))
        .toList();
  }

  private static String operatingSystem() {
    return read("/etc/os-release")
        .flatMap(
            text ->
                text.lines()
                    .filter(line -> line.startsWith("PRETTY_NAME="))
                    .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                    .findFirst())
        .orElseGet(() -> System.getProperty("os.name"));
  }

  /** The value of the first line {@code name : value} of a file. */
  private static Optional<String> setting(String file, String name) {
    return read(file)
        .flatMap(
            text ->
                text.lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst());
  }

  private static Optional<String> read(String file) {
    try {
      return Optional.of(Files.readString(Path.of(file)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "--no-optional-locks"));
    command.addAll(List.of(arguments));
    try {
      Process git =
          new ProcessBuilder(command)
              .directory(ProjectRoot.locate().path().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor(GIT_SECONDS_MAX, TimeUnit.SECONDS) && git.exitValue() == 0
          ? Optional.of(output)
          : Optional.empty();
    } catch (IOException | EnvironmentUnavailable e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
