package reports.autoscaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import reports.autoscaling.MetricProposal.Pods;
import reports.autoscaling.PodState.Phase;
import reports.autoscaling.PodState.Sample;

/** Sorts the pods of a sync by what they are good for: {@code groupPods}. Without state. */
final class PodGroups {
  private PodGroups() {}

  /**
   * For a value of each pod.
   *
   * @param measured names of the pods that have one
   */
  static Pods of(Sync sync, HpaMetric metric, Set<String> measured) {
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
      } else if (!measured.contains(pod.name())) {
        group = missing;
      } else if (metric.isCpu()
          && pod.sample() != null
          && unready(pod, pod.sample(), sync.t(), sync.spec().controller())) {
        group = unready;
      }
      group.add(pod.name());
    }
    return new Pods(counted, unready, missing, ignored);
  }

  /** For one value for all: {@code getReadyPodsCount}, which counts those being deleted too. */
  static Pods ready(Sync sync) {
    List<String> counted = new ArrayList<>();
    List<String> unready = new ArrayList<>();
    for (PodState pod : sync.pods()) {
      (pod.serves() ? counted : unready).add(pod.name());
    }
    return new Pods(counted, unready, List.of(), List.of());
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
}
