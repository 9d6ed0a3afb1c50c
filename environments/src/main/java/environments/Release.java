package environments;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The platform's chart in a namespace of one run, which is made for it and removed with it.
 *
 * <p>The namespace has the run's label; one that another has made is neither used nor removed.
 */
final class Release {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final Path kubeConfig;
  private final String namespace;
  private final Owner owner;
  private final Path work;
  private final HelmProcess helm;
  private final Consumer<String> progress;

  private Release(
      KubernetesClient client,
      Path kubeConfig,
      String namespace,
      Owner owner,
      Lease lease,
      Consumer<String> progress) {
    this.client = client;
    this.kubeConfig = kubeConfig;
    this.namespace = namespace;
    this.owner = owner;
    this.work = lease.work().path();
    this.helm = new HelmProcess(lease.children(), work);
    this.progress = progress;
  }

  /**
   * Makes the namespace.
   *
   * @param lease has the folder of files that Helm reads, and its processes
   * @throws EnvironmentUnavailable where there is one of that name, or it can't be made
   */
  static Release in(
      KubernetesClient client,
      String kubeConfig,
      String namespace,
      Owner owner,
      Lease lease,
      Consumer<String> progress) {
    Namespace made =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(namespace)
            .addToLabels(owner.labels())
            .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
            .endMetadata()
            .build();
    try {
      client.resource(made).create();
    } catch (KubernetesClientException e) {
      throw new EnvironmentUnavailable(
          e.getCode() == 409
              ? "namespace '%s' exists already: give one that does not, which the run makes and removes"
                  .formatted(namespace)
              : "namespace '%s' can't be made: %s".formatted(namespace, Clusters.reason(e)),
          e);
    }
    try {
      Path file = Secrets.write(lease.work().path().resolve("kubeconfig"), kubeConfig);
      return new Release(client, file, namespace, owner, lease, progress);
    } catch (IOException e) {
      throw new UncheckedIOException("the kubeconfig can't be written", e);
    }
  }

  String namespace() {
    return namespace;
  }

  KubernetesClient client() {
    return client;
  }

  /** Whose everything in it is. */
  Owner owner() {
    return owner;
  }

  /** Makes an object beside those of the chart. */
  void create(HasMetadata made) {
    client.resource(owner.mark(made)).inNamespace(namespace).create();
  }

  /**
   * Installs the chart, or brings what is installed up to these values.
   *
   * @param values over those of values-dev.yaml
   * @param wanted how many pods of each component there are then
   * @throws EnvironmentUnavailable where they are not ready in time, or can't ever be
   */
  void apply(Map<String, Object> values, Map<String, Integer> wanted, Duration deadline) {
    try {
      helm.apply(kubeConfig, namespace, file(values));
    } catch (IllegalStateException e) {
      throw new EnvironmentUnavailable("the chart can't be installed: " + e.getMessage(), e);
    }
    new PodsReady(client, namespace, progress).await(wanted, deadline);
  }

  /**
   * Brings what is installed up to these values, and back to what it was where that fails.
   *
   * @throws IllegalStateException where it fails; with Helm's words
   */
  void applyOrRollBack(Map<String, Object> values, Duration deadline) {
    helm.applyOrRollBack(kubeConfig, namespace, file(values), deadline);
  }

  private Path file(Map<String, Object> values) {
    try {
      return Files.writeString(work.resolve("values.json"), JSON.writeValueAsString(values));
    } catch (IOException e) {
      throw new UncheckedIOException("the chart's values can't be written", e);
    }
  }

  /** The platform's pods, those on their way out included. */
  FilterWatchListDeletable<Pod, PodList, PodResource> platformPods() {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/component", "platform");
  }

  /** The platform's deployment. */
  RollableScalableResource<Deployment> deployment() {
    return client.apps().deployments().inNamespace(namespace).withName("lms");
  }

  /**
   * Removes a namespace and waits until it is gone; none is as good as gone. Its pods are killed:
   * what they would end in good order goes with them.
   */
  static void remove(KubernetesClient client, String namespace, Duration deadline) {
    client.namespaces().withName(namespace).delete();
    client.pods().inNamespace(namespace).withGracePeriod(0).delete();
    client
        .namespaces()
        .withName(namespace)
        .waitUntilCondition(found -> found == null, deadline.toMillis(), TimeUnit.MILLISECONDS);
  }
}
