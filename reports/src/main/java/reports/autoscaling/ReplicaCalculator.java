package reports.autoscaling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reports.autoscaling.MetricProposal.Basis;
import reports.autoscaling.MetricProposal.Computed;
import reports.autoscaling.MetricProposal.Failed;
import reports.autoscaling.MetricProposal.Filled;
import reports.autoscaling.MetricProposal.Pods;
import reports.autoscaling.MetricProposal.Tolerance;
import reports.autoscaling.PodState.Phase;
import reports.autoscaling.PodState.Sample;

/**
 * How many replicas the utilization of CPU asks for: {@code GetResourceReplicas}, {@code groupPods}
 * and {@code calculateRequests} of pkg/controller/podautoscaler/replica_calculator.go, and {@code
 * GetResourceUtilizationRatio} of its metrics/utilization.go, as they are since Kubernetes 1.33.
 * Without state.
 */
final class ReplicaCalculator {
  private ReplicaCalculator() {}

  static MetricProposal propose(Sync sync) {
    if (sync.pods().isEmpty()) {
      return new Failed("There are no pods.");
    }
    if (sync.pods().stream().allMatch(pod -> pod.sample() == null)) {
      return new Failed("The metrics API returned no sample.");
    }
    Pods groups = group(sync);
    if (groups.counted().isEmpty()) {
      return new Failed("No pod that counts has a sample.");
    }
    Map<String, Long> requests = new HashMap<>();
    for (PodState pod : sync.pods()) {
      if (pod.requestMillicores() == null) {
        return new Failed("A container of pod " + pod.name() + " requests no CPU.");
      }
      requests.put(pod.name(), pod.requestMillicores());
    }
    Map<String, Long> usage = usage(sync, groups);
    if (total(usage, requests) == 0) {
      return new Failed("The pods that count request no CPU.");
    }
    return propose(sync, groups, usage, requests);
  }

  private static MetricProposal propose(
      Sync sync, Pods groups, Map<String, Long> usage, Map<String, Long> requests) {
    int current = sync.specReplicas();
    int target = sync.spec().targetUtilizationPercent();
    Tolerance tolerance = tolerance(sync.spec());
    int utilization = utilization(usage, requests);
    double ratio = (double) utilization / target;
    boolean upWithUnready = !groups.unready().isEmpty() && ratio > 1;
    if (!upWithUnready && groups.missing().isEmpty()) {
      boolean keep = tolerance.covers(ratio);
      return new Computed(
          keep ? current : (int) Math.ceil(ratio * groups.counted().size()),
          utilization,
          ratio,
          groups,
          null,
          tolerance,
          keep ? Basis.WITHIN_TOLERANCE : Basis.RATIO);
    }
    fill(usage, requests, groups, ratio, target, upWithUnready);
    int newUtilization = utilization(usage, requests);
    Filled filled = new Filled(newUtilization, (double) newUtilization / target, usage.size());
    int proposal = (int) Math.ceil(filled.ratio() * filled.podCount());
    Basis basis = basis(ratio, filled.ratio(), proposal, current, tolerance);
    return new Computed(
        basis == Basis.FILLED_RATIO ? proposal : current,
        utilization,
        ratio,
        groups,
        filled,
        tolerance,
        basis);
  }

  private static void fill(
      Map<String, Long> usage,
      Map<String, Long> requests,
      Pods groups,
      double ratio,
      int target,
      boolean upWithUnready) {
    if (ratio < 1) {
      // More than the request where the target is more: else they would drag the mean down.
      int percent = Math.max(100, target);
      groups.missing().forEach(pod -> usage.put(pod, request(requests, pod) * percent / 100));
    } else if (ratio > 1) {
      groups.missing().forEach(pod -> usage.put(pod, 0L));
    }
    if (upWithUnready) {
      groups.unready().forEach(pod -> usage.put(pod, 0L));
    }
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

  private static Pods group(Sync sync) {
    List<String> counted = new ArrayList<>();
    List<String> unready = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    for (PodState pod : sync.pods()) {
      List<String> group = counted;
      if (pod.deleting() || pod.phase() == Phase.FAILED) {
        group = ignored;
      } else if (pod.phase() == Phase.PENDING) {
        group = unready;
      } else if (pod.sample() == null) {
        group = missing;
      } else if (unready(pod, pod.sample(), sync.t(), sync.spec().controller())) {
        group = unready;
      }
      group.add(pod.name());
    }
    return new Pods(counted, unready, missing, ignored);
  }

  /** Whether the CPU that a pod used does not say yet what it will use. */
  private static boolean unready(
      PodState pod, Sample sample, long now, HpaSpec.Controller controller) {
    Boolean ready = pod.ready();
    Long start = pod.startTime();
    Long transition = pod.readyTransitionTime();
    if (ready == null || start == null || transition == null) {
      return true;
    }
    if (start + 1000L * controller.cpuInitializationPeriodSeconds() > now) {
      return !ready || sample.timestamp() < transition + sample.windowMillis();
    }
    return !ready && start + 1000L * controller.initialReadinessDelaySeconds() > transition;
  }

  private static Map<String, Long> usage(Sync sync, Pods groups) {
    Map<String, Long> usage = new LinkedHashMap<>();
    for (PodState pod : sync.pods()) {
      if (groups.counted().contains(pod.name()) && pod.sample() != null) {
        usage.put(pod.name(), pod.sample().millicores());
      }
    }
    return usage;
  }

  /** In whole per cent: what is left of a per cent is cut off before it meets the target. */
  private static int utilization(Map<String, Long> usage, Map<String, Long> requests) {
    long used = usage.values().stream().mapToLong(Long::longValue).sum();
    return (int) (used * 100 / total(usage, requests));
  }

  private static long total(Map<String, Long> usage, Map<String, Long> requests) {
    return usage.keySet().stream().mapToLong(pod -> request(requests, pod)).sum();
  }

  private static long request(Map<String, Long> requests, String pod) {
    return requests.getOrDefault(pod, 0L);
  }

  private static Tolerance tolerance(HpaSpec spec) {
    HpaSpec.Behavior behavior = spec.behavior();
    double all = spec.controller().tolerance();
    if (behavior == null) {
      return new Tolerance(all, all);
    }
    return new Tolerance(
        or(behavior.scaleDown().tolerance(), all), or(behavior.scaleUp().tolerance(), all));
  }

  private static double or(@Nullable Double own, double all) {
    return own == null ? all : own;
  }
}
