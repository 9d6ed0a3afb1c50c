package environments;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * The pods of a release in a cluster of this machine, as parts. Kubernetes starts again what ends
 * by itself, and replaces what is deleted: a part whose pod is gone becomes that of its successor.
 */
final class ClusterParts {
  private static final Duration REMOVAL = Duration.ofSeconds(30);

  private static final Map<String, Part.Kind> COMPONENTS =
      Map.of(
          "platform", Part.Kind.POD,
          "mysql", Part.Kind.DATABASE,
          "redis", Part.Kind.REDIS,
          "edge", Part.Kind.EDGE);

  private final Release release;

  /** The UID of each part's pod, by its name. */
  private final Map<String, String> uids = new LinkedHashMap<>();

  private final List<Part> parts = new ArrayList<>();

  /**
   * Those that are ready now.
   *
   * @param podNames what a pod of the platform is called in a run, by its name in the cluster
   */
  ClusterParts(Release release, UnaryOperator<String> podNames) {
    this.release = release;
    for (Pod pod : present()) {
      Part.Kind kind = COMPONENTS.get(component(pod));
      if (kind != null) {
        String name =
            switch (kind) {
              case POD -> podNames.apply(pod.getMetadata().getName());
              case DATABASE -> "database";
              case REDIS -> "redis";
              case EDGE -> "edge";
            };
        uids.put(name, pod.getMetadata().getUid());
        parts.add(new OfPod(name, kind, component(pod)));
      }
    }
    parts.sort(Comparator.comparing(Part::kind).thenComparing(Part::name));
  }

  List<Part> list() {
    return List.copyOf(parts);
  }

  /** All pods that are to stay, the first made first. */
  private List<Pod> present() {
    try {
      return release
          .client()
          .pods()
          .inNamespace(release.namespace())
          .withLabel("app.kubernetes.io/name", "lms")
          .list()
          .getItems()
          .stream()
          .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
          .sorted(Comparator.comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp()))
          .toList();
    } catch (KubernetesClientException e) {
      throw new EnvironmentUnavailable("the cluster doesn't answer: " + Clusters.reason(e), e);
    }
  }

  private static String component(Pod pod) {
    return pod.getMetadata().getLabels().getOrDefault("app.kubernetes.io/component", "");
  }

  private synchronized String uid(String part) {
    return uids.getOrDefault(part, "");
  }

  /** Gives a part whose pod is gone one that no part has. */
  private synchronized void bind(String part, List<Pod> ofItsComponent) {
    List<String> known = ofItsComponent.stream().map(pod -> pod.getMetadata().getUid()).toList();
    if (!known.contains(uids.get(part))) {
      known.stream()
          .filter(uid -> !uids.containsValue(uid))
          .findFirst()
          .ifPresent(uid -> uids.put(part, uid));
    }
  }

  private final class OfPod implements Part {
    private final String name;
    private final Kind kind;
    private final String component;

    OfPod(String name, Kind kind, String component) {
      this.name = name;
      this.kind = kind;
      this.component = component;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Kind kind() {
      return kind;
    }

    @Override
    public OptionalLong pid() {
      try {
        return present().stream()
            .filter(pod -> pod.getMetadata().getUid().equals(uid(name)))
            .map(ClusterParts::process)
            .findFirst()
            .orElseGet(OptionalLong::empty);
      } catch (EnvironmentUnavailable e) {
        return OptionalLong.empty();
      }
    }

    /** Deletes its pod. */
    @Override
    public void stop(Duration grace) {
      long waited = grace.plus(REMOVAL).toMillis();
      for (Pod pod : present()) {
        if (pod.getMetadata().getUid().equals(uid(name))) {
          var resource = release.client().resource(pod);
          resource.withGracePeriod(grace.toSeconds()).delete();
          resource.waitUntilCondition(
              found -> found == null || !found.getMetadata().getUid().equals(uid(name)),
              waited,
              TimeUnit.MILLISECONDS);
        }
      }
    }

    /** Waits until Kubernetes has started everything of its component again. */
    @Override
    public void start() {
      Serving.await(name, this::allServe);
    }

    private boolean allServe() {
      List<Pod> pods = present().stream().filter(pod -> component(pod).equals(component)).toList();
      bind(name, pods);
      long wanted = parts.stream().filter(part -> part.kind() == kind).count();
      return pods.stream().filter(ClusterParts::serves).count() >= wanted;
    }
  }

  /** That of the container which Kubernetes takes for the running one; empty where it has ended. */
  private static OptionalLong process(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .map(ContainerStatus::getContainerID)
        .filter(Objects::nonNull)
        .map(ContainerProcess::of)
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElseGet(OptionalLong::empty);
  }

  /** Ready, and still running: Kubernetes hears of an end only after a while. */
  private static boolean serves(Pod pod) {
    return Readiness.isPodReady(pod) && process(pod).isPresent();
  }
}
