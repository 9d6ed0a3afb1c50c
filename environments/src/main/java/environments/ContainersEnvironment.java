package environments;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startable;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.mysql.MySQLContainer;

/**
 * The platform in containers of this machine's Docker engine: MySQL, Redis and pods of the image,
 * each with one CPU of its own. Load goes to one pod directly, and to several through the edge.
 */
final class ContainersEnvironment extends StartedEnvironment {
  private static final Duration READY = Duration.ofMinutes(2);

  private final DockerLease docker;
  private final List<URI> addresses;
  private final List<Startable> containers = new ArrayList<>();

  private ContainersEnvironment(Start start, MySQLContainer server, GenericContainer<?> redis) {
    super(
        start.settings,
        start.lease,
        start.placement,
        start.data.seedFile(),
        access(server),
        start.sampler(server, redis),
        start.describe());
    this.docker = start.docker;
    this.addresses = start.loaded();
    if (start.edge != null) {
      containers.add(start.edge);
    }
    containers.addAll(start.pods.values());
    containers.addAll(List.of(redis, server));
  }

  private static DatabaseAccess access(MySQLContainer server) {
    String url = "jdbc:mysql://" + server.getHost() + ':' + server.getMappedPort(3306) + "/lms";
    return new DatabaseAccess(
        url + "?sslMode=DISABLED&allowPublicKeyRetrieval=true",
        server.getUsername(),
        server.getPassword());
  }

  static ContainersEnvironment open(EnvironmentSettings settings) {
    return DockerStart.open(settings, start -> new Start(start).run());
  }

  /** The steps that bring it up. */
  private static final class Start {
    private final EnvironmentSettings settings;
    private final Lease lease;
    private final DockerCli cli;
    private final DockerLease docker;
    private final PlatformImage image;
    private final ContainerData data;
    private final Placement placement;
    private final Map<String, GenericContainer<?>> pods = new LinkedHashMap<>();
    private @Nullable GenericContainer<?> edge;

    Start(DockerStart start) {
      this.settings = start.settings();
      this.lease = start.lease();
      this.cli = start.cli();
      this.docker = start.docker();
      this.image = start.image();
      this.data =
          new ContainerData.Preparation(
                  start.cache(), lease.work(), cli, docker, image, settings.progress())
              .of(settings.size(), settings.seed());
      this.placement =
          Placement.of(
              Cpus.allowed(), settings.pods(), RunRegistry.cpus(lease.registry().others()));
    }

    ContainersEnvironment run() {
      settings.progress().accept("starting MySQL and Redis");
      String volume = data.copy(cli, docker);
      Network network = Containers.network(docker);
      int connections = settings.pods() * settings.poolSize();
      MySQLContainer database = Containers.mySql(network, docker, connections, data.password());
      ContainerData.keepIn(database, volume);
      Containers.bind(database, placement.restCpus());
      GenericContainer<?> redis = Containers.redis(network, docker);
      Containers.bind(redis, placement.restCpus());
      Startables.deepStart(database, redis).join();
      settings.progress().accept(settings.pods() == 1 ? "starting the pod" : "starting the pods");
      for (int pod = 0; pod < settings.pods(); pod++) {
        String name = "pod-" + (pod + 1);
        pods.put(name, pod(name, placement.podCpus().get(pod), network, database));
      }
      Startables.deepStart(pods.values()).join();
      if (settings.pods() > 1) {
        settings.progress().accept("starting the edge");
        edge = Containers.edge(ProjectRoot.locate(), network, docker);
        Containers.bind(edge, placement.restCpus());
        edge.start();
      }
      settings.progress().accept("the platform serves at " + loaded());
      return new ContainersEnvironment(this, database, redis);
    }

    private GenericContainer<?> pod(
        String name, int cpu, Network network, MySQLContainer database) {
      GenericContainer<?> pod =
          Containers.pod(image, network, docker, database, settings.poolSize());
      Containers.bind(pod, List.of(cpu));
      return pod.withEnv("LMS_POD_NAME", name)
          .waitingFor(
              Wait.forHttp("/api/health/ready").forPort(Containers.PORT).withStartupTimeout(READY));
    }

    /** Their own addresses: a mapped port leads through a proxy that costs CPU and time. */
    Map<String, URI> addresses() {
      Map<String, URI> addresses = new LinkedHashMap<>();
      pods.forEach(
          (name, pod) ->
              addresses.put(
                  name, URI.create("http://" + Containers.address(pod) + ':' + Containers.PORT)));
      return addresses;
    }

    /** Where load goes: to the edge where there is one, which is reached by TLS alone. */
    List<URI> loaded() {
      return edge == null
          ? List.copyOf(addresses().values())
          : List.of(
              URI.create("https://" + Containers.address(edge) + ':' + Containers.EDGE_TLS_PORT));
    }

    /** The image, what the processes in it may do, and what stands before them. */
    Map<String, Object> describe() {
      Map<String, Object> privileges = new LinkedHashMap<>();
      pods.forEach((name, pod) -> Privileges.of(pod).ifPresent(each -> privileges.put(name, each)));
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("image", image.name());
      all.put(
          "imageContent",
          ImageContent.of(cli, image.name(), PlatformImage.dockerfile(ProjectRoot.locate()))
              .describe());
      all.put("podPrivileges", privileges);
      if (edge != null) {
        all.put("edge", Containers.NGINX);
      }
      return all;
    }

    Sampler sampler(MySQLContainer database, GenericContainer<?> redis) {
      Map<String, Long> pids = new LinkedHashMap<>();
      pods.forEach((name, pod) -> pids.put(name, pid(pod)));
      pids.put("database", pid(database));
      pids.put("redis", pid(redis));
      if (edge != null) {
        pids.put("edge", pid(edge));
      }
      return new ProcessSampler(pids, addresses(), new DatabaseCounts(access(database)));
    }
  }

  private static long pid(GenericContainer<?> container) {
    Long pid = container.getCurrentContainerInfo().getState().getPidLong();
    return pid == null ? 0 : pid;
  }

  @Override
  public String name() {
    return "containers";
  }

  @Override
  public List<URI> pods() {
    return addresses;
  }

  @Override
  public void close() {
    try (Lease _ = lease();
        docker;
        Sampler _ = sampler()) {
      containers.forEach(Startable::stop);
    }
  }
}
