package environments;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/** A Kubernetes whose nodes are containers, and have the images that they are given. */
final class K3sCluster implements AutoCloseable {
  private static final String IMAGE = "rancher/k3s:v1.34.4-k3s1";
  private static final Duration STARTING = Duration.ofMinutes(5);
  private static final Duration LOADING = Duration.ofMinutes(10);
  private static final String TOKEN = "K3S_TOKEN";
  private static final int SERVER_PORT = 6443;
  private static final String TAR = "/tmp/images.tar";

  private final DockerCli docker;
  private final WorkFolder work;
  private final K3sContainer container;
  private final List<GenericContainer<?>> agents;

  private K3sCluster(
      DockerCli docker, WorkFolder work, K3sContainer container, List<GenericContainer<?>> agents) {
    this.docker = docker;
    this.work = work;
    this.container = container;
    this.agents = agents;
  }

  /**
   * Starts one.
   *
   * @param nodePorts those that are reached from outside, at {@link #host} and {@link #port}
   * @param nodes how many there are; the first has the control plane too
   */
  static K3sCluster start(
      DockerCli docker, DockerLease lease, WorkFolder work, List<Integer> nodePorts, int nodes) {
    String token = Secrets.password();
    K3sContainer container =
        new K3sContainer(DockerImageName.parse(IMAGE))
            .withLabels(lease.labels())
            .withEnv(TOKEN, token)
            .withStartupTimeout(STARTING);
    nodePorts.forEach(container::addExposedPort);
    container.start();
    String address =
        container
            .getContainerInfo()
            .getNetworkSettings()
            .getNetworks()
            .values()
            .iterator()
            .next()
            .getIpAddress();
    List<GenericContainer<?>> agents = new ArrayList<>();
    while (agents.size() < nodes - 1) {
      GenericContainer<?> agent =
          agent("https://" + address + ":" + SERVER_PORT, token).withLabels(lease.labels());
      agent.start();
      agents.add(agent);
    }
    return new K3sCluster(docker, work, container, agents);
  }

  /**
   * A node that joins. Its kubelet removes the pods that it does not know, so it sees the control
   * groups of its own container only, unlike the first's.
   */
  private static GenericContainer<?> agent(String server, String token) {
    return new GenericContainer<>(DockerImageName.parse(IMAGE))
        .withPrivilegedMode(true)
        .withTmpFs(Map.of("/run", "", "/var/run", ""))
        .withEnv("K3S_URL", server)
        .withEnv(TOKEN, token)
        .withCommand("agent")
        .waitingFor(Wait.forLogMessage(".*containerd is now running.*", 1))
        .withStartupTimeout(STARTING);
  }

  /** Brings images of this machine's engine into the cluster, which asks no registry for them. */
  void load(List<String> images, Consumer<String> progress) {
    progress.accept("bringing " + images.size() + " images into the cluster");
    Path tar = work.path().resolve("images.tar");
    List<String> save = new ArrayList<>(List.of("save", "--output", tar.toString()));
    save.addAll(images);
    docker.run(LOADING, save, _ -> {});
    Stream.concat(Stream.of(container), agents.stream())
        .map(GenericContainer::getContainerId)
        .forEach(node -> load(tar, node));
    if (!tar.toFile().delete()) {
      throw new EnvironmentUnavailable("the images' archive " + tar + " can't be removed");
    }
  }

  private void load(Path tar, String node) {
    docker.run(LOADING, List.of("cp", tar.toString(), node + ":" + TAR), _ -> {});
    List<String> load = List.of("exec", node, "k3s", "ctr", "images", "import", TAR);
    docker.run(LOADING, load, _ -> {});
    docker.ask("exec", node, "rm", TAR);
  }

  /** Waits until all nodes take pods, services have names and pods are measured. */
  void awaitReady(KubernetesClient client) {
    int nodes = 1 + agents.size();
    Serving.await("the cluster", () -> Cordon.nodesThatTakePods(client).size() == nodes);
    for (String needed : List.of("coredns", "metrics-server")) {
      client
          .apps()
          .deployments()
          .inNamespace("kube-system")
          .withName(needed)
          .waitUntilReady(STARTING.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** How its API server is reached from this machine. */
  String kubeConfig() {
    return container.getKubeConfigYaml();
  }

  /** Where its node ports are reached. */
  String host() {
    return container.getHost();
  }

  /** Where a node port is reached on {@link #host}. */
  int port(int nodePort) {
    return container.getMappedPort(nodePort);
  }

  @Override
  public void close() {
    agents.forEach(GenericContainer::stop);
    container.stop();
  }
}
