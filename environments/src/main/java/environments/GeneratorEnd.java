package environments;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the program of a generator's pod ended.
 *
 * @param millis when that was seen here, in epoch milliseconds
 * @param status its exit status; null where nobody can say
 * @param how what else is known, as a clause; empty where it ended by itself
 * @param collected whether all that it left is here
 */
public record GeneratorEnd(long millis, @Nullable Integer status, String how, boolean collected) {
  private static final String OUT_OF_MEMORY = "OOMKilled";

  /** What became of the program of this container in a pod, which is null where it is gone. */
  static GeneratorEnd of(@Nullable Pod pod, String name, String container, long millis) {
    if (pod == null) {
      return new GeneratorEnd(millis, null, "its pod " + name + " is gone", false);
    }
    Optional<ContainerStateTerminated> end = termination(pod, container);
    Integer status = end.map(ContainerStateTerminated::getExitCode).orElse(null);
    return new GeneratorEnd(millis, status, how(pod, end), false);
  }

  private static String how(Pod pod, Optional<ContainerStateTerminated> end) {
    String name = pod.getMetadata().getName();
    if (pod.getStatus().getReason() != null) {
      return "its pod %s failed: %s: %s"
          .formatted(name, pod.getStatus().getReason(), pod.getStatus().getMessage());
    }
    if (end.filter(each -> OUT_OF_MEMORY.equals(each.getReason())).isPresent()) {
      return "its pod " + name + " had no more memory";
    }
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      return "its pod %s was deleted%s".formatted(name, disruption(pod));
    }
    return end.isPresent() ? "" : "the connection to its pod " + name + " was lost";
  }

  /** Why the cluster itself ended a pod, where it says so. */
  private static String disruption(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(condition -> "DisruptionTarget".equals(condition.getType()))
        .map(PodCondition::getMessage)
        .findFirst()
        .map(message -> ": " + message)
        .orElse("");
  }

  /** How a container of a pod ended; empty where it has not. */
  static Optional<ContainerStateTerminated> termination(Pod pod, String container) {
    return pod.getStatus().getContainerStatuses().stream()
        .filter(each -> each.getName().equals(container))
        .map(ContainerStatus::getState)
        .filter(Objects::nonNull)
        .map(ContainerState::getTerminated)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** The same with everything here. */
  GeneratorEnd whenCollected() {
    return new GeneratorEnd(millis, status, how, true);
  }

  /** The same with what is missing here. */
  GeneratorEnd whenNotCollected(String why) {
    String clause = "what it left could not be collected: " + why;
    return new GeneratorEnd(millis, status, how.isEmpty() ? clause : how + "; " + clause, false);
  }
}
