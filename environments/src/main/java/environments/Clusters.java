package environments;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How clusters are reached, and what of them is there. */
final class Clusters {
  private static final int CONNECTING_MILLIS_MAX = 5_000;
  private static final int ANSWERING_MILLIS_MAX = 15_000;

  private Clusters() {}

  /**
   * What a kubeconfig file says.
   *
   * @throws EnvironmentUnavailable where it can't be read
   */
  static String kubeConfig(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new EnvironmentUnavailable("the kubeconfig '" + file + "' can't be read", e);
    }
  }

  /**
   * A client of the cluster that a kubeconfig leads to, which answered.
   *
   * @throws EnvironmentUnavailable where the kubeconfig is none, or nobody answers within 15 s
   */
  static KubernetesClient connect(String kubeConfig) {
    Config config = config(kubeConfig);
    config.setConnectionTimeout(CONNECTING_MILLIS_MAX);
    config.setRequestTimeout(ANSWERING_MILLIS_MAX);
    config.setRequestRetryBackoffLimit(0);
    KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
    try {
      client.getKubernetesVersion();
      return client;
    } catch (KubernetesClientException e) {
      client.close();
      throw new EnvironmentUnavailable(
          "no cluster answers at " + config.getMasterUrl() + ": " + reason(e), e);
    }
  }

  private static Config config(String kubeConfig) {
    try {
      Config config = Config.fromKubeconfig(kubeConfig);
      if (config.getCurrentContext() == null) {
        throw new EnvironmentUnavailable("the kubeconfig has no current context: set one in it");
      }
      return config;
    } catch (KubernetesClientException | IllegalArgumentException e) {
      throw new EnvironmentUnavailable("the kubeconfig is none: " + reason(e), e);
    }
  }

  /**
   * Makes sure that something measures pods.
   *
   * @throws EnvironmentUnavailable where nobody answers for metrics.k8s.io
   */
  static void requireMetrics(KubernetesClient client) {
    try {
      client.top().nodes().metrics();
    } catch (KubernetesClientException e) {
      throw new EnvironmentUnavailable(
          "the cluster has no metrics-server that answers, without which nothing is scaled: "
              + reason(e),
          e);
    }
  }

  /** The innermost words of an error of the client. */
  static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }
}
