package environments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** How busy all CPUs of this machine are, by {@code /proc/stat}. Thread-safe. */
final class MachineCpu {
  private static final Path STAT = Path.of("/proc/stat");
  private static final int FIRST_FIELD = 1;
  private static final int LAST_FIELD = 8;
  private static final int IDLE = 4;
  private static final int WAITING_FOR_DISKS = 5;

  private @Nullable Ticks before;

  /** The CPU time of the whole machine since boot. */
  private record Ticks(long busy, long all) {}

  /** The share from 0 to 1 since the last call; the first call has none. */
  synchronized OptionalDouble share() {
    Ticks first = before;
    Ticks last = ticks();
    before = last;
    if (first == null || last == null || last.all() <= first.all()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of((last.busy() - first.busy()) / (double) (last.all() - first.all()));
  }

  /** The first line: user nice system idle iowait irq softirq steal; null where there is none. */
  private static @Nullable Ticks ticks() {
    try {
      String[] fields = Files.readAllLines(STAT).getFirst().split(" +", -1);
      long all = 0;
      for (int field = FIRST_FIELD; field <= LAST_FIELD; field++) {
        all += Long.parseLong(fields[field]);
      }
      long idle = Long.parseLong(fields[IDLE]) + Long.parseLong(fields[WAITING_FOR_DISKS]);
      return new Ticks(all - idle, all);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }
}
