package environments;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The runs that are alive on this machine, a file for each in the cache folder, named by its
 * process: files of processes that have ended don't count and are removed. Thread-safe.
 */
final class RunRegistry implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String END = ".json";

  private final Path runs;
  private final Path own;
  private final Map<String, Map<String, Object>> seen = new LinkedHashMap<>();

  private RunRegistry(Path runs, Path own) {
    this.runs = runs;
    this.own = own;
  }

  /** The CPUs that runs use. */
  static Set<Integer> cpus(List<Map<String, Object>> runs) {
    Set<Integer> used = new TreeSet<>();
    for (Map<String, Object> run : runs) {
      if (run.get("cpus") instanceof Collection<?> cpus) {
        cpus.forEach(cpu -> used.add(((Number) cpu).intValue()));
      }
    }
    return used;
  }

  /** Registers a run of this process until it is closed. */
  static RunRegistry enter(CacheFolder cache, EnvironmentSettings settings, List<Integer> cpus) {
    ProcessIdentity self = ProcessIdentity.current();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", settings.runId());
    entry.put("profile", settings.profile());
    entry.put("pid", self.pid());
    entry.put("begin", System.currentTimeMillis());
    entry.put("cpus", cpus);
    String name = self.text() + "." + UUID.randomUUID();
    try {
      Path unfinished = Files.write(cache.runs().resolve(name), JSON.writeValueAsBytes(entry));
      Path own = cache.runs().resolve(name + END);
      Files.move(unfinished, own, StandardCopyOption.ATOMIC_MOVE);
      return new RunRegistry(cache.runs(), own);
    } catch (IOException e) {
      throw new UncheckedIOException("the run could not be registered in " + cache.runs(), e);
    }
  }

  /** All other runs seen so far, in the order of seeing; looks for new ones. */
  synchronized List<Map<String, Object>> others() {
    for (Path file : files()) {
      String name = file.getFileName().toString();
      if (!file.equals(own) && name.endsWith(END) && !seen.containsKey(name)) {
        look(file, name);
      }
    }
    return new ArrayList<>(seen.values());
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(own);
    } catch (IOException e) {
      throw new UncheckedIOException("the run could not be taken off the register", e);
    }
  }

  private void look(Path file, String name) {
    try {
      boolean ended =
          ProcessIdentity.parse(name.replaceFirst("\\..*", ""))
              .map(ProcessIdentity::hasEnded)
              .orElse(true);
      if (ended) {
        Files.deleteIfExists(file);
      } else {
        seen.put(name, new HashMap<>(JSON.readValue(file.toFile(), new TypeReference<>() {})));
      }
    } catch (IOException e) {
      // It ended between listing and reading; one that lives is looked at again next time.
      return;
    }
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(runs)) {
      return files.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
