package environments;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The steps that bring an embedded environment up. */
final class EmbeddedStart {

  private final EnvironmentSettings settings;
  private final CacheFolder cache;
  private final WorkFolder work;
  private final Children children;
  private final RunRegistry registry;
  private final Consumer<String> progress;

  /** A pod that serves. */
  record Pod(String name, Child child, URI address) {}

  /** An environment that is ready for load. */
  record Started(
      EnvironmentSettings settings,
      Placement placement,
      SeededData data,
      MariaDb.Server database,
      Redis.Server redis,
      List<Pod> pods) {}

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
    List<Pod> pods = startPods(platform, placement, database, redis);
    progress.accept(
        "the platform serves at "
            + pods.stream().map(pod -> pod.address().toString()).collect(Collectors.joining(", ")));
    return new Started(settings, placement, data, database, redis, pods);
  }

  private List<Pod> startPods(
      Platform platform, Placement placement, MariaDb.Server database, Redis.Server redis) {
    Map<String, String> variables = new LinkedHashMap<>(SeededData.settings(database.access()));
    variables.put("LMS_REDIS_URL", redis.url());
    variables.put("LMS_DATABASE_POOL", Integer.toString(settings.poolSize()));
    Platform.Packed packed = platform.packed(cache, work, progress);
    List<String> flags = startUpFlags(packed, variables);
    progress.accept(settings.pods() == 1 ? "starting the pod" : "starting the pods");
    List<Child> started = new ArrayList<>();
    for (int pod = 0; pod < settings.pods(); pod++) {
      String name = "pod-" + (pod + 1);
      Program program =
          packed
              .pod(name, flags, work.path())
              .with(variables)
              .with(Map.of("LMS_POD_NAME", name))
              .on(List.of(placement.podCpus().get(pod)));
      started.add(children.start(program));
    }
    return started.stream()
        .map(child -> new Pod(child.name(), child, URI.create(Platform.Packed.awaitReady(child))))
        .toList();
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
