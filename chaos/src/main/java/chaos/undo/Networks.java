package chaos.undo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Network namespaces of this machine, which are named by what {@code /proc/PID/ns/net} links to,
 * such as {@code net:[4026531840]}. One lives as long as any process is in it, and its name may be
 * another's after that.
 */
public final class Networks {
  /** The name of the one that this process is in, whatever its number. */
  public static final String OWN = "own";

  private Networks() {}

  /**
   * The name of the one that a process is in, {@link #OWN} of those beside this process; empty
   * where the process has ended, or nobody may know.
   */
  public static Optional<String> of(long pid) {
    return Optional.of(link(Long.toString(pid)))
        .filter(name -> !name.isEmpty())
        .map(name -> name.equals(link("self")) ? OWN : name);
  }

  /**
   * A process that is in a namespace now, 0 for {@link #OWN}; empty where the namespace is gone.
   */
  static OptionalLong member(String network) {
    if (network.equals(OWN)) {
      return OptionalLong.of(0);
    }
    return ProcessHandle.allProcesses()
        .mapToLong(ProcessHandle::pid)
        .filter(pid -> link(Long.toString(pid)).equals(network))
        .findFirst();
  }

  /** All but {@link #OWN}, each with a process that is in it. */
  public static Map<String, Long> others() {
    String own = link("self");
    Map<String, Long> all = new LinkedHashMap<>();
    ProcessHandle.allProcesses()
        .mapToLong(ProcessHandle::pid)
        .sorted()
        .forEach(
            pid -> {
              String name = link(Long.toString(pid));
              if (!name.isEmpty() && !name.equals(own)) {
                all.putIfAbsent(name, pid);
              }
            });
    return all;
  }

  /** Empty where the process has ended, or is not ours to look at: then no rule is ours there. */
  private static String link(String process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", process, "ns", "net")).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
