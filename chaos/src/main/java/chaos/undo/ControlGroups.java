package chaos.undo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The control groups of processes, of version 1 and 2, where machines usually mount them. */
public final class ControlGroups {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final int DEPTH_MAX = 4;

  private ControlGroups() {}

  /**
   * A file of the group that a process is in.
   *
   * @param controller such as {@code cpu}
   * @param file such as {@code cpu.cfs_quota_us}
   * @return empty where there is no such process or no such file
   */
  public static Optional<Path> file(long pid, String controller, String file) {
    return memberships(pid).stream()
        .flatMap(line -> candidates(line.split(":", 3), controller))
        .map(group -> group.resolve(file))
        .filter(Files::exists)
        .findFirst();
  }

  /** All groups that carry our mark. */
  public static List<Path> marked() {
    if (!Files.isDirectory(ROOT)) {
      return List.of();
    }
    try (Stream<Path> found =
        Files.find(
            ROOT,
            DEPTH_MAX,
            (path, about) ->
                about.isDirectory() && path.getFileName().toString().startsWith(Mark.TEXT))) {
      return found.sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      // Groups come and go while one looks.
      return List.of();
    }
  }

  private static Stream<Path> candidates(String[] membership, String controller) {
    String group = membership[2].replaceFirst("^/", "");
    if (membership[1].isEmpty()) {
      return Stream.of(ROOT.resolve("unified").resolve(group), ROOT.resolve(group));
    }
    return List.of(membership[1].split(",")).contains(controller)
        ? Stream.of(
            ROOT.resolve(controller).resolve(group), ROOT.resolve(membership[1]).resolve(group))
        : Stream.of();
  }

  private static List<String> memberships(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/cgroup"));
    } catch (IOException e) {
      return List.of();
    }
  }
}
