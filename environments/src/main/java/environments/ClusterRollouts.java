package environments;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Changes of a release's deployment by the Kubernetes API and by Helm.
 *
 * @param release what is changed
 * @param values the chart's values of what serves
 * @param drainsNodes whether evictions leave a node that takes no pod meanwhile
 */
record ClusterRollouts(Release release, Map<String, Object> values, boolean drainsNodes)
    implements Rollouts {
  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final Duration FAILING = Duration.ofSeconds(60);
  private static final Duration ASK_AGAIN = Duration.ofMillis(500);

  @Override
  public void restart() {
    release.deployment().rolling().restart();
    awaitComplete();
  }

  @Override
  public String evict() {
    if (!drainsNodes) {
      return evict(pods());
    }
    String node = fullestNode();
    try (Cordon _ = Cordon.set(release.client(), node, release.owner())) {
      String done = evict(pods().stream().filter(isOn(node)).toList());
      if (pods().stream().anyMatch(isOn(node))) {
        throw new RolloutFailed("node " + node + " got a pod while it took none");
      }
      return done + ", from node " + node;
    } catch (KubernetesClientException e) {
      throw new RolloutFailed("node %s: %s".formatted(node, Clusters.reason(e)), e);
    }
  }

  private String evict(List<Pod> leaving) {
    List<String> names =
        leaving.stream().map(HasMetadata::getMetadata).map(each -> each.getName()).toList();
    for (String name : names) {
      evict(name);
    }
    await(
        "the evicted pods' successors are ready",
        deployment -> isComplete(deployment) && pods().stream().noneMatch(isOneOf(names)));
    return names.size() == 1 ? "1 pod" : names.size() + " pods, one by one";
  }

  private static Predicate<Pod> isOneOf(List<String> names) {
    return pod -> names.contains(pod.getMetadata().getName());
  }

  private static Predicate<Pod> isOn(String node) {
    return pod -> node.equals(pod.getSpec().getNodeName());
  }

  /** Of those that take pods; of two that have as many, the first by name. */
  private String fullestNode() {
    Set<String> takingPods = Cordon.nodesThatTakePods(release.client());
    return pods().stream()
        .map(pod -> String.valueOf(pod.getSpec().getNodeName()))
        .filter(takingPods::contains)
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow(() -> new RolloutFailed("no node that has pods takes any"));
  }

  /** Refused by the disruption budget, it asks again, as a drain does. */
  private void evict(String pod) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    try {
      while (!release.client().pods().inNamespace(release.namespace()).withName(pod).evict()) {
        if (System.nanoTime() > end) {
          throw new RolloutFailed(
              "the disruption budget let nobody evict pod %s within %d s"
                  .formatted(pod, DEADLINE.toSeconds()));
        }
        LockSupport.parkNanos(ASK_AGAIN.toNanos());
      }
    } catch (KubernetesClientException e) {
      throw new RolloutFailed("pod " + pod + " was not evicted: " + Clusters.reason(e), e);
    }
  }

  @Override
  public String updateThatFails() {
    String before = image();
    // A program that runs and never answers at the platform's port.
    Map<String, Object> broken = new LinkedHashMap<>(values);
    broken.put("image", Map.of("repository", "redis", "tag", "8"));
    String said;
    try {
      release.applyOrRollBack(broken, FAILING);
      throw new RolloutFailed("an update to a program that never answers was taken for a success");
    } catch (IllegalStateException e) {
      said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    } catch (EnvironmentUnavailable e) {
      throw new RolloutFailed(String.valueOf(e.getMessage()), e);
    }
    awaitComplete();
    if (!image().equals(before)) {
      throw new RolloutFailed(
          "the failed update was not rolled back: %s is deployed, and was %s before"
              .formatted(image(), before));
    }
    return said;
  }

  private String image() {
    return release
        .deployment()
        .require()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getImage();
  }

  /** Those that are not on their way out. */
  private List<Pod> pods() {
    return release.platformPods().list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  private void awaitComplete() {
    await("all pods are of the new kind and ready", ClusterRollouts::isComplete);
  }

  private void await(String what, Predicate<Deployment> condition) {
    try {
      release
          .deployment()
          .waitUntilCondition(
              found -> found != null && condition.test(found),
              DEADLINE.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (KubernetesClientTimeoutException e) {
      throw new RolloutFailed(
          "it is not so within %d s that %s".formatted(DEADLINE.toSeconds(), what), e);
    } catch (KubernetesClientException e) {
      throw new RolloutFailed("the cluster doesn't answer: " + Clusters.reason(e), e);
    }
  }

  /** As {@code kubectl rollout status} has it. */
  private static boolean isComplete(Deployment deployment) {
    DeploymentStatus status = deployment.getStatus();
    int wanted = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
    return status != null
        && Objects.requireNonNullElse(status.getObservedGeneration(), 0L)
            >= deployment.getMetadata().getGeneration()
        && Objects.requireNonNullElse(status.getUpdatedReplicas(), 0) == wanted
        && Objects.requireNonNullElse(status.getReplicas(), 0) == wanted
        && Objects.requireNonNullElse(status.getAvailableReplicas(), 0) == wanted;
  }
}
