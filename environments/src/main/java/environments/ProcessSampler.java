package environments;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the processes of an environment through {@code /proc}, cgroups and their metrics. Shares
 * and rates are over the time since the look before; the first look has none. Thread-safe.
 */
final class ProcessSampler implements Sampler {

  private static final double MIB = 1024 * 1024;

  private final Map<String, Supplier<OptionalLong>> pids;
  private final Map<String, URI> pods;
  private final @Nullable DatabaseCounts database;
  private final PodMetrics metrics = new PodMetrics();
  private final MachineCpu machine = new MachineCpu();
  private @Nullable Look before;

  /** All counters at one instant, by pid: a process that was started again counts from zero. */
  private record Look(long nanos, Map<Long, Long> cpuTicks, Map<Long, Double> throttledMillis) {}

  /**
   * @param pids say which processes to look at, by their names in system.jsonl; asked at each look
   * @param pods the addresses of those of them that have metrics
   * @param database counts the connections of the process "database"; null where it can't be asked
   */
  ProcessSampler(
      Map<String, Supplier<OptionalLong>> pids,
      Map<String, URI> pods,
      @Nullable DatabaseCounts database) {
    this.pids = new LinkedHashMap<>(pids);
    this.pods = new LinkedHashMap<>(pods);
    this.database = database;
  }

  @Override
  public synchronized Map<String, Object> sample(Duration patience) {
    Optional<CompletableFuture<Map<String, Object>>> counts =
        Optional.ofNullable(database).map(DatabaseCounts::ask);
    Map<String, Map<String, Object>> answers = metrics.read(pods, patience);
    Map<String, Map<String, Object>> processes = new LinkedHashMap<>();
    Look now = new Look(System.nanoTime(), new HashMap<>(), new HashMap<>());
    pids.forEach(
        (name, pid) -> {
          Map<String, Object> figures = new LinkedHashMap<>(answers.getOrDefault(name, Map.of()));
          pid.get().ifPresent(process -> look(process, now, figures));
          processes.put(name, figures);
        });
    answers.keySet().stream()
        .filter(name -> !pids.containsKey(name))
        .forEach(name -> processes.put(name, answers.getOrDefault(name, Map.of())));
    counts.ifPresent(
        counted ->
            processes.computeIfAbsent("database", _ -> new HashMap<>()).putAll(counted.join()));
    Map<String, Object> sample = new LinkedHashMap<>();
    machine.share().ifPresent(share -> sample.put("machineCpu", share));
    sample.put("podsReady", answers.size());
    sample.put("processes", processes);
    before = now;
    return sample;
  }

  @Override
  public void close() {
    metrics.close();
    if (database != null) {
      database.close();
    }
  }

  private void look(long pid, Look now, Map<String, Object> figures) {
    ProcessStat.read(pid)
        .filter(stat -> stat.state() != 'Z')
        .ifPresent(
            stat -> {
              figures.put("rssMiB", stat.rssBytes() / MIB);
              now.cpuTicks().put(pid, stat.cpuTicks());
            });
    throttledMillis(pid).ifPresent(millis -> now.throttledMillis().put(pid, millis));
    Look earlier = before;
    if (earlier == null) {
      return;
    }
    Long ticks = now.cpuTicks().get(pid);
    Long ticksBefore = earlier.cpuTicks().get(pid);
    if (ticks != null && ticksBefore != null) {
      double seconds = (now.nanos() - earlier.nanos()) / 1e9;
      figures.put("cpu", (ticks - ticksBefore) / (seconds * ProcessStat.TICKS_PER_SECOND));
    }
    Double throttled = now.throttledMillis().get(pid);
    Double throttledBefore = earlier.throttledMillis().get(pid);
    if (throttled != null && throttledBefore != null) {
      figures.put("throttledMillis", throttled - throttledBefore);
    }
  }

  /** The time that a cgroup of version 2 kept its processes off the CPU, since it was made. */
  private static OptionalDouble throttledMillis(long pid) {
    try {
      String group = firstLine("/proc/" + pid + "/cgroup");
      if (!group.startsWith("0::/")) {
        return OptionalDouble.empty();
      }
      Path file = Path.of("/sys/fs/cgroup", group.substring(4), "cpu.stat");
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith("throttled_usec "))
          .mapToDouble(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)) / 1000.0)
          .findFirst();
    } catch (IOException | RuntimeException e) {
      return OptionalDouble.empty();
    }
  }

  private static String firstLine(String file) throws IOException {
    return Files.readAllLines(Path.of(file)).getFirst();
  }
}
