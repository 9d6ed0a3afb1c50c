package environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A clock that can be set while its process runs, by libfaketime, which answers for the system's C
 * library when somebody asks for the time of day.
 */
final class OwnClock {
  /** What stands in the file of a clock that is right. */
  static final String RIGHT = "+0\n";

  /** Where packages of Debian, Fedora and their kin put it. The one for programs with threads. */
  private static final List<String> FOLDERS =
      List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib");

  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

  private OwnClock() {}

  /** The library of this machine; empty where it has none. */
  static Optional<Path> library() {
    return FOLDERS.stream()
        .map(folder -> Path.of(folder, LIBRARY))
        .filter(Files::isReadable)
        .findFirst();
  }

  /** Makes the file of a clock that is right. */
  static Path make(Path folder, String pod) {
    try {
      return Files.writeString(folder.resolve("clock-" + pod), RIGHT);
    } catch (IOException e) {
      throw new UncheckedIOException("the clock of " + pod + " can't be made", e);
    }
  }

  /**
   * What a process has to be started with.
   *
   * @param library as it reaches it
   * @param clock likewise
   */
  static Map<String, String> settings(String library, String clock) {
    return Map.of(
        "LD_PRELOAD",
        library,
        "FAKETIME_TIMESTAMP_FILE",
        clock,
        // Seconds from a change of the file to its effect.
        "FAKETIME_CACHE_DURATION",
        "1",
        // How long something takes is measured by another clock, which stays right.
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // Where the library repairs what this C library does right, each thread that waits for a
        // time waits for none, and all of them take a CPU together.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0",
        // So do files, whose times the JVM compares with those in its start-up cache.
        "NO_FAKE_STAT",
        "1",
        "FAKETIME_DISABLE_SHM",
        "1");
  }
}
