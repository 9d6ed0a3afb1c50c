package loadtests.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Figures of this process and machine from Linux's {@code /proc} (proc(5)). What can't be read is 0
 * or empty.
 */
final class ProcFiles {
  private static final Path SELF = Path.of("/proc/self");
  private static final int IDLE = 3;
  private static final int WAITING_FOR_DISK = 4;
  private static final int GUEST = 8;

  private ProcFiles() {}

  /** CPU time of the machine in clock ticks since it started. */
  record MachineTicks(long busy, long all) {
    /** The share of all CPUs that was busy since {@code before}. */
    double shareSince(MachineTicks before) {
      long passed = all - before.all;
      return passed == 0 ? 0 : (double) (busy - before.busy) / passed;
    }
  }

  /** Nanoseconds that each thread of this process waited for a CPU so far, by thread id. */
  static Map<String, Long> runQueueDelays() {
    var delays = new HashMap<String, Long>();
    try (Stream<Path> threads = Files.list(SELF.resolve("task"))) {
      threads.forEach(thread -> delay(thread, delays));
    } catch (IOException _) {
      return delays;
    }
    return delays;
  }

  private static void delay(Path thread, Map<String, Long> delays) {
    try {
      String[] fields = Files.readString(thread.resolve("schedstat")).strip().split(" ", -1);
      delays.put(thread.getFileName().toString(), Long.parseLong(fields[1]));
    } catch (IOException _) {
      delays.remove(thread.getFileName().toString()); // ended since it was listed
    }
  }

  static MachineTicks machineTicks() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      String[] fields = lines.findFirst().orElseThrow().trim().split("\\s+", -1);
      long all = 0;
      long idle = 0;
      for (int i = 0; i < Math.min(GUEST, fields.length - 1); i++) {
        long ticks = Long.parseLong(fields[i + 1]);
        all += ticks;
        idle += i == IDLE || i == WAITING_FOR_DISK ? ticks : 0;
      }
      return new MachineTicks(all - idle, all);
    } catch (IOException _) {
      return new MachineTicks(0, 0);
    }
  }

  /** How many sockets this process has open. */
  static int sockets() {
    try (Stream<Path> descriptors = Files.list(SELF.resolve("fd"))) {
      return (int) descriptors.filter(ProcFiles::isSocket).count();
    } catch (IOException _) {
      return 0;
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException _) {
      return false; // closed since it was listed
    }
  }

  /** The numbers of the CPUs that this process may use, such as {@code 1-3,8}. */
  static String allowedCpus() {
    try (Stream<String> lines = Files.lines(SELF.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith("Cpus_allowed_list:"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException _) {
      return "";
    }
  }

  /** How many CPUs a list such as {@code 1-3,8} names. */
  static int count(String cpuList) {
    int count = 0;
    for (String part : cpuList.split(",", -1)) {
      String[] ends = part.strip().split("-", -1);
      if (!ends[0].isEmpty()) {
        count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
      }
    }
    return count;
  }
}
