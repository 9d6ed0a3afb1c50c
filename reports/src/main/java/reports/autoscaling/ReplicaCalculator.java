package reports.autoscaling;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import reports.autoscaling.HpaMetric.Target;
import reports.autoscaling.MetricProposal.Basis;
import reports.autoscaling.MetricProposal.Computed;
import reports.autoscaling.MetricProposal.Failed;
import reports.autoscaling.MetricProposal.Filled;
import reports.autoscaling.MetricProposal.Pods;
import reports.autoscaling.MetricProposal.Tolerance;

/**
 * How many replicas each metric asks for: {@code computeReplicasForMetric} of horizontal.go and
 * pkg/controller/podautoscaler/replica_calculator.go with its metrics/utilization.go, as they are
 * since Kubernetes 1.33. Without state.
 *
 * <p>A value of each pod goes the way of {@code GetResourceReplicas} and {@code
 * calcPlainMetricReplicas}, which differ in what makes a usage of values and in what a pod without
 * one is taken for ({@link PodUsage}). One value for all goes that of {@code
 * GetObjectMetricReplicas} and {@code GetExternalMetricReplicas}, or of their {@code PerPod}
 * variants.
 */
final class ReplicaCalculator {
  private ReplicaCalculator() {}

  /** What each metric of a sync asks for, in the order of its specification. */
  static List<MetricProposal> propose(Sync sync) {
    List<HpaMetric> metrics = sync.spec().metrics();
    return IntStream.range(0, metrics.size())
        .mapToObj(i -> propose(sync, metrics.get(i), sync.readings().get(i)))
        .toList();
  }

  private static MetricProposal propose(Sync sync, HpaMetric metric, Reading reading) {
    return switch (reading) {
      case Reading.Samples() -> ofPods(sync, metric, samples(sync));
      case Reading.OfPods(Map<String, Long> milli) -> ofPods(sync, metric, milli);
      case Reading.Total(long milli) ->
          metric.target() == Target.VALUE
              ? ofValue(sync, metric, milli)
              : ofShares(sync, metric, milli);
      case Reading.Unread(String why, boolean _) ->
          new Failed(metric, "Metric %s has no value: %s.".formatted(metric.title(), why));
    };
  }

  private static Map<String, Long> samples(Sync sync) {
    Map<String, Long> samples = new HashMap<>();
    for (PodState pod : sync.pods()) {
      if (pod.sample() != null) {
        samples.put(pod.name(), pod.sample().millicores());
      }
    }
    return samples;
  }

  private static MetricProposal ofPods(Sync sync, HpaMetric metric, Map<String, Long> values) {
    if (sync.pods().isEmpty()) {
      return new Failed(metric, "There are no pods.");
    }
    if (values.isEmpty()) {
      return new Failed(metric, "The metrics API returned no sample.");
    }
    Pods groups = PodGroups.of(sync, metric, values.keySet());
    if (groups.counted().isEmpty()) {
      return new Failed(metric, "No pod that counts has a sample.");
    }
    Map<String, Long> counted = new LinkedHashMap<>();
    groups.counted().forEach(pod -> counted.put(pod, values.getOrDefault(pod, 0L)));
    return switch (PodUsage.of(sync, metric)) {
      case PodUsage.Lacking(String why) -> new Failed(metric, why);
      case PodUsage.Requested requested when requested.total(counted) == 0 ->
          new Failed(metric, "The pods that count request no CPU.");
      case PodUsage.Known usage -> ofPods(sync, metric, groups, counted, usage);
    };
  }

  private static MetricProposal ofPods(
      Sync sync, HpaMetric metric, Pods groups, Map<String, Long> values, PodUsage.Known usages) {
    int current = sync.specReplicas();
    Tolerance tolerance = Tolerance.of(sync.spec());
    long usage = usages.of(values);
    double ratio = (double) usage / metric.value();
    boolean upWithUnready = !groups.unready().isEmpty() && ratio > 1;
    if (!upWithUnready && groups.missing().isEmpty()) {
      boolean keep = tolerance.covers(ratio);
      return new Computed(
          metric,
          keep ? current : (int) Math.ceil(ratio * groups.counted().size()),
          usage,
          ratio,
          groups,
          null,
          tolerance,
          keep ? Basis.WITHIN_TOLERANCE : Basis.RATIO);
    }
    if (ratio < 1) {
      groups.missing().forEach(pod -> values.put(pod, usages.cautious(pod)));
    } else if (ratio > 1) {
      groups.missing().forEach(pod -> values.put(pod, 0L));
    }
    if (upWithUnready) {
      groups.unready().forEach(pod -> values.put(pod, 0L));
    }
    long newUsage = usages.of(values);
    Filled filled = new Filled(newUsage, (double) newUsage / metric.value(), values.size());
    int proposal = (int) Math.ceil(filled.ratio() * filled.podCount());
    Basis basis = basis(ratio, filled.ratio(), proposal, current, tolerance);
    return new Computed(
        metric,
        basis == Basis.FILLED_RATIO ? proposal : current,
        usage,
        ratio,
        groups,
        filled,
        tolerance,
        basis);
  }

  private static Basis basis(
      double ratio, double filled, int proposal, int current, Tolerance tolerance) {
    if (tolerance.covers(filled)) {
      return Basis.FILLED_WITHIN_TOLERANCE;
    }
    if ((ratio < 1 && filled > 1) || (ratio > 1 && filled < 1)) {
      return Basis.FILLED_TURNED;
    }
    if ((filled < 1 && proposal > current) || (filled > 1 && proposal < current)) {
      return Basis.FILLED_AGAINST_RATIO;
    }
    return Basis.FILLED_RATIO;
  }

  /**
   * {@code getUsageRatioReplicaCount}: times the pods that are ready, whatever the replicas are.
   */
  private static MetricProposal ofValue(Sync sync, HpaMetric metric, long milli) {
    if (sync.pods().isEmpty()) {
      return new Failed(metric, "There are no pods.");
    }
    Tolerance tolerance = Tolerance.of(sync.spec());
    double ratio = (double) milli / metric.value();
    Pods ready = PodGroups.ready(sync);
    boolean keep = tolerance.covers(ratio);
    return new Computed(
        metric,
        keep ? sync.specReplicas() : (int) Math.ceil(ratio * ready.counted().size()),
        milli,
        ratio,
        ready,
        null,
        tolerance,
        keep ? Basis.WITHIN_TOLERANCE : Basis.RATIO);
  }

  /**
   * Against {@code status.replicas}, which counts the surge of an update too, and not against the
   * replicas that are asked for.
   */
  private static MetricProposal ofShares(Sync sync, HpaMetric metric, long milli) {
    Tolerance tolerance = Tolerance.of(sync.spec());
    int replicas = sync.statusReplicas();
    double ratio = milli / ((double) metric.value() * replicas);
    boolean keep = tolerance.covers(ratio);
    return new Computed(
        metric,
        keep ? replicas : (int) Math.ceil((double) milli / metric.value()),
        replicas == 0 ? milli : (long) Math.ceil((double) milli / replicas),
        ratio,
        Pods.NONE,
        null,
        tolerance,
        keep ? Basis.WITHIN_TOLERANCE : Basis.SHARES);
  }
}
