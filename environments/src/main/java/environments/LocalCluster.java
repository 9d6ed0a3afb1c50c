package environments;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A Kubernetes in this machine's Docker engine, with the platform's image in it, that several runs
 * use one after another as environment {@code kubernetes}.
 *
 * <p>Closed, nothing of it is left; killed, neither.
 */
public final class LocalCluster implements AutoCloseable {
  private final WorkFolder work;
  private final Children children;
  private final DockerLease lease;
  private final DockerCli docker;
  private final String image;
  private final K3sCluster cluster;
  private final Path kubeConfig;

  private LocalCluster(Consumer<String> progress) {
    work = WorkFolder.in(CacheFolder.locate().create().work());
    children = new Children();
    docker = new DockerCli(work, children);
    lease = DockerLease.take(docker);
    try {
      image = PlatformImage.built(ProjectRoot.locate(), docker, work, children, progress).name();
      progress.accept("starting Kubernetes");
      cluster = K3sCluster.start(docker, lease, work, List.of());
      kubeConfig = fill(progress);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts one, which takes a minute or two, and longer where the image has to be built.
   *
   * @param progress is told of each step
   * @throws EnvironmentUnavailable where there is no Docker engine, or it can't be started
   */
  public static LocalCluster start(Consumer<String> progress) {
    Tools.require();
    return new LocalCluster(progress);
  }

  private Path fill(Consumer<String> progress) {
    cluster.load(ClusterStart.images(image), progress);
    try (KubernetesClient client = Clusters.connect(cluster.kubeConfig())) {
      cluster.awaitReady(client);
      return Secrets.write(work.path().resolve("kubeconfig"), cluster.kubeConfig());
    } catch (IOException e) {
      throw new UncheckedIOException("the kubeconfig can't be written", e);
    }
  }

  /** The file that says how it is reached. */
  public Path kubeConfig() {
    return kubeConfig;
  }

  /** The platform's image that it has, {@code REPOSITORY:TAG}. */
  public String image() {
    return image;
  }

  /** Brings the load generator's image into it, built where it has changed; its name. */
  public String loadGenerators(Consumer<String> progress) {
    String generators = GeneratorImage.built(ProjectRoot.locate(), docker, progress);
    cluster.load(List.of(generators), progress);
    return generators;
  }

  @Override
  public void close() {
    try (work;
        children) {
      lease.close();
    }
  }
}
