package environments;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/** A Kubernetes of one node in a container, which has the images that it is given. */
final class K3sCluster implements AutoCloseable {
  private static final String IMAGE = "rancher/k3s:v1.34.4-k3s1";
  private static final Duration STARTING = Duration.ofMinutes(5);
  private static final Duration LOADING = Duration.ofMinutes(10);
  private static final String TAR = "/tmp/images.tar";

  private final DockerCli docker;
  private final WorkFolder work;
  private final K3sContainer container;

  private K3sCluster(DockerCli docker, WorkFolder work, K3sContainer container) {
    this.docker = docker;
    this.work = work;
    this.container = container;
  }

  /**
   * Starts one.
   *
   * @param nodePorts those that are reached from outside, at {@link #host} and {@link #port}
   */
  static K3sCluster start(
      DockerCli docker, DockerLease lease, WorkFolder work, List<Integer> nodePorts) {
    K3sContainer container =
        new K3sContainer(DockerImageName.parse(IMAGE))
            .withLabels(lease.labels())
            .withStartupTimeout(STARTING);
    nodePorts.forEach(container::addExposedPort);
    container.start();
    return new K3sCluster(docker, work, container);
  }

  /** Brings images of this machine's engine into the cluster, which asks no registry for them. */
  void load(List<String> images, Consumer<String> progress) {
    progress.accept("bringing " + images.size() + " images into the cluster");
    Path tar = work.path().resolve("images.tar");
    List<String> save = new ArrayList<>(List.of("save", "--output", tar.toString()));
    save.addAll(images);
    docker.run(LOADING, save, _ -> {});
    String id = container.getContainerId();
    docker.run(LOADING, List.of("cp", tar.toString(), id + ":" + TAR), _ -> {});
    List<String> load = List.of("exec", id, "k3s", "ctr", "images", "import", TAR);
    docker.run(LOADING, load, _ -> {});
    docker.ask("exec", id, "rm", TAR);
    if (!tar.toFile().delete()) {
      throw new EnvironmentUnavailable("the images' archive " + tar + " can't be removed");
    }
  }

  /** Waits until it names services and measures pods, which a chart may need. */
  void awaitReady(KubernetesClient client) {
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
    container.stop();
  }
}
