package environments;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The platform on this machine without Docker: MariaDB, Redis and the pods as processes of their
 * own, bound to CPUs of their own.
 */
final class EmbeddedEnvironment implements Environment {

  private final EmbeddedStart.Started started;
  private final Lease lease;
  private final Sampler sampler;
  private final Map<String, Object> description;

  private EmbeddedEnvironment(
      EmbeddedStart.Started started, Lease lease, Map<String, Object> description) {
    this.started = started;
    this.lease = lease;
    this.description = description;
    Map<String, Long> pids = new LinkedHashMap<>();
    Map<String, URI> pods = new LinkedHashMap<>();
    started.pods().forEach(pod -> pids.put(pod.name(), pod.child().pid()));
    started.pods().forEach(pod -> pods.put(pod.name(), pod.address()));
    pids.put("database", started.database().child().pid());
    pids.put("redis", started.redis().child().pid());
    this.sampler = new Sampler(pids, pods, started.settings().poolSize());
  }

  static EmbeddedEnvironment open(EnvironmentSettings settings) {
    Tools.require();
    CacheFolder cache = CacheFolder.locate().create();
    Lease lease = Lease.take(cache, settings);
    try {
      EmbeddedStart.Started started = new EmbeddedStart(settings, cache, lease).start();
      return new EmbeddedEnvironment(started, lease, describe(started));
    } catch (RuntimeException e) {
      try (lease) {
        lease.keepLogs();
      } catch (RuntimeException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private static Map<String, Object> describe(EmbeddedStart.Started started) {
    return Description.of(
        started.settings(),
        started.placement(),
        started.database().access(),
        started.data().seedFile(),
        Map.of("podJvmFlags", Platform.POD_FLAGS));
  }

  @Override
  public String name() {
    return "embedded";
  }

  @Override
  public List<URI> pods() {
    return started.pods().stream().map(EmbeddedStart.Pod::address).toList();
  }

  @Override
  public Path seedFile() {
    return started.data().seedFile();
  }

  @Override
  public Optional<DatabaseAccess> database() {
    return Optional.of(started.database().access());
  }

  @Override
  public Map<String, Object> describe() {
    return new LinkedHashMap<>(description);
  }

  @Override
  public List<Map<String, Object>> others() {
    return lease.registry().others();
  }

  @Override
  public Map<String, Object> sample() {
    lease.registry().others();
    return sampler.sample();
  }

  @Override
  public Placement placement() {
    return started.placement();
  }

  @Override
  public void close() {
    List<Child> ended = new ArrayList<>(lease.children().all());
    ended.removeIf(Child::isAlive);
    try (lease;
        sampler) {
      if (!ended.isEmpty()) {
        lease.keepLogs();
      }
    }
  }
}
