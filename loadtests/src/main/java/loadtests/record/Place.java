package loadtests.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a process runs, as far as it decides what it shares with another.
 *
 * @param machine the same for all processes of one machine since its start
 * @param cpus the numbers of the CPUs that it may use, such as {@code 1-3,8}
 */
public record Place(String machine, String cpus) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  /** Where this process runs. */
  public static Place here() {
    return new Place(bootId(), ProcFiles.allowedCpus());
  }

  private static String bootId() {
    try {
      return Files.readString(BOOT).strip();
    } catch (IOException _) {
      return "unknown";
    }
  }
}
