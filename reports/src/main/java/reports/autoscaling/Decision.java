package reports.autoscaling;

import org.jspecify.annotations.Nullable;

/**
 * What the model decides at one sync, and how it came to be. Immutable.
 *
 * @param t epoch milliseconds of the sync
 * @param currentReplicas before the decision
 * @param desiredReplicas after it
 * @param metric what the metric asked for; null where it was not looked at
 * @param stabilizedReplicas that number after the stabilization windows
 * @param rateLimit the most, or the fewest, that the policies allow now; null where none was asked
 * @param rule which rule had the last word
 */
public record Decision(
    long t,
    int currentReplicas,
    int desiredReplicas,
    @Nullable MetricProposal metric,
    int stabilizedReplicas,
    @Nullable Integer rateLimit,
    Rule rule) {

  /** Which rule had the last word, with the reason that the autoscaler's conditions give. */
  public enum Rule {
    /** There are no replicas, and the least is not 0: scaling is switched off. */
    SCALING_DISABLED("ScalingDisabled"),
    /** There were more than the most. */
    ABOVE_MAX("SucceededRescale"),
    /** There were fewer than the least. */
    BELOW_MIN("SucceededRescale"),
    /** The metric could not be computed: no change. */
    NO_METRIC("FailedGetResourceMetric"),
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

    /** The word that the autoscaler's conditions have for it. */
    public String reason() {
      return reason;
    }
  }
}
