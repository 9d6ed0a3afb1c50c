package environments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The process of a container that a cluster runs on this machine, found in {@code /proc}. */
final class ContainerProcess {
  private ContainerProcess() {}

  /**
   * The first process of a container; empty where none runs here. The path of its control groups
   * ends with the container's id, whoever made them.
   *
   * @param id as Kubernetes has it, such as {@code containerd://bdf6cad45fbd}
   */
  static OptionalLong of(String id) {
    String bare = id.substring(id.lastIndexOf('/') + 1);
    if (bare.isEmpty()) {
      return OptionalLong.empty();
    }
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.map(process -> process.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .filter(name -> groups(name).contains(bare))
          .map(Long::valueOf)
          .filter(pid -> startTicks(pid) < Long.MAX_VALUE)
          .min(Comparator.comparingLong(ContainerProcess::startTicks))
          .map(OptionalLong::of)
          .orElseGet(OptionalLong::empty);
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** The control groups of a process; nothing where it has ended. */
  private static String groups(String pid) {
    try {
      return Files.readString(Path.of("/proc", pid, "cgroup"));
    } catch (IOException e) {
      return "";
    }
  }

  /** When a process started; later than anything where it has ended. */
  private static long startTicks(long pid) {
    return ProcessStat.read(pid)
        .filter(stat -> stat.state() != 'Z')
        .map(ProcessStat::startTicks)
        .orElse(Long.MAX_VALUE);
  }
}
