package environments;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The platform on this machine without Docker: MariaDB, Redis and the pods as processes of their
 * own, bound to CPUs of their own.
 */
final class EmbeddedEnvironment extends StartedEnvironment {

  private final List<URI> pods;

  private EmbeddedEnvironment(EmbeddedStart.Started started, Lease lease) {
    super(
        started.settings(),
        lease,
        started.placement(),
        started.data().seedFile(),
        started.database().access(),
        sampler(started),
        Map.of("podJvmFlags", Platform.POD_FLAGS));
    this.pods = started.pods().stream().map(EmbeddedStart.Pod::address).toList();
  }

  private static Sampler sampler(EmbeddedStart.Started started) {
    Map<String, Long> pids = new LinkedHashMap<>();
    Map<String, URI> pods = new LinkedHashMap<>();
    started.pods().forEach(pod -> pids.put(pod.name(), pod.child().pid()));
    started.pods().forEach(pod -> pods.put(pod.name(), pod.address()));
    pids.put("database", started.database().child().pid());
    pids.put("redis", started.redis().child().pid());
    return new ProcessSampler(pids, pods, new DatabaseCounts(started.database().access()));
  }

  static EmbeddedEnvironment open(EnvironmentSettings settings) {
    Tools.require();
    CacheFolder cache = CacheFolder.locate().create();
    Lease lease = Lease.take(cache, settings);
    try {
      return new EmbeddedEnvironment(new EmbeddedStart(settings, cache, lease).start(), lease);
    } catch (RuntimeException e) {
      try (lease) {
        lease.keepLogs();
      } catch (RuntimeException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  @Override
  public String name() {
    return "embedded";
  }

  @Override
  public List<URI> pods() {
    return pods;
  }

  @Override
  public void close() {
    List<Child> ended = new ArrayList<>(lease().children().all());
    ended.removeIf(Child::isAlive);
    try (Lease lease = lease();
        Sampler _ = sampler()) {
      if (!ended.isEmpty()) {
        lease.keepLogs();
      }
    }
  }
}
