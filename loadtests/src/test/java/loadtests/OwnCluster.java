package loadtests;

import environments.LocalCluster;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;

/** A cluster of a test class, and a client of it. */
record OwnCluster(LocalCluster cluster, KubernetesClient client) implements AutoCloseable {
  static OwnCluster start() throws IOException {
    LocalCluster cluster = LocalCluster.start(System.out::println);
    Config config = Config.fromKubeconfig(Files.readString(cluster.kubeConfig()));
    return new OwnCluster(cluster, new KubernetesClientBuilder().withConfig(config).build());
  }

  @Override
  public void close() {
    try (cluster) {
      client.close();
    }
  }
}
