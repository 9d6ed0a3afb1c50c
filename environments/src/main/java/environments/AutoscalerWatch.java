package environments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Watches a release's autoscaler and hands on each of its syncs: what it saw and what it decided,
 * as a line of autoscaling.jsonl.
 *
 * <p>The controller says nothing of when it looks; it changes the object's status after it has. A
 * change of the status is therefore a sync, seen with what was known half a second before at most;
 * where the status does not change for a whole period, one that changed nothing is assumed.
 */
final class AutoscalerWatch implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METRICS_OF = "/apis/metrics.k8s.io/v1beta1/namespaces/";
  private static final long LOOK_MILLIS = 500;
  private static final long SYNC_MILLIS = 15_000;
  private static final long MILLI = 1000;

  private final Release release;
  private final ScalingListener listener;
  private final SharedIndexInformer<HorizontalPodAutoscaler> autoscalers;
  private final SharedIndexInformer<Pod> pods;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("autoscaler-watch").factory());
  private List<Map<String, Object>> seen = List.of();
  private int statusReplicas;
  private long lastSync;
  private @Nullable String lastVersion;

  /**
   * Watches from now on.
   *
   * @param names the name in system.jsonl of a pod of the cluster
   */
  AutoscalerWatch(Release release, UnaryOperator<String> names, ScalingListener listener) {
    this.release = release;
    this.listener = listener;
    this.pods = release.platformPods().inform(new PodJourneys(names, listener));
    look();
    this.autoscalers =
        release
            .client()
            .autoscaling()
            .v2()
            .horizontalPodAutoscalers()
            .inNamespace(release.namespace())
            .inform(new Changes());
    var _ =
        looking.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Hands on what the API server says of the autoscaler. */
  private final class Changes implements ResourceEventHandler<HorizontalPodAutoscaler> {
    @Override
    public void onAdd(HorizontalPodAutoscaler added) {
      changed(added);
    }

    @Override
    public void onUpdate(HorizontalPodAutoscaler before, HorizontalPodAutoscaler now) {
      if (!Objects.equals(before.getStatus(), now.getStatus())) {
        changed(now);
      }
    }

    @Override
    public void onDelete(HorizontalPodAutoscaler deleted, boolean unknown) {
      // The run is over.
    }
  }

  private synchronized void changed(HorizontalPodAutoscaler now) {
    String version = now.getMetadata().getResourceVersion();
    if (now.getStatus() != null && !Objects.equals(version, lastVersion)) {
      lastVersion = version;
      sync(now, System.currentTimeMillis());
    }
  }

  private void sync(HorizontalPodAutoscaler autoscaler, long at) {
    lastSync = at;
    var status = autoscaler.getStatus();
    Integer current = status.getCurrentReplicas();
    if (current == null || status.getConditions() == null || status.getConditions().isEmpty()) {
      return; // It has only been made: no decision yet.
    }
    listener.sync(at, AutoscalerLine.of(autoscaler, current, statusReplicas, seen));
  }

  /** Takes what the controller would see now, and assumes a sync where none showed for a period. */
  private void look() {
    try {
      Map<String, Map<String, Object>> samples =
          samples(release.client().raw(METRICS_OF + release.namespace() + "/pods"));
      Deployment deployment = release.deployment().get();
      List<Map<String, Object>> now = new ArrayList<>();
      for (Pod pod : pods.getStore().list()) {
        now.add(AutoscalerLine.pod(pod, samples.get(pod.getMetadata().getName())));
      }
      synchronized (this) {
        seen = now;
        Integer replicas = deployment == null ? null : deployment.getStatus().getReplicas();
        statusReplicas = Objects.requireNonNullElse(replicas, 0);
        assumeSync();
      }
    } catch (KubernetesClientException e) {
      // Looked at again in half a second; what was seen before is used until then.
      return;
    }
  }

  private void assumeSync() {
    if (lastVersion != null && System.currentTimeMillis() >= lastSync + SYNC_MILLIS + MILLI) {
      autoscalers.getStore().list().stream()
          .filter(each -> each.getStatus() != null)
          .findFirst()
          .ifPresent(each -> sync(each, lastSync + SYNC_MILLIS));
    }
  }

  /**
   * The samples of a list of PodMetrics by pod. Read as JSON, since the client's own type takes a
   * window of 17.298s for one of 298 s.
   */
  static Map<String, Map<String, Object>> samples(String list) {
    try {
      Map<String, Map<String, Object>> samples = new HashMap<>();
      for (JsonNode pod : JSON.readTree(list).path("items")) {
        long millicores = 0;
        for (JsonNode container : pod.path("containers")) {
          millicores +=
              AutoscalerLine.milli(Quantity.parse(container.path("usage").path("cpu").asText("0")));
        }
        samples.put(
            pod.path("metadata").path("name").asText(),
            Map.of(
                "millicores",
                millicores,
                "timestamp",
                Instant.parse(pod.path("timestamp").asText()).toEpochMilli(),
                "windowMillis",
                window(pod.path("window").asText()).toMillis()));
      }
      return samples;
    } catch (JsonProcessingException | DateTimeParseException e) {
      throw new KubernetesClientException("the metrics of pods can't be read: " + list, e);
    }
  }

  /** As Go writes durations from a second on, such as 17.298s and 1m2.5s. */
  private static Duration window(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  @Override
  public void close() {
    looking.shutdownNow();
    autoscalers.close();
    pods.close();
  }
}
