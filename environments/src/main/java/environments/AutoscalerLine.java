package environments;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the API server says of an autoscaler, as a line of autoscaling.jsonl.
 *
 * <p>CPU is read from the samples of the pods. Of a metric with one value for all the autoscaler's
 * own word is taken, since only it asks for it: where it states an average, times the replicas,
 * which is too much by less than a thousandth for each. Values of single pods other than CPU are
 * not read.
 */
final class AutoscalerLine {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private static final long MILLI = 1000;

  private AutoscalerLine() {}

  /**
   * A line without {@code schema} and {@code t}.
   *
   * @param current {@code spec.replicas} of what it scales, before its decision
   * @param statusReplicas {@code status.replicas} of what it scales
   * @param pods as {@link #pod} makes them
   */
  static Map<String, Object> of(
      HorizontalPodAutoscaler autoscaler,
      int current,
      int statusReplicas,
      List<Map<String, Object>> pods) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("spec", spec(autoscaler));
    line.put("specReplicas", current);
    line.put("statusReplicas", statusReplicas);
    line.put("pods", pods);
    line.put(
        "readings",
        Metric.of(autoscaler.getSpec().getMetrics()).stream()
            .map(metric -> reading(metric, autoscaler, statusReplicas))
            .toList());
    line.put("status", status(autoscaler));
    return line;
  }

  /**
   * A metric of the specification or of the status, in the words of the API: under the name of its
   * type stand its own name and either what it is to be or what it is.
   */
  private record Metric(String type, JsonNode source) {
    static Metric of(JsonNode metric) {
      String type = metric.path("type").asText();
      return new Metric(type, metric.path(lowered(type)));
    }

    /** Of a list that is null where the autoscaler is too new to have one. */
    static List<Metric> of(@Nullable List<?> metrics) {
      return present(metrics).stream()
          .map(each -> of(SERIALIZATION.convertValue(each, JsonNode.class)))
          .toList();
    }

    String name() {
      return source.path("name").asText(source.path("metric").path("name").asText());
    }

    JsonNode target() {
      return source.path("target");
    }

    /** Empty where the autoscaler has no value: then the status holds a metric of no type. */
    JsonNode current() {
      return source.path("current");
    }

    boolean isCpu() {
      return type.equals("Resource") && name().equals("cpu");
    }

    boolean isOneValue() {
      return type.equals("Object") || type.equals("External");
    }

    boolean is(Metric other) {
      return type.equals(other.type) && name().equals(other.name());
    }
  }

  private static Map<String, Object> spec(HorizontalPodAutoscaler autoscaler) {
    var spec = autoscaler.getSpec();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("minReplicas", Objects.requireNonNullElse(spec.getMinReplicas(), 1));
    map.put("maxReplicas", spec.getMaxReplicas());
    map.put("metrics", Metric.of(spec.getMetrics()).stream().map(AutoscalerLine::wanted).toList());
    // Its names are those of the API.
    map.put("behavior", SERIALIZATION.convertValue(spec.getBehavior(), Map.class));
    return map;
  }

  private static Map<String, Object> wanted(Metric metric) {
    String kind = metric.target().path("type").asText();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", metric.type());
    map.put("name", metric.name());
    map.put("target", kind);
    map.put(
        "value",
        kind.equals("Utilization")
            ? metric.target().path("averageUtilization").asLong()
            : milli(metric.target(), lowered(kind)));
    return map;
  }

  private static Map<String, Object> reading(
      Metric metric, HorizontalPodAutoscaler autoscaler, int statusReplicas) {
    if (metric.isCpu()) {
      return Map.of("read", "samples");
    }
    Optional<JsonNode> stated =
        Metric.of(autoscaler.getStatus().getCurrentMetrics()).stream()
            .filter(metric::is)
            .map(Metric::current)
            .findFirst();
    if (stated.isEmpty()) {
      return unread("the autoscaler states no value of it", true);
    }
    if (!metric.isOneValue()) {
      return unread("of values of single pods, CPU alone is read", false);
    }
    long milli =
        stated.get().has("value")
            ? milli(stated.get(), "value")
            : milli(stated.get(), "averageValue") * statusReplicas;
    return Map.of("read", "total", "milli", milli);
  }

  private static <T> List<T> present(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static long milli(JsonNode values, String name) {
    return milli(Quantity.parse(values.path(name).asText("0")));
  }

  private static String lowered(String word) {
    return word.isEmpty() ? "" : Character.toLowerCase(word.charAt(0)) + word.substring(1);
  }

  private static Map<String, Object> unread(String why, boolean byAutoscaler) {
    return Map.of("read", "unread", "why", why, "byAutoscaler", byAutoscaler);
  }

  private static Map<String, Object> status(HorizontalPodAutoscaler autoscaler) {
    var status = autoscaler.getStatus();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("desiredReplicas", status.getDesiredReplicas());
    Metric.of(status.getCurrentMetrics()).stream()
        .filter(Metric::isCpu)
        .map(cpu -> cpu.current().path("averageUtilization"))
        .filter(JsonNode::isNumber)
        .findFirst()
        .ifPresent(percent -> map.put("currentUtilizationPercent", percent.asInt()));
    for (HorizontalPodAutoscalerCondition condition : present(status.getConditions())) {
      map.put(lowered(condition.getType()), condition.getReason());
    }
    return map;
  }

  /**
   * A pod as the autoscaler sees it.
   *
   * @param sample of its CPU; null where the metrics API has none
   */
  static Map<String, Object> pod(Pod pod, @Nullable Map<String, Object> sample) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", pod.getMetadata().getName());
    map.put("phase", Objects.requireNonNullElse(pod.getStatus().getPhase(), "Unknown"));
    map.put("deleting", pod.getMetadata().getDeletionTimestamp() != null);
    map.put("startTime", millis(pod.getStatus().getStartTime()));
    pod.getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .findFirst()
        .ifPresent(condition -> ready(map, condition));
    map.put("requestMillicores", requestMillicores(pod));
    if (sample != null) {
      map.put("sample", sample);
    }
    return map;
  }

  private static void ready(Map<String, Object> map, PodCondition condition) {
    map.put("ready", !condition.getStatus().equals("False"));
    map.put("readyTransitionTime", millis(condition.getLastTransitionTime()));
  }

  private static @Nullable Long requestMillicores(Pod pod) {
    long sum = 0;
    for (var container : pod.getSpec().getContainers()) {
      Quantity request =
          container.getResources().getRequests() == null
              ? null
              : container.getResources().getRequests().get("cpu");
      if (request == null) {
        return null;
      }
      sum += milli(request);
    }
    return sum;
  }

  /** Thousandths, rounded up. */
  static long milli(Quantity quantity) {
    return Quantity.getAmountInBytes(quantity)
        .multiply(BigDecimal.valueOf(MILLI))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  private static @Nullable Long millis(@Nullable String time) {
    return time == null ? null : Instant.parse(time).toEpochMilli();
  }
}
