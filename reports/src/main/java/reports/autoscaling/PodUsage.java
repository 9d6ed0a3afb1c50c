package reports.autoscaling;

import java.util.HashMap;
import java.util.Map;
import reports.autoscaling.HpaMetric.Target;

/** What makes one usage, in the unit of the target, of a value of each pod. */
sealed interface PodUsage {
  /** The usage of a metric's pods. */
  static PodUsage of(Sync sync, HpaMetric metric) {
    if (metric.target() != Target.UTILIZATION) {
      return new Mean(metric.value());
    }
    Map<String, Long> requests = new HashMap<>();
    for (PodState pod : sync.pods()) {
      if (pod.requestMillicores() == null) {
        return new Lacking("A container of pod " + pod.name() + " requests no CPU.");
      }
      requests.put(pod.name(), pod.requestMillicores());
    }
    return new Requested(requests, metric.value());
  }

  /**
   * None.
   *
   * @param why a sentence
   */
  record Lacking(String why) implements PodUsage {}

  /** One that can be computed. */
  sealed interface Known extends PodUsage {
    /** The usage of the pods that have these values, one at least. */
    long of(Map<String, Long> values);

    /** What a pod without a value is taken for on the way down. */
    long cautious(String pod);
  }

  /**
   * Of what pods request, in whole per cent: what is left of a per cent is cut off before it meets
   * the target ({@code GetResourceUtilizationRatio}).
   *
   * @param requests by the name of the pod
   */
  record Requested(Map<String, Long> requests, long target) implements Known {
    @Override
    public long of(Map<String, Long> values) {
      long used = values.values().stream().mapToLong(Long::longValue).sum();
      return used * 100 / total(values);
    }

    /** More than the request where the target is more: else they would drag the mean down. */
    @Override
    public long cautious(String pod) {
      return requests.getOrDefault(pod, 0L) * Math.max(100, target) / 100;
    }

    /** What these pods request. */
    long total(Map<String, Long> values) {
      return values.keySet().stream().mapToLong(pod -> requests.getOrDefault(pod, 0L)).sum();
    }
  }

  /** The mean, cut off to whole thousandths ({@code GetMetricUsageRatio}). */
  record Mean(long target) implements Known {
    @Override
    public long of(Map<String, Long> values) {
      return values.values().stream().mapToLong(Long::longValue).sum() / values.size();
    }

    @Override
    public long cautious(String pod) {
      return target;
    }
  }
}
