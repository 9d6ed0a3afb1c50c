package environments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code /proc/PID/stat} says of a process (proc_pid_stat(5)).
 *
 * @param state the letter of its state, Z for one that has ended and was not waited for
 * @param cpuTicks user and system time of all its threads, in hundredths of a second
 * @param startTicks when it started, in hundredths of a second since boot
 * @param rssBytes resident memory
 */
public record ProcessStat(char state, long cpuTicks, long startTicks, long rssBytes) {

  /** USER_HZ, which is 100 on every architecture that the platform's programs exist for. */
  static final int TICKS_PER_SECOND = 100;

  private static final int PAGE_BYTES = 4096;

  /** Empty where there is no such process. */
  public static Optional<ProcessStat> read(long pid) {
    try {
      byte[] text = Files.readAllBytes(Path.of("/proc/" + pid + "/stat"));
      return Optional.of(parse(new String(text, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static ProcessStat parse(String line) {
    // The name in the second field may hold spaces and parentheses; the last one ends it.
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return new ProcessStat(
        fields[0].charAt(0),
        Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
        Long.parseLong(fields[19]),
        Long.parseLong(fields[21].strip()) * PAGE_BYTES);
  }
}
