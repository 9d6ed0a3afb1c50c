package environments;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startable;
import org.testcontainers.mysql.MySQLContainer;

/**
 * The platform in containers of this machine's Docker engine: MySQL, Redis and pods of the image,
 * each pod with one CPU of its own. Load goes to the pods directly.
 */
final class ContainersEnvironment implements Environment {
  private static final Duration READY = Duration.ofMinutes(2);

  private final EnvironmentSettings settings;
  private final Lease lease;
  private final DockerLease docker;
  private final Placement placement;
  private final ContainerData data;
  private final DatabaseAccess database;
  private final Map<String, URI> pods;
  private final List<Startable> containers = new ArrayList<>();
  private final Sampler sampler;
  private final Map<String, Object> description;

  private ContainersEnvironment(Start start, MySQLContainer server, GenericContainer<?> redis) {
    containers.addAll(start.pods.values());
    containers.addAll(List.of(redis, server));
    this.settings = start.settings;
    this.lease = start.lease;
    this.docker = start.docker;
    this.placement = start.placement;
    this.data = start.data;
    this.pods = start.addresses();
    String url = "jdbc:mysql://" + server.getHost() + ':' + server.getMappedPort(3306) + "/lms";
    this.database =
        new DatabaseAccess(
            url + "?sslMode=DISABLED&allowPublicKeyRetrieval=true",
            server.getUsername(),
            server.getPassword());
    Map<String, Long> pids = start.pids();
    pids.put("database", pid(server));
    pids.put("redis", pid(redis));
    this.sampler = new Sampler(pids, pods, settings.poolSize());
    this.description =
        Description.of(
            settings, placement, database, data.seedFile(), Map.of("image", start.image.name()));
  }

  static ContainersEnvironment open(EnvironmentSettings settings) {
    Tools.require();
    CacheFolder cache = CacheFolder.locate().create();
    Lease lease = Lease.take(cache, settings);
    try {
      DockerCli cli = new DockerCli(lease.work(), lease.children());
      DockerLease docker = DockerLease.take(cli);
      try {
        return new Start(settings, cache, lease, cli, docker).run();
      } catch (RuntimeException e) {
        docker.close();
        throw e;
      }
    } catch (EnvironmentUnavailable e) {
      lease.close();
      throw e;
    } catch (RuntimeException e) {
      lease.close();
      throw new EnvironmentUnavailable(
          "environment containers could not be started: " + e.getMessage(), e);
    }
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

    Start(
        EnvironmentSettings settings,
        CacheFolder cache,
        Lease lease,
        DockerCli cli,
        DockerLease docker) {
      this.settings = settings;
      this.lease = lease;
      this.cli = cli;
      this.docker = docker;
      this.image =
          PlatformImage.built(
              ProjectRoot.locate(), cli, lease.work(), lease.children(), settings.progress());
      this.data =
          new ContainerData.Preparation(
                  cache, lease.work(), cli, docker, image, settings.progress())
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
      database
          .withCreateContainerCmdModifier(command -> ContainerData.keepIn(command, volume))
          .withCreateContainerCmdModifier(command -> bind(command, placement.restCpus()));
      database.start();
      GenericContainer<?> redis = Containers.redis(network, docker);
      redis.withCreateContainerCmdModifier(command -> bind(command, placement.restCpus()));
      redis.start();
      settings.progress().accept(settings.pods() == 1 ? "starting the pod" : "starting the pods");
      for (int pod = 0; pod < settings.pods(); pod++) {
        startPod("pod-" + (pod + 1), placement.podCpus().get(pod), network, database);
      }
      settings.progress().accept("the platform serves at " + addresses().values());
      return new ContainersEnvironment(this, database, redis);
    }

    private void startPod(String name, int cpu, Network network, MySQLContainer database) {
      GenericContainer<?> pod =
          Containers.pod(image, network, docker, database, settings.poolSize());
      pod.withEnv("LMS_POD_NAME", name)
          .withCreateContainerCmdModifier(command -> bind(command, List.of(cpu)))
          .waitingFor(
              Wait.forHttp("/api/health/ready").forPort(Containers.PORT).withStartupTimeout(READY));
      pod.start();
      pods.put(name, pod);
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

    Map<String, Long> pids() {
      Map<String, Long> pids = new LinkedHashMap<>();
      pods.forEach((name, pod) -> pids.put(name, pid(pod)));
      return pids;
    }
  }

  private static void bind(CreateContainerCmd command, List<Integer> cpus) {
    HostConfig host = command.getHostConfig();
    if (host != null) {
      host.withCpusetCpus(Cpus.list(cpus));
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
    return new ArrayList<>(pods.values());
  }

  @Override
  public Path seedFile() {
    return data.seedFile();
  }

  @Override
  public Optional<DatabaseAccess> database() {
    return Optional.of(database);
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
    return placement;
  }

  @Override
  public void close() {
    try (lease;
        docker;
        sampler) {
      containers.forEach(Startable::stop);
    }
  }
}
