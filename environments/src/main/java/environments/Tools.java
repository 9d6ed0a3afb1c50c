package environments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs of the operating system that the embedded environment needs. */
final class Tools {

  /** All of util-linux and coreutils, which every Linux distribution has. */
  static final List<String> NEEDED = List.of("setpriv", "taskset", "setsid", "sh", "cp", "rm");

  private Tools() {}

  /** Where a program is on the search path. */
  static Optional<Path> find(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * @throws EnvironmentUnavailable where one is missing or this isn't Linux on x86-64
   */
  static void require() {
    String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    if (!system.equals("Linux on amd64")) {
      throw new EnvironmentUnavailable(
          "environment embedded needs Linux on amd64, and this is " + system);
    }
    for (String tool : NEEDED) {
      if (find(tool).isEmpty()) {
        throw new EnvironmentUnavailable(
            "environment embedded needs " + tool + "; install util-linux and coreutils");
      }
    }
  }
}
