package loadtests.record;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import reports.run.GeneratorSecond;
import reports.run.JsonLines;
import reports.run.RunFolder;

/**
 * How this generator fares, a line of {@code generator.jsonl} each second: whether it had the CPU,
 * how late its starts and timers were, how long its collector stopped it.
 */
final class GeneratorWatch implements AutoCloseable {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MIB = 1 << 20;

  private final JsonLines lines;
  private final Starts starts;
  private final LongAdder retries;
  private final AtomicInteger activeUsers;
  private final GcPauses pauses = new GcPauses();
  private final WakeUps wakeUps = new WakeUps();
  private Reading before = Reading.now();
  private final EverySecond clock;

  /** Counters at one instant. */
  private record Reading(
      long millis,
      long nanos,
      long cpuNanos,
      Map<String, Long> runQueueNanos,
      ProcFiles.MachineTicks machine) {
    static Reading now() {
      return new Reading(
          System.currentTimeMillis(),
          System.nanoTime(),
          processCpuNanos(),
          ProcFiles.runQueueDelays(),
          ProcFiles.machineTicks());
    }

    private static long processCpuNanos() {
      return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
          .getProcessCpuTime();
    }

    double runQueueMillisSince(Reading earlier) {
      return runQueueNanos.entrySet().stream()
              .mapToLong(
                  thread ->
                      thread.getValue() - earlier.runQueueNanos.getOrDefault(thread.getKey(), 0L))
              .sum()
          / NANOS_PER_MILLI;
    }
  }

  GeneratorWatch(JsonLines lines, Starts starts, LongAdder retries, AtomicInteger activeUsers) {
    this.lines = lines;
    this.starts = starts;
    this.retries = retries;
    this.activeUsers = activeUsers;
    clock = new EverySecond("generator-watch", this::write);
  }

  private synchronized void write() {
    Reading now = Reading.now();
    int cpus = ProcFiles.count(ProcFiles.allowedCpus());
    long nanos = Math.max(1, now.nanos() - before.nanos());
    Runtime heap = Runtime.getRuntime();
    lines.append(
        new GeneratorSecond(
            RunFolder.SCHEMA,
            before.millis(),
            (double) (now.cpuNanos() - before.cpuNanos()) / nanos / Math.max(1, cpus),
            cpus,
            now.machine().shareSince(before.machine()),
            now.runQueueMillisSince(before),
            pauses.take(),
            starts.takeLags(),
            starts.takeFirstResponses(),
            starts.takeSessionWaits(),
            wakeUps.take(),
            ProcFiles.sockets(),
            (heap.totalMemory() - heap.freeMemory()) / MIB,
            activeUsers.get(),
            retries.sumThenReset()));
    before = now;
  }

  @Override
  public void close() {
    clock.close();
    wakeUps.close();
    pauses.close();
    lines.close();
  }
}
