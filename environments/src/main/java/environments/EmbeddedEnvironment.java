package environments;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The platform on this machine without Docker: MariaDB, Redis and the pods as processes of their
 * own, bound to CPUs of their own.
 */
final class EmbeddedEnvironment extends StartedEnvironment {

  private final List<URI> loaded;
  private final List<Part> parts;
  private final List<Link> links;

  private EmbeddedEnvironment(EmbeddedStart.Started started, List<Part> parts, Lease lease) {
    super(
        started.settings(),
        lease,
        started.placement(),
        started.data().seedFile(),
        started.database().access(),
        sampler(started, parts),
        Map.of("podJvmFlags", Platform.POD_FLAGS));
    this.loaded = started.loaded();
    this.parts = started.settings().faults() ? parts : List.of();
    this.links = started.links();
  }

  private static List<Part> parts(EmbeddedStart.Started started, Children children) {
    List<Part> parts = new ArrayList<>();
    started
        .pods()
        .forEach(
            pod ->
                parts.add(
                    new EmbeddedPart(
                        pod.name(),
                        Part.Kind.POD,
                        children,
                        pod.child(),
                        pod.clock(),
                        pod.again())));
    MariaDb.Server database = started.database();
    parts.add(
        new EmbeddedPart(
            "database",
            Part.Kind.DATABASE,
            children,
            database.child(),
            Optional.empty(),
            database.again()));
    Redis.Server redis = started.redis();
    parts.add(
        new EmbeddedPart(
            "redis", Part.Kind.REDIS, children, redis.child(), Optional.empty(), redis.again()));
    return List.copyOf(parts);
  }

  private static Sampler sampler(EmbeddedStart.Started started, List<Part> parts) {
    Map<String, Supplier<OptionalLong>> pids = new LinkedHashMap<>();
    parts.forEach(part -> pids.put(part.name(), part::pid));
    Map<String, URI> pods = new LinkedHashMap<>();
    started.pods().forEach(pod -> pods.put(pod.name(), pod.address()));
    return new ProcessSampler(pids, pods, new DatabaseCounts(started.database().access()));
  }

  static EmbeddedEnvironment open(EnvironmentSettings settings) {
    Tools.require();
    CacheFolder cache = CacheFolder.locate().create();
    Lease lease = Lease.take(cache, settings);
    try {
      EmbeddedStart.Started started = new EmbeddedStart(settings, cache, lease).start();
      return new EmbeddedEnvironment(started, parts(started, lease.children()), lease);
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
    return loaded;
  }

  @Override
  public List<Part> parts() {
    return parts;
  }

  @Override
  public List<Link> links() {
    return links;
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
