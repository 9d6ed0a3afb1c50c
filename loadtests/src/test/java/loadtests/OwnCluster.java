package loadtests;

import environments.LocalCluster;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A cluster that all tests of this process share, and a client of it; gone when that ends. */
record OwnCluster(LocalCluster cluster, KubernetesClient client) {
  private static final class Holder {
    private static final OwnCluster ONE = start();
  }

  static OwnCluster shared() {
    return Holder.ONE;
  }

  private static OwnCluster start() {
    LocalCluster cluster = LocalCluster.start(System.out::println);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(cluster::close));
    try {
      Config config = Config.fromKubeconfig(Files.readString(cluster.kubeConfig()));
      return new OwnCluster(cluster, new KubernetesClientBuilder().withConfig(config).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
