package environments;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Waits for pods, and says at once why they can't come. */
final class PodsReady {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final String COMPONENT = "app.kubernetes.io/component";

  private final KubernetesClient client;
  private final String namespace;
  private final Consumer<String> progress;
  private final PodProblems problems;

  PodsReady(KubernetesClient client, String namespace, Consumer<String> progress) {
    this.client = client;
    this.namespace = namespace;
    this.progress = progress;
    this.problems = new PodProblems(client, namespace);
  }

  /**
   * Waits until so many pods of each component are ready, and none else is there.
   *
   * @throws EnvironmentUnavailable where they are not in time, or can't ever be
   */
  void await(Map<String, Integer> wanted, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    String told = "";
    while (true) {
      List<Pod> pods = pods();
      Map<String, Long> ready = ready(pods);
      long others =
          pods.stream().filter(pod -> wanted.getOrDefault(component(pod), 0) == 0).count();
      if (others == 0 && wanted.entrySet().stream().allMatch(each -> enough(ready, each))) {
        return;
      }
      pods.stream()
          .flatMap(pod -> problems.of(pod).stream())
          .findFirst()
          .ifPresent(PodsReady::fail);
      String now = text(wanted, ready);
      if (!now.equals(told)) {
        progress.accept(now);
        told = now;
      }
      if (System.nanoTime() > end) {
        fail("the pods were not ready within " + deadline.toSeconds() + " s: " + now);
      }
      LockSupport.parkNanos(LOOK.toNanos());
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        fail("interrupted while waiting for pods");
      }
    }
  }

  private static boolean enough(Map<String, Long> ready, Map.Entry<String, Integer> wanted) {
    return ready.getOrDefault(wanted.getKey(), 0L) >= wanted.getValue();
  }

  private List<Pod> pods() {
    try {
      return client
          .pods()
          .inNamespace(namespace)
          .withLabel("app.kubernetes.io/name", "lms")
          .list()
          .getItems();
    } catch (KubernetesClientException e) {
      throw new EnvironmentUnavailable("the cluster doesn't answer: " + Clusters.reason(e), e);
    }
  }

  private static Map<String, Long> ready(List<Pod> pods) {
    return pods.stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(Readiness::isPodReady)
        .collect(Collectors.groupingBy(PodsReady::component, TreeMap::new, Collectors.counting()));
  }

  private static String component(Pod pod) {
    return pod.getMetadata().getLabels().getOrDefault(COMPONENT, "");
  }

  private static String text(Map<String, Integer> wanted, Map<String, Long> ready) {
    return wanted.entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .sorted(Map.Entry.comparingByKey())
        .map(
            each ->
                "%s %d of %d"
                    .formatted(
                        each.getKey(), ready.getOrDefault(each.getKey(), 0L), each.getValue()))
        .collect(Collectors.joining(", ", "pods ready: ", ""));
  }

  private static void fail(String why) {
    throw new EnvironmentUnavailable(why);
  }
}
