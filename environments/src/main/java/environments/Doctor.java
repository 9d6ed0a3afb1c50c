package environments;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks whether this machine has what a run needs, and says what to do where it has not. */
public final class Doctor {

  private static final long MEMORY_MIB_NEEDED = 3_000;
  private static final long MEMORY_MIB_GOOD = 5_000;
  private static final long DISK_MIB_NEEDED = 2_000;
  private static final long DISK_MIB_GOOD = 5_000;
  private static final long FILES_NEEDED = 2_048;
  private static final long FILES_GOOD = 8_192;
  private static final int CPUS_GOOD = 2;

  private Doctor() {}

  /** How a check ended: a run works, works with a reservation, or can't work. */
  public enum State {
    OK,
    WARNING,
    MISSING
  }

  /**
   * One thing that a run needs.
   *
   * @param name what was looked at, in one or two words
   * @param state how it is
   * @param found what was found
   * @param advice what to do; empty where the state is {@link State#OK}
   */
  public record Check(String name, State state, String found, String advice) {}

  /** Looks at everything that the embedded environment needs; never throws. */
  public static List<Check> check() {
    return Stream.of(
            system(),
            tools(),
            java(),
            compiled(),
            cpus(),
            memory(),
            cache(),
            disk(),
            ports(),
            openFiles(),
            docker())
        .toList();
  }

  private static Check system() {
    String found = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    return check(
        "system",
        found.equals("Linux on amd64") ? State.OK : State.MISSING,
        found,
        "the embedded environment needs Linux on amd64; elsewhere use a virtual machine");
  }

  private static Check tools() {
    List<String> missing =
        Tools.NEEDED.stream().filter(tool -> Tools.find(tool).isEmpty()).toList();
    return check(
        "tools",
        missing.isEmpty() ? State.OK : State.MISSING,
        missing.isEmpty() ? String.join(", ", Tools.NEEDED) : "no " + String.join(", ", missing),
        "install util-linux and coreutils");
  }

  private static Check java() {
    return check(
        "Java",
        Runtime.version().feature() >= 25 ? State.OK : State.MISSING,
        Runtime.version().toString(),
        "install a JDK 25, for instance Temurin, where Maven's toolchains find it");
  }

  private static Check compiled() {
    try {
      Path target = ProjectRoot.locate().path().resolve("lms/target");
      boolean there =
          Files.exists(target.resolve("runtime.classpath"))
              && Files.isDirectory(target.resolve("classes"));
      return check(
          "platform",
          there ? State.OK : State.MISSING,
          there ? "compiled" : "not compiled",
          "run ./mvnw process-classes");
    } catch (EnvironmentUnavailable e) {
      return check("platform", State.MISSING, "not found", String.valueOf(e.getMessage()));
    }
  }

  private static Check cpus() {
    int cpus = Cpus.allowed().size();
    return check(
        "CPUs",
        cpus >= CPUS_GOOD ? State.OK : State.WARNING,
        Integer.toString(cpus),
        "with one CPU the pod shares it with the generator: claims about a pod can't be judged");
  }

  private static Check memory() {
    Optional<Long> memory = HostFacts.memoryMiB();
    return amount(
        "memory",
        memory,
        MEMORY_MIB_NEEDED,
        MEMORY_MIB_GOOD,
        " MiB",
        "a pod, the database and the generator need about " + MEMORY_MIB_GOOD + " MiB");
  }

  private static Check cache() {
    Path root = CacheFolder.locate().root();
    try {
      CacheFolder.locate().create();
      return check("cache folder", State.OK, root.toString(), "");
    } catch (EnvironmentUnavailable e) {
      return check("cache folder", State.MISSING, root.toString(), String.valueOf(e.getMessage()));
    }
  }

  private static Check disk() {
    Optional<Long> free;
    try {
      FileStore store = Files.getFileStore(existing(CacheFolder.locate().root()));
      free = Optional.of(store.getUsableSpace() / (1024 * 1024));
    } catch (IOException e) {
      free = Optional.empty();
    }
    return amount(
        "disk",
        free,
        DISK_MIB_NEEDED,
        DISK_MIB_GOOD,
        " MiB free",
        "programs, seeded databases and their copies need about "
            + DISK_MIB_GOOD
            + " MiB; choose another place by -Dheadroom.cache");
  }

  private static Check ports() {
    try {
      return check("ports", State.OK, "free ones, such as " + Ports.free(), "");
    } catch (RuntimeException e) {
      return check(
          "ports", State.MISSING, "no free one on 127.0.0.1", "end programs that hold them");
    }
  }

  private static Check openFiles() {
    Optional<Long> limit;
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
      limit =
          lines
              .filter(line -> line.startsWith("Max open files"))
              .map(line -> line.substring("Max open files".length()).strip().split(" +", 2)[0])
              .map(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
              .findFirst();
    } catch (IOException e) {
      limit = Optional.empty();
    }
    return amount(
        "open files",
        limit,
        FILES_NEEDED,
        FILES_GOOD,
        "",
        "each user of a load is a connection: raise the limit by ulimit -n " + FILES_GOOD);
  }

  private static Check docker() {
    boolean there = Files.exists(Path.of("/var/run/docker.sock"));
    return check(
        "Docker",
        there ? State.OK : State.WARNING,
        there ? "there" : "not there",
        "only the tests of -Pcontainers need it");
  }

  private static Path existing(Path path) {
    Path folder = path;
    while (!Files.exists(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static Check amount(
      String name, Optional<Long> found, long needed, long good, String unit, String advice) {
    if (found.isEmpty()) {
      return check(name, State.WARNING, "unknown", advice);
    }
    State state =
        found.get() < needed ? State.MISSING : found.get() < good ? State.WARNING : State.OK;
    return check(name, state, found.get() + unit, advice);
  }

  private static Check check(String name, State state, String found, String advice) {
    return new Check(name, state, found, state == State.OK ? "" : advice);
  }
}
