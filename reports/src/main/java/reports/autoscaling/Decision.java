package reports.autoscaling;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reports.autoscaling.MetricProposal.Computed;
import reports.autoscaling.MetricProposal.Failed;

/**
 * What the model decides at one sync, and how it came to be. Immutable.
 *
 * @param t epoch milliseconds of the sync
 * @param currentReplicas before the decision
 * @param desiredReplicas after it
 * @param metrics what each metric asked for; empty where none was looked at
 * @param metric what they asked for together; null where none was looked at
 * @param stabilizedReplicas that number after the stabilization windows
 * @param rateLimit the most, or the fewest, that the policies allow now; null where none was asked
 * @param rule which rule had the last word
 */
public record Decision(
    long t,
    int currentReplicas,
    int desiredReplicas,
    List<MetricProposal> metrics,
    @Nullable MetricProposal metric,
    int stabilizedReplicas,
    @Nullable Integer rateLimit,
    Rule rule) {
  /** Copies the list. */
  public Decision {
    metrics = List.copyOf(metrics);
  }

  /** The reason that the autoscaler's conditions give. */
  public String reason() {
    return metric instanceof Failed failed ? failed.of().type().failure() : rule.reason();
  }

  /** The utilization of CPU, in whole per cent; null where no metric is that, or it failed. */
  public @Nullable Integer utilizationPercent() {
    MetricProposal first =
        metrics.stream().filter(each -> each.of().isCpuUtilization()).findFirst().orElse(null);
    return first instanceof Computed computed
        ? Integer.valueOf(Math.toIntExact(computed.usage()))
        : null;
  }

  /** Which rule had the last word, with the reason that the autoscaler's conditions give. */
  public enum Rule {
    /** There are no replicas, and the least is not 0: scaling is switched off. */
    SCALING_DISABLED("ScalingDisabled"),
    /** There were more than the most. */
    ABOVE_MAX("SucceededRescale"),
    /** There were fewer than the least. */
    BELOW_MIN("SucceededRescale"),
    /** A metric could not be computed, and no other asked for more pods: no change. */
    NO_METRIC("FailedComputeMetricsReplicas"),
    /** The stabilized number, unlimited. */
    WITHIN_RANGE("DesiredWithinRange"),
    /** The policies do not allow to go up so fast. */
    SCALE_UP_LIMIT("ScaleUpLimit"),
    /** Cut at the most. */
    TOO_MANY_REPLICAS("TooManyReplicas"),
    /** The policies do not allow to go down so fast. */
    SCALE_DOWN_LIMIT("ScaleDownLimit"),
    /** Cut at the least. */
    TOO_FEW_REPLICAS("TooFewReplicas");

    private final String reason;

    Rule(String reason) {
      this.reason = reason;
    }

    /** The word that the autoscaler has for it. */
    String reason() {
      return reason;
    }
  }
}
