package environments;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Tells what becomes of each pod, from the moment when the API server first tells of it. */
final class PodJourneys implements ResourceEventHandler<Pod> {
  private static final double NANOS = 1e9;

  /** The API server's times are whole seconds. */
  private static final Duration NEW = Duration.ofSeconds(3);

  private final UnaryOperator<String> names;
  private final ScalingListener listener;
  private final Map<String, Long> created = new ConcurrentHashMap<>();
  private final Map<String, String> states = new ConcurrentHashMap<>();

  /**
   * @param names the name in system.jsonl of a pod of the cluster
   */
  PodJourneys(UnaryOperator<String> names, ScalingListener listener) {
    this.names = names;
    this.listener = listener;
  }

  @Override
  public void onAdd(Pod pod) {
    Duration age =
        Duration.between(Instant.parse(pod.getMetadata().getCreationTimestamp()), Instant.now());
    if (age.compareTo(NEW) > 0) {
      // It was there before anybody watched.
      created.put(name(pod), System.nanoTime() - age.toNanos());
      states.put(name(pod), state(pod));
      return;
    }
    created.put(name(pod), System.nanoTime());
    listener.pod(names.apply(name(pod)), "created as " + name(pod));
    onUpdate(pod, pod);
  }

  @Override
  public void onUpdate(Pod before, Pod now) {
    String state = state(now);
    if (!state.equals(states.put(name(now), state)) && !state.equals("created")) {
      listener.pod(names.apply(name(now)), state + " after " + age(now));
    }
  }

  @Override
  public void onDelete(Pod pod, boolean unknown) {
    listener.pod(names.apply(name(pod)), "gone after " + age(pod));
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  private String age(Pod pod) {
    long since = created.getOrDefault(name(pod), System.nanoTime());
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - since) / NANOS);
  }

  private static String state(Pod pod) {
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      return "told to end";
    }
    if (isTrue(pod, "Ready")) {
      return "ready";
    }
    boolean runs =
        pod.getStatus().getContainerStatuses().stream()
            .anyMatch(container -> container.getState().getRunning() != null);
    if (runs) {
      return "started";
    }
    Optional<String> end = end(pod);
    if (end.isPresent()) {
      return end.get();
    }
    return isTrue(pod, "PodScheduled") ? "scheduled" : "created";
  }

  /** Why its program has ended, where it has and was not told to. */
  private static Optional<String> end(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .flatMap(each -> Stream.of(each.getState(), each.getLastState()))
        .map(ContainerState::getTerminated)
        .filter(Objects::nonNull)
        .findFirst()
        .map(end -> "ended with status %d (%s)".formatted(end.getExitCode(), end.getReason()));
  }

  private static boolean isTrue(Pod pod, String condition) {
    return pod.getStatus().getConditions().stream()
        .filter(each -> each.getType().equals(condition))
        .map(PodCondition::getStatus)
        .anyMatch("True"::equals);
  }
}
