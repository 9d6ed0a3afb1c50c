package environments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process, told from all others that ever had its number.
 *
 * @param pid its number in its namespace
 * @param startTicks when it started, in clock ticks since boot
 * @param namespace the inode of its pid namespace
 * @param boot the beginning of the kernel's boot id
 */
public record ProcessIdentity(long pid, long startTicks, String namespace, String boot) {

  private static final Pattern TEXT = Pattern.compile("(\\d+)-(\\d+)-(\\d+)-([0-9a-f]+)");

  /** This process. */
  public static ProcessIdentity current() {
    long pid = ProcessHandle.current().pid();
    try {
      long startTicks = startTicks(pid).orElseThrow(() -> new IOException("no /proc/self/stat"));
      return new ProcessIdentity(pid, startTicks, currentNamespace(), currentBoot());
    } catch (IOException e) {
      throw new EnvironmentUnavailable("this needs Linux with /proc: " + e.getMessage(), e);
    }
  }

  /** Reads the form of {@link #text}; empty for anything else. */
  public static Optional<ProcessIdentity> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ProcessIdentity(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                matcher.group(3),
                matcher.group(4)))
        : Optional.empty();
  }

  /** A form that is fit for a file name. */
  public String text() {
    return pid + "-" + startTicks + "-" + namespace + "-" + boot;
  }

  /**
   * Whether it has certainly ended. A process of another pid namespace, such as a container's that
   * shares the cache folder, can't be seen from here and counts as alive until the next boot.
   */
  public boolean hasEnded() {
    try {
      if (!boot.equals(currentBoot())) {
        return true;
      }
      return namespace.equals(currentNamespace())
          && startTicks(pid).filter(ticks -> ticks == startTicks).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether it was of this kernel's life: what another boot left is gone but for files. */
  public boolean ofThisBoot() {
    try {
      return boot.equals(currentBoot());
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Long> startTicks(long pid) {
    return ProcessStat.read(pid).map(ProcessStat::startTicks);
  }

  private static String currentNamespace() throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().replaceAll("\\D", "");
  }

  private static String currentBoot() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip().substring(0, 8);
  }
}
