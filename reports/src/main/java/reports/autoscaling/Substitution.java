package reports.autoscaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reports.autoscaling.HpaSpec.Behavior;
import reports.autoscaling.HpaSpec.Controller;
import reports.autoscaling.MetricProposal.Computed;
import reports.autoscaling.PodState.Sample;

/**
 * One input of a sync put in place of another, to see whether a difference goes away with it.
 *
 * @param cause what it would prove
 * @param input what is put in, a phrase
 * @param change the same sync with that input; empty where there is none, or it is the same
 */
record Substitution(
    Cause cause, String input, BiFunction<List<Sync>, Integer, Optional<Sync>> change) {

  /**
   * So near an edge of the tolerance, in points of utilization (without CPU, per cent of the
   * target), a ratio may lie on either side.
   */
  static final int EDGE_POINTS = 1;

  /** Which of them counts where several remove a difference is for {@link HpaComparer} to say. */
  static final List<Substitution> ALL =
      List.of(
          own(
              Cause.TOLERANCE,
              "a tolerance wider by a point of utilization",
              sync -> tolerance(sync, EDGE_POINTS)),
          own(
              Cause.TOLERANCE,
              "a tolerance narrower by a point of utilization",
              sync -> tolerance(sync, -EDGE_POINTS)),
          own(
              Cause.MISSING_PODS,
              "no pods without a sample",
              sync -> with(sync, sync.pods().stream().filter(p -> p.sample() != null).toList())),
          neighbour(
              Cause.MISSING_PODS,
              "samples for those pods that had one at the sync before",
              -1,
              Substitution::measuredAsIn),
          neighbour(
              Cause.MISSING_PODS,
              "samples for those pods that had one at the sync after",
              1,
              Substitution::measuredAsIn),
          neighbour(Cause.MISSING_PODS, "the pods of the sync before", -1, Substitution::podsOf),
          neighbour(Cause.MISSING_PODS, "the pods of the sync after", 1, Substitution::podsOf),
          neighbour(
              Cause.METRIC_LAG, "the samples of the sync before", -1, Substitution::samplesOf),
          neighbour(Cause.METRIC_LAG, "the samples of the sync after", 1, Substitution::samplesOf),
          neighbour(
              Cause.METRIC_LAG, "the other metrics of the sync before", -1, Sync::withReadingsOf),
          neighbour(
              Cause.METRIC_LAG, "the other metrics of the sync after", 1, Sync::withReadingsOf),
          own(
              Cause.METRIC_LAG,
              "the utilization that the autoscaler states",
              Substitution::statedUtilization));

  /** The sync with that input; empty where there is none, or it is the same. */
  Optional<Sync> in(List<Sync> recording, int index) {
    return change.apply(recording, index).filter(changed -> !changed.equals(recording.get(index)));
  }

  private static Substitution own(
      Cause cause, String input, Function<Sync, Optional<Sync>> change) {
    return new Substitution(cause, input, (recording, i) -> change.apply(recording.get(i)));
  }

  private static Substitution neighbour(
      Cause cause, String input, int distance, BiFunction<Sync, Sync, Sync> change) {
    return new Substitution(
        cause,
        input,
        (recording, i) -> {
          int other = i + distance;
          return other < 0 || other >= recording.size()
              ? Optional.empty()
              : Optional.of(change.apply(recording.get(i), recording.get(other)));
        });
  }

  private static Optional<Sync> with(Sync sync, List<PodState> pods) {
    return Optional.of(sync.withPods(pods));
  }

  /** Changes a pod by its namesake at another sync, null where there is none. */
  private interface Pairing {
    PodState change(PodState pod, @Nullable PodState namesake);
  }

  private static List<PodState> paired(Sync pods, Sync namesakes, Pairing pairing) {
    Map<String, PodState> byName =
        namesakes.pods().stream().collect(Collectors.toMap(PodState::name, pod -> pod));
    return pods.pods().stream().map(pod -> pairing.change(pod, byName.get(pod.name()))).toList();
  }

  /** Which pods have a sample stays as it is; only what the samples say changes. */
  private static Sync samplesOf(Sync sync, Sync other) {
    return sync.withPods(
        paired(
            sync,
            other,
            (pod, then) ->
                pod.sample() == null || then == null || then.sample() == null
                    ? pod
                    : pod.withSample(then.sample())));
  }

  /** What samples say stays as it is; only which pods have one changes. */
  private static Sync measuredAsIn(Sync sync, Sync other) {
    return sync.withPods(
        paired(
            sync,
            other,
            (pod, then) -> {
              if (then == null || then.sample() == null) {
                return pod.withSample(null);
              }
              return pod.sample() == null ? pod.withSample(then.sample()) : pod;
            }));
  }

  /** Samples stay those of this sync wherever the pod has one. */
  private static Sync podsOf(Sync sync, Sync other) {
    return sync.withPods(
        paired(other, sync, (pod, now) -> now == null ? pod : pod.withSample(now.sample())));
  }

  /** The CPU of the pods that count, shared out by their requests so that it makes that sum. */
  private static Optional<Sync> statedUtilization(Sync sync) {
    HpaStatus status = sync.status();
    if (status == null || status.currentUtilizationPercent() == null || !status.computed()) {
      return Optional.empty();
    }
    Optional<Computed> cpu =
        ReplicaCalculator.propose(sync).stream()
            .filter(proposal -> proposal.of().isCpuUtilization())
            .filter(Computed.class::isInstance)
            .map(Computed.class::cast)
            .findFirst();
    if (cpu.isEmpty() || cpu.get().usage() == status.currentUtilizationPercent()) {
      return Optional.empty();
    }
    List<String> counted = cpu.get().pods().counted();
    List<PodState> pods = new ArrayList<>();
    long requested = 0;
    long used = 0;
    for (PodState pod : sync.pods()) {
      Sample sample = pod.sample();
      Long request = pod.requestMillicores();
      if (sample == null || request == null || !counted.contains(pod.name())) {
        pods.add(pod);
        continue;
      }
      requested += request;
      // Rounded up over all pods so far: the quotient, cut off, is then the one stated.
      long sum = Math.ceilDiv(requested * status.currentUtilizationPercent(), 100);
      pods.add(pod.withSample(new Sample(sum - used, sample.timestamp(), sample.windowMillis())));
      used = sum;
    }
    return Optional.of(sync.withPods(pods));
  }

  private static Optional<Sync> tolerance(Sync sync, int points) {
    HpaSpec spec = sync.spec();
    // A little more than the points, since ratios are doubles.
    double shift = points * (1.0 / spec.cpuTarget().orElse(100) + 1e-9);
    Controller all = spec.controller();
    Behavior behavior = spec.behavior();
    return Optional.of(
        sync.withSpec(
            new HpaSpec(
                spec.minReplicas(),
                spec.maxReplicas(),
                spec.metrics(),
                behavior == null
                    ? null
                    : new Behavior(
                        shifted(behavior.scaleUp(), shift), shifted(behavior.scaleDown(), shift)),
                new Controller(
                    Math.max(0, all.tolerance() + shift),
                    all.downscaleStabilizationSeconds(),
                    all.cpuInitializationPeriodSeconds(),
                    all.initialReadinessDelaySeconds(),
                    all.syncPeriodSeconds()))));
  }

  private static ScalingRules shifted(ScalingRules rules, double shift) {
    Double own = rules.tolerance();
    return own == null
        ? rules
        : new ScalingRules(
            rules.stabilizationWindowSeconds(),
            rules.selectPolicy(),
            rules.policies(),
            Math.max(0, own + shift));
  }
}
