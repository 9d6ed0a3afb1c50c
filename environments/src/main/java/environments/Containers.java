package environments;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategyTarget;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** The containers of a platform, as every environment on Docker makes them. */
final class Containers {
  static final int PORT = 8080;
  static final String MYSQL = "mysql:9.7";
  static final String REDIS = "redis:8";
  static final String NGINX = "nginx:1.26";
  static final String TOXIPROXY = "ghcr.io/shopify/toxiproxy:2.5.0";
  static final int EDGE_TLS_PORT = 8443;
  static final int MYSQL_PORT = 3306;
  static final int REDIS_PORT = 6379;

  /** What the links of a network are called in it. */
  static final String LINKS = "links";

  private static final int TOXIPROXY_PORT = 8474;

  /** What all pods of a network are called in it. */
  static final String PODS = "lms";

  private static final String CLOCK = "/clock";
  private static final int EXECUTABLE = 0755;
  private static final long MIB = 1024L * 1024;
  private static final long NANO_CPUS = 1_000_000_000L;
  private static final int CONNECTIONS_BESIDE_PODS = 50;

  private Containers() {}

  /** A network of one run. */
  static Network network(DockerLease lease) {
    return Network.builder()
        .createNetworkCmdModifier(command -> command.withLabels(lease.labels()))
        .build();
  }

  /** A MySQL that keeps what it committed, called {@code database} in its network. */
  static MySQLContainer mySql(
      Network network, DockerLease lease, int connections, String password) {
    return new MySQLContainer(DockerImageName.parse(MYSQL))
        .withNetwork(network)
        .withNetworkAliases("database")
        .withLabels(lease.labels())
        .withDatabaseName("lms")
        .withUsername("lms")
        .withPassword(password)
        .withCommand(
            "--innodb-flush-log-at-trx-commit=1",
            "--innodb-buffer-pool-size=512M",
            "--max-connections=" + (connections + CONNECTIONS_BESIDE_PODS))
        .withStartupTimeout(Duration.ofMinutes(3));
  }

  /** A Redis that only caches, called {@code redis} in its network. */
  static GenericContainer<?> redis(Network network, DockerLease lease) {
    return new GenericContainer<>(DockerImageName.parse(REDIS))
        .withNetwork(network)
        .withNetworkAliases("redis")
        .withLabels(lease.labels())
        .withExposedPorts(REDIS_PORT)
        .withCommand("redis-server", "--save", "", "--maxmemory", "128mb")
        .waitingFor(Wait.forListeningPort());
  }

  /**
   * A Toxiproxy without proxies, called {@value #LINKS} in its network. It connects to one upstream
   * after the other, without a time-out of its own, so its kernel gives up on one that is gone
   * after 3 s: with the usual six repetitions of SYN, each after twice the time, the link would
   * come back up to a minute later than what it leads to.
   */
  static GenericContainer<?> toxiproxy(Network network, DockerLease lease) {
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(TOXIPROXY))
            .withNetwork(network)
            .withNetworkAliases(LINKS)
            .withLabels(lease.labels())
            .withExposedPorts(TOXIPROXY_PORT)
            .waitingFor(Wait.forHttp("/version").forPort(TOXIPROXY_PORT));
    configure(container, host -> host.withSysctls(Map.of("net.ipv4.tcp_syn_retries", "1")));
    return container;
  }

  /**
   * What makes links in a Toxiproxy that was started.
   *
   * @param gateway how it reaches this machine
   */
  static Toxiproxy links(GenericContainer<?> started, String gateway) {
    String host = address(started);
    URI api = URI.create("http://" + host + ':' + TOXIPROXY_PORT);
    return new Toxiproxy(api, "0.0.0.0", host, gateway);
  }

  /** A pod as production runs it: one CPU, 768 MiB, no privilege, nothing to write but /tmp. */
  static GenericContainer<?> pod(
      PlatformImage image,
      Network network,
      DockerLease lease,
      MySQLContainer database,
      int connections) {
    GenericContainer<?> pod =
        new GenericContainer<>(DockerImageName.parse(image.name()))
            .withNetwork(network)
            .withNetworkAliases(PODS)
            .withLabels(lease.labels())
            .withExposedPorts(PORT)
            .withEnv(settings(database, connections))
            .waitingFor(Wait.forHttp("/api/health/ready").forPort(PORT));
    configure(pod, Containers::harden);
    return pod;
  }

  /**
   * The edge before pods that are called {@value #PODS} in their network; they must run already,
   * because it looks their addresses up when it starts. It believes whoever says where a learner
   * comes from, as if it stood behind another proxy: the load says so.
   */
  static GenericContainer<?> edge(ProjectRoot root, Network network, DockerLease lease) {
    Path chart = root.path().resolve("environments/helm/lms/files");
    Path selfSigned = root.path().resolve("environments/compose/self-signed.sh");
    return new GenericContainer<>(DockerImageName.parse(NGINX))
        .withNetwork(network)
        .withNetworkAliases("edge")
        .withLabels(lease.labels())
        .withExposedPorts(PORT, EDGE_TLS_PORT)
        .withEnv(edgeSettings())
        .withCopyFileToContainer(
            MountableFile.forHostPath(chart.resolve("nginx.conf")), "/etc/nginx/nginx.conf")
        .withCopyFileToContainer(
            MountableFile.forHostPath(chart.resolve("edge.conf.template")),
            "/etc/nginx/templates/default.conf.template")
        .withCopyFileToContainer(
            MountableFile.forHostPath(selfSigned, EXECUTABLE),
            "/docker-entrypoint.d/05-self-signed.sh")
        .waitingFor(Wait.forHttp("/edge/health").forPort(PORT));
  }

  /** What its configuration takes from the environment; limits as in the chart's values. */
  static Map<String, String> edgeSettings() {
    return Map.of(
        "EDGE_UPSTREAM", PODS + ":" + PORT,
        "EDGE_HTTP_PORT", Integer.toString(PORT),
        "EDGE_HTTPS_PORT", Integer.toString(EDGE_TLS_PORT),
        "EDGE_TRUSTED_PROXIES", "0.0.0.0/0",
        "EDGE_SENSITIVE_PER_MINUTE", "600",
        "EDGE_SENSITIVE_BURST", "200",
        "EDGE_REQUESTS_PER_SECOND", "1200",
        "EDGE_REQUESTS_BURST", "2400");
  }

  /** Changes how the engine runs a container that is not started yet. */
  static void configure(GenericContainer<?> container, Consumer<HostConfig> change) {
    container.withCreateContainerCmdModifier(
        command -> change.accept(Objects.requireNonNull(command.getHostConfig())));
  }

  /** Gives a container these CPUs and no others. */
  static void bind(GenericContainer<?> container, List<Integer> cpus) {
    configure(container, host -> host.withCpusetCpus(Cpus.list(cpus)));
  }

  /** Lets a pod of an image with a clock of its own be told the time by a file of this machine. */
  static void setClockBy(GenericContainer<?> pod, Path file) {
    pod.withEnv(OwnClock.settings(PlatformImage.CLOCK_LIBRARY, CLOCK));
    configure(pod, host -> host.withBinds(new Bind(file.toString(), new Volume(CLOCK))));
  }

  /**
   * The settings of a pod that reaches both by links of a Toxiproxy at the same ports; without TLS,
   * so that a proxy can tell a commit from other answers.
   */
  static Map<String, String> settingsByLinks() {
    return Map.of(
        "LMS_DATABASE_URL",
        "jdbc:mysql://%s:%d/lms?sslMode=DISABLED&allowPublicKeyRetrieval=true"
            .formatted(LINKS, MYSQL_PORT),
        "LMS_REDIS_URL",
        "redis://" + LINKS + ":" + REDIS_PORT);
  }

  /** The platform's settings in a network that has {@code database} and {@code redis}. */
  static Map<String, String> settings(MySQLContainer database, int connections) {
    return Map.of(
        "LMS_DATABASE_URL", "jdbc:mysql://database:3306/lms",
        "LMS_DATABASE_USER", database.getUsername(),
        "LMS_DATABASE_PASSWORD", database.getPassword(),
        "LMS_DATABASE_POOL", Integer.toString(connections),
        "LMS_REDIS_URL", "redis://redis:" + REDIS_PORT);
  }

  /** The address that a container has in its network, which this machine reaches on Linux. */
  static String address(GenericContainer<?> container) {
    return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
        .map(end -> String.valueOf(end.getIpAddress()))
        .findFirst()
        .orElseThrow();
  }

  private static void harden(HostConfig host) {
    host.withReadonlyRootfs(true)
        .withTmpFs(Map.of("/tmp", "rw,noexec,nosuid,size=64m"))
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withNanoCPUs(NANO_CPUS)
        .withMemory(Platform.POD_MEMORY_MIB * MIB)
        .withMemorySwap(Platform.POD_MEMORY_MIB * MIB);
  }

  /** Leaves waiting to who started the container. */
  static final class NoWait implements WaitStrategy {
    @Override
    public void waitUntilReady(WaitStrategyTarget target) {
      // Whoever measures a start looks for himself.
    }

    @Override
    public WaitStrategy withStartupTimeout(Duration timeout) {
      return this;
    }
  }
}
