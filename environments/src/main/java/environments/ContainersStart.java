package environments;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.mysql.MySQLContainer;

/** The steps that bring up an environment of containers, and what came of them. Used once. */
final class ContainersStart {
  private static final Duration READY = Duration.ofMinutes(2);

  // The last numbers of addresses in a network that is open for faults.
  private static final int DATABASE = 10;
  private static final int REDIS = 11;
  private static final int LINKS = 12;
  private static final int EDGE = 13;
  private static final int FIRST_POD = 20;

  private final EnvironmentSettings settings;
  private final Lease lease;
  private final DockerCli cli;
  private final DockerLease docker;
  private final PlatformImage image;
  private final ContainerData data;
  private final Placement placement;
  private final List<GenericContainer<?>> containers = new ArrayList<>();
  private final Map<String, GenericContainer<?>> pods = new LinkedHashMap<>();
  private final Map<String, Path> clockFiles = new LinkedHashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private @Nullable AddressedNetwork addressed;
  private @Nullable MySQLContainer database;
  private @Nullable GenericContainer<?> edge;

  ContainersStart(DockerStart start) {
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
        Placement.of(Cpus.allowed(), settings.pods(), RunRegistry.cpus(lease.registry().others()));
  }

  ContainersEnvironment run() {
    Network network = network();
    startStores(network);
    Toxiproxy toxiproxy = addressed == null ? null : startLinks(network, addressed);
    startPods(network);
    if (settings.pods() > 1) {
      startEdge(network);
    }
    if (toxiproxy != null) {
      URI led = direct().getFirst();
      links.add(toxiproxy.link("edge", led.getPort(), led.getAuthority()));
    }
    settings.progress().accept("the platform serves at " + loaded());
    return new ContainersEnvironment(this);
  }

  EnvironmentSettings settings() {
    return settings;
  }

  Lease lease() {
    return lease;
  }

  DockerLease docker() {
    return docker;
  }

  Placement placement() {
    return placement;
  }

  Path seedFile() {
    return data.seedFile();
  }

  /** All that were started, in that order. */
  List<GenericContainer<?>> containers() {
    return containers;
  }

  List<Part> parts() {
    return parts;
  }

  List<Link> links() {
    return links;
  }

  /** The database at its own address: a published port may be another after a restart. */
  DatabaseAccess access() {
    MySQLContainer server = Objects.requireNonNull(database);
    return new DatabaseAccess(
        "jdbc:mysql://%s:%d/lms?sslMode=DISABLED&allowPublicKeyRetrieval=true"
            .formatted(Containers.address(server), Containers.MYSQL_PORT),
        server.getUsername(),
        server.getPassword());
  }

  /** Where load goes: by the link before the platform where there is one. */
  List<URI> loaded() {
    List<URI> direct = direct();
    return links.stream()
        .filter(link -> link.name().equals("edge"))
        .map(link -> List.of(URI.create(direct.getFirst().getScheme() + ":/" + link.listen())))
        .findFirst()
        .orElse(direct);
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

  Sampler sampler() {
    Map<String, Supplier<OptionalLong>> pids = new LinkedHashMap<>();
    parts.forEach(part -> pids.put(part.name(), part::pid));
    Map<String, URI> addresses = new LinkedHashMap<>();
    pods.forEach((name, pod) -> addresses.put(name, address(pod)));
    return new ProcessSampler(pids, addresses, new DatabaseCounts(access()));
  }

  private Network network() {
    if (!settings.faults()) {
      return Containers.network(docker);
    }
    addressed = AddressedNetwork.create(docker);
    return addressed.network();
  }

  private void startStores(Network network) {
    settings.progress().accept("starting MySQL and Redis");
    String volume =
        settings.preparations().contains(Preparation.SMALL_DISK)
            ? data.copyOnSmallDisk(cli, docker)
            : data.copy(cli, docker);
    int connections = settings.pods() * settings.poolSize();
    MySQLContainer server = Containers.mySql(network, docker, connections, data.password());
    ContainerData.keepIn(server, volume);
    place(server, placement.restCpus(), DATABASE);
    GenericContainer<?> redis = Containers.redis(network, docker);
    place(redis, placement.restCpus(), REDIS);
    Startables.deepStart(server, redis).join();
    database = server;
    containers.addAll(List.of(server, redis));
    DatabaseAccess access = access();
    parts.add(
        new ContainerPart("database", Part.Kind.DATABASE, server, () -> Serving.database(access)));
    InetSocketAddress ofRedis =
        new InetSocketAddress(Containers.address(redis), Containers.REDIS_PORT);
    parts.add(new ContainerPart("redis", Part.Kind.REDIS, redis, () -> Serving.redis(ofRedis)));
  }

  /** A Toxiproxy with links to both stores. */
  private Toxiproxy startLinks(Network network, AddressedNetwork addresses) {
    settings.progress().accept("starting the links");
    GenericContainer<?> container = Containers.toxiproxy(network, docker);
    place(container, placement.restCpus(), LINKS);
    container.start();
    containers.add(container);
    Toxiproxy toxiproxy = Containers.links(container, addresses.gateway());
    links.add(
        toxiproxy.link("database", Containers.MYSQL_PORT, to(DATABASE, Containers.MYSQL_PORT)));
    links.add(toxiproxy.link("redis", Containers.REDIS_PORT, to(REDIS, Containers.REDIS_PORT)));
    return toxiproxy;
  }

  private void startPods(Network network) {
    settings.progress().accept(settings.pods() == 1 ? "starting the pod" : "starting the pods");
    boolean clocks = settings.preparations().contains(Preparation.OWN_CLOCKS);
    PlatformImage started =
        clocks ? image.withClock(ProjectRoot.locate(), cli, settings.progress()) : image;
    for (int pod = 0; pod < settings.pods(); pod++) {
      String name = "pod-" + (pod + 1);
      GenericContainer<?> container =
          Containers.pod(
                  started, network, docker, Objects.requireNonNull(database), settings.poolSize())
              .withEnv("LMS_POD_NAME", name)
              .withEnv(Platform.LISTEN_LATE)
              .withEnv(Platform.ONE_ADDRESS)
              .waitingFor(
                  Wait.forHttp("/api/health/ready")
                      .forPort(Containers.PORT)
                      .withStartupTimeout(READY));
      if (settings.faults()) {
        container.withEnv(Containers.settingsByLinks()).withEnv(Platform.DRAIN);
      }
      if (clocks) {
        Path clock = OwnClock.make(lease.work().path(), name);
        Containers.setClockBy(container, clock);
        clockFiles.put(name, clock);
      }
      place(container, List.of(placement.podCpus().get(pod)), FIRST_POD + pod);
      pods.put(name, container);
    }
    Startables.deepStart(pods.values()).join();
    containers.addAll(pods.values());
    List<Part> all = new ArrayList<>();
    pods.forEach(
        (name, pod) -> {
          URI ready = address(pod).resolve("/api/health/ready");
          Optional<Path> clock = Optional.ofNullable(clockFiles.get(name));
          all.add(new ContainerPart(name, Part.Kind.POD, pod, clock, () -> Serving.http(ready)));
        });
    parts.addAll(0, all);
  }

  private void startEdge(Network network) {
    settings.progress().accept("starting the edge");
    GenericContainer<?> nginx = Containers.edge(ProjectRoot.locate(), network, docker);
    place(nginx, placement.restCpus(), EDGE);
    nginx.start();
    edge = nginx;
    containers.add(nginx);
    URI health = address(nginx).resolve("/edge/health");
    parts.add(new ContainerPart("edge", Part.Kind.EDGE, nginx, () -> Serving.http(health)));
  }

  /** The edge where there is one, which is reached by TLS alone; else the pod. */
  private List<URI> direct() {
    return edge == null
        ? pods.values().stream().map(ContainersStart::address).toList()
        : List.of(
            URI.create("https://" + Containers.address(edge) + ':' + Containers.EDGE_TLS_PORT));
  }

  /** Its own address: a mapped port leads through a proxy that costs CPU and time. */
  private static URI address(GenericContainer<?> container) {
    return URI.create("http://" + Containers.address(container) + ':' + Containers.PORT);
  }

  /** Gives a container CPUs and, where it is to be the same after a restart, an address. */
  private void place(GenericContainer<?> container, List<Integer> cpus, int number) {
    Containers.bind(container, cpus);
    if (addressed != null) {
      addressed.place(container, number);
    }
  }

  private String to(int number, int port) {
    return Objects.requireNonNull(addressed).begin() + number + ':' + port;
  }
}
