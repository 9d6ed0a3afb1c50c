package environments;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps that bring an embedded environment up. Used once. */
final class EmbeddedStart {
  private static final String LOOPBACK = "127.0.0.1:";

  private final EnvironmentSettings settings;
  private final CacheFolder cache;
  private final WorkFolder work;
  private final Children children;
  private final RunRegistry registry;
  private final Consumer<String> progress;
  private final List<Link> links = new ArrayList<>();

  /** Makes the links; null where the environment is not open for faults. */
  private @Nullable Toxiproxy toxiproxy;

  /**
   * A pod that serves.
   *
   * @param clock as {@link Part#clock} has it
   * @param again starts it again where it has ended, and returns when it serves
   */
  record Pod(String name, Child child, URI address, Optional<Path> clock, Supplier<Child> again) {}

  /**
   * An environment that is ready for load.
   *
   * @param loaded where load goes
   */
  record Started(
      EnvironmentSettings settings,
      Placement placement,
      SeededData data,
      MariaDb.Server database,
      Redis.Server redis,
      List<Pod> pods,
      List<Link> links,
      List<URI> loaded) {}

  EmbeddedStart(EnvironmentSettings settings, CacheFolder cache, Lease lease) {
    this.settings = settings;
    this.cache = cache;
    this.work = lease.work();
    this.children = lease.children();
    this.registry = lease.registry();
    this.progress = settings.progress();
  }

  Started start() {
    Platform platform = Platform.inProject(ProjectRoot.locate());
    MariaDb mariaDb = MariaDb.unpacked(cache, work, progress);
    Redis redisProgram = Redis.unpacked(cache, work, progress);
    SeededData data =
        new SeededData.Preparation(cache, work, children, platform, mariaDb, progress)
            .of(settings.size(), settings.seed());
    Placement placement =
        Placement.of(Cpus.allowed(), settings.pods(), RunRegistry.cpus(registry.others()));
    progress.accept("starting database and Redis");
    Path copy = data.copy(work, children);
    int connections = settings.pods() * settings.poolSize();
    MariaDb.Server database =
        mariaDb.start(copy, connections, placement.restCpus(), work, children);
    Redis.Server redis = redisProgram.start(placement.restCpus(), work, children);
    if (settings.faults()) {
      progress.accept("starting the links");
      toxiproxy = Toxiproxy.embedded(placement.restCpus(), work, children);
    }
    List<Pod> pods = startPods(platform, placement, database, redis);
    List<URI> loaded = loaded(pods);
    progress.accept(
        "the platform serves at "
            + loaded.stream().map(URI::toString).collect(Collectors.joining(", ")));
    return new Started(settings, placement, data, database, redis, pods, links, loaded);
  }

  /** The port by which pods reach a server: its own, or that of a link to it. */
  private int portTo(String name, int port) {
    if (toxiproxy == null) {
      return port;
    }
    Link link = toxiproxy.link(name, Ports.free(), LOOPBACK + port);
    links.add(link);
    return link.listen().getPort();
  }

  /** All pods, or the one link to them. */
  private List<URI> loaded(List<Pod> pods) {
    if (toxiproxy == null) {
      return pods.stream().map(Pod::address).toList();
    }
    String all =
        pods.stream().map(pod -> pod.address().getAuthority()).collect(Collectors.joining(","));
    Link edge = toxiproxy.link("edge", Ports.free(), all);
    links.add(edge);
    return List.of(URI.create("http://" + LOOPBACK + edge.listen().getPort()));
  }

  private List<Pod> startPods(
      Platform platform, Placement placement, MariaDb.Server database, Redis.Server redis) {
    DatabaseAccess access = database.accessBy(portTo("database", database.port()));
    Map<String, String> variables = new LinkedHashMap<>(SeededData.settings(access));
    variables.put("LMS_REDIS_URL", redis.urlBy(portTo("redis", redis.port())));
    variables.put("LMS_DATABASE_POOL", Integer.toString(settings.poolSize()));
    Platform.Packed packed = platform.packed(cache, work, progress);
    List<String> flags = startUpFlags(packed, variables);
    progress.accept(settings.pods() == 1 ? "starting the pod" : "starting the pods");
    List<Child> started = new ArrayList<>();
    Map<String, Path> clocks = new LinkedHashMap<>();
    for (int pod = 0; pod < settings.pods(); pod++) {
      String name = "pod-" + (pod + 1);
      Program program =
          packed
              .pod(name, flags, work.path())
              .with(variables)
              .with(Map.of("LMS_POD_NAME", name, "LMS_HTTP_PORT", podPort()))
              .with(settings.faults() ? Platform.DRAIN : Map.of())
              .with(clock(name, clocks))
              .on(List.of(placement.podCpus().get(pod)));
      started.add(children.start(program));
    }
    return started.stream()
        .map(
            child ->
                new Pod(
                    child.name(),
                    child,
                    URI.create(Platform.Packed.awaitReady(child)),
                    Optional.ofNullable(clocks.get(child.name())),
                    () -> children.start(child.program(), Platform.Packed::awaitReady)))
        .toList();
  }

  /**
   * What a pod with a clock of its own is started with; nothing where none is asked for, or this
   * machine has no library for it.
   */
  private Map<String, String> clock(String pod, Map<String, Path> clocks) {
    Optional<Path> library =
        OwnClock.library().filter(_ -> settings.preparations().contains(Preparation.OWN_CLOCKS));
    if (library.isEmpty()) {
      return Map.of();
    }
    Path clock = OwnClock.make(work.path(), pod);
    clocks.put(pod, clock);
    return OwnClock.settings(library.get().toString(), clock.toString());
  }

  /** One that a pod finds free when it is started again; any where it never is. */
  private String podPort() {
    return Integer.toString(settings.faults() ? Ports.free() : 0);
  }

  /** Pods start without the JVM's start-up cache where it can't be made: later, but as well. */
  private List<String> startUpFlags(Platform.Packed packed, Map<String, String> variables) {
    try {
      Path startUpCache = packed.startUpCache(cache, work, children, variables, progress);
      return List.of("-XX:AOTCache=" + startUpCache);
    } catch (EnvironmentUnavailable e) {
      progress.accept("starting without the JVM's start-up cache: " + e.getMessage());
      return List.of();
    }
  }
}
