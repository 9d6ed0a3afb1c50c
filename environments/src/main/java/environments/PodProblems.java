package environments;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Why a pod will not be ready, however long one waits. */
record PodProblems(KubernetesClient client, String namespace) {
  private static final Duration UNSCHEDULABLE_MAX = Duration.ofSeconds(10);
  private static final int RESTARTS_MAX = 3;
  private static final int LOG_LINES = 10;
  private static final Set<String> NO_IMAGE =
      Set.of("ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName", "ImageInspectError");
  private static final Set<String> NO_CONTAINER =
      Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");

  /** A clause that names the pod; empty where it may come yet. */
  Optional<String> of(Pod pod) {
    String name = pod.getMetadata().getName();
    return unschedulable(pod)
        .map(why -> "the cluster has no room for pod " + name + ": " + why)
        .or(() -> containers(pod).flatMap(each -> problem(name, each).stream()).findFirst());
  }

  private static Optional<String> unschedulable(Pod pod) {
    Instant longAgo = Instant.now().minus(UNSCHEDULABLE_MAX);
    if (Instant.parse(pod.getMetadata().getCreationTimestamp()).isAfter(longAgo)) {
      return Optional.empty();
    }
    return pod.getStatus().getConditions().stream()
        .filter(condition -> "Unschedulable".equals(condition.getReason()))
        .map(PodCondition::getMessage)
        .findFirst();
  }

  private static Stream<ContainerStatus> containers(Pod pod) {
    return Stream.concat(
        pod.getStatus().getInitContainerStatuses().stream(),
        pod.getStatus().getContainerStatuses().stream());
  }

  private Optional<String> problem(String pod, ContainerStatus container) {
    ContainerState state = container.getState();
    if (state == null || state.getWaiting() == null) {
      return Optional.empty();
    }
    String reason = String.valueOf(state.getWaiting().getReason());
    String message = String.valueOf(state.getWaiting().getMessage());
    if (NO_IMAGE.contains(reason)) {
      return Optional.of("image '%s' can't be had: %s".formatted(container.getImage(), message));
    }
    if (NO_CONTAINER.contains(reason)) {
      return Optional.of("pod %s can't be run: %s".formatted(pod, message));
    }
    return container.getRestartCount() >= RESTARTS_MAX
        ? Optional.of("pod %s ends again and again; %s".formatted(pod, log(pod, container)))
        : Optional.empty();
  }

  private String log(String pod, ContainerStatus container) {
    try {
      return "it wrote last:\n  "
          + client
              .pods()
              .inNamespace(namespace)
              .withName(pod)
              .inContainer(container.getName())
              .terminated()
              .tailingLines(LOG_LINES)
              .getLog()
              .strip()
              .replace("\n", "\n  ");
    } catch (KubernetesClientException e) {
      return "its log can't be had: " + Clusters.reason(e);
    }
  }
}
