package reports.autoscaling;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a metric alone asks for, before any stabilization or limit. */
public sealed interface MetricProposal {
  /** The metric that asks. */
  HpaMetric of();

  /** The metric with its value, or why there is none. */
  default String words() {
    return switch (this) {
      case Computed computed when computed.of().target() == HpaMetric.Target.UTILIZATION ->
          "%s %d %%".formatted(computed.of().title(), computed.usage());
      case Computed computed ->
          "%s %s".formatted(computed.of().title(), BigDecimal.valueOf(computed.usage(), 3));
      case Failed failed -> failed.reason();
    };
  }

  /**
   * A number of replicas.
   *
   * @param of the metric that asks
   * @param replicas the proposal
   * @param usage what is compared with the target, in its unit, as the autoscaler's status states
   *     it: whole per cent, cut off, or thousandths
   * @param ratio that usage over the target
   * @param pods which pods count, and why others do not
   * @param filled the second calculation; null where the first was enough
   * @param tolerance within which ratios nothing is done
   * @param basis what the proposal rests on
   */
  record Computed(
      HpaMetric of,
      int replicas,
      long usage,
      double ratio,
      Pods pods,
      @Nullable Filled filled,
      Tolerance tolerance,
      Basis basis)
      implements MetricProposal {}

  /**
   * None.
   *
   * @param of the metric that can't be computed
   * @param reason a sentence
   */
  record Failed(HpaMetric of, String reason) implements MetricProposal {}

  /**
   * What several metrics ask for together, {@code computeReplicasForMetrics} of horizontal.go: the
   * most that one asks for; but where one failed and all others would go down, nothing, and the
   * first failure says why. Where nothing is asked for, the autoscaler leaves things as they are,
   * and remembers no recommendation.
   *
   * @param each one at least
   */
  static MetricProposal together(List<MetricProposal> each, int currentReplicas) {
    Computed most = null;
    Failed first = null;
    for (MetricProposal proposal : each) {
      switch (proposal) {
        case Computed computed -> {
          if (most == null || computed.replicas() > most.replicas()) {
            most = computed;
          }
        }
        case Failed failed -> first = first == null ? failed : first;
      }
    }
    if (first != null && (most == null || most.replicas() < currentReplicas)) {
      return first;
    }
    return Objects.requireNonNull(most, "An autoscaler has a metric at least.");
  }

  /**
   * The pods by what they are good for, each list in the order of the sync; all are empty where a
   * metric looks at no pod.
   *
   * @param counted measured and ready; for a metric of no pod, ready
   * @param unready pending, never ready yet, or measured before they were ready
   * @param missing without a sample
   * @param ignored being deleted, or failed
   */
  record Pods(
      List<String> counted, List<String> unready, List<String> missing, List<String> ignored) {
    /** None of a metric that looks at no pod. */
    static final Pods NONE = new Pods(List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Pods {
      counted = List.copyOf(counted);
      unready = List.copyOf(unready);
      missing = List.copyOf(missing);
      ignored = List.copyOf(ignored);
    }
  }

  /**
   * The second calculation, cautious in either direction: on the way up unready and missing pods
   * use nothing, on the way down missing ones use all that they request, or the target if that is
   * more.
   *
   * @param usage of the pods counted and filled in
   * @param ratio that usage over the target
   * @param podCount pods counted and filled in
   */
  record Filled(long usage, double ratio, int podCount) {}

  /**
   * Ratios within which nothing is done, both ends included: 1 - down to 1 + up.
   *
   * @param down 0 or more
   * @param up 0 or more
   */
  record Tolerance(double down, double up) {
    /** Those of a specification: the rules' own, else the controller's. */
    static Tolerance of(HpaSpec spec) {
      HpaSpec.Behavior behavior = spec.behavior();
      double all = spec.controller().tolerance();
      return behavior == null
          ? new Tolerance(all, all)
          : new Tolerance(
              or(behavior.scaleDown().tolerance(), all), or(behavior.scaleUp().tolerance(), all));
    }

    private static double or(@Nullable Double own, double all) {
      return own == null ? all : own;
    }

    boolean covers(double ratio) {
      return 1.0 - down <= ratio && ratio <= 1.0 + up;
    }
  }

  /** What a proposal rests on. */
  enum Basis {
    /** Nothing has to be filled in: the ratio times the pods that count, rounded up. */
    RATIO,
    /** The same, but the ratio is within tolerance: no change. */
    WITHIN_TOLERANCE,
    /** One value for all, over what each replica is to have of it, rounded up. */
    SHARES,
    /** The second ratio times the pods counted and filled in, rounded up. */
    FILLED_RATIO,
    /** The second ratio is within tolerance: no change. */
    FILLED_WITHIN_TOLERANCE,
    /** The second ratio points the other way than the first: no change. */
    FILLED_TURNED,
    /** The second ratio points one way and the number of pods goes the other: no change. */
    FILLED_AGAINST_RATIO
  }
}
