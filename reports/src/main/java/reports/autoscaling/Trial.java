package reports.autoscaling;

import org.jspecify.annotations.Nullable;
import reports.autoscaling.MetricProposal.Computed;

/**
 * What the model decides with one input replaced.
 *
 * @param cause what it would prove
 * @param input what was put in, a phrase
 * @param decision what came of it
 * @param after what the model remembers then; null where the past itself was moved in time, which
 *     is not to last
 */
record Trial(Cause cause, String input, Decision decision, @Nullable HpaModel after) {
  /**
   * Whether it removes a difference: the decision is the real one, and its utilization is no
   * farther from the one that the autoscaler states than the model's own is. What the autoscaler
   * says of itself can't be explained by samples, or pods, that it says it did not use.
   */
  boolean removes(Sync sync, Decision predicted, int real) {
    if (decision.desiredReplicas() != real) {
      return false;
    }
    HpaStatus status = sync.status();
    if (status == null || status.currentUtilizationPercent() == null || !status.computed()) {
      return true;
    }
    int stated = status.currentUtilizationPercent();
    return distance(decision, stated) <= distance(predicted, stated);
  }

  private static int distance(Decision decision, int stated) {
    return decision.metric() instanceof Computed computed
        ? Math.abs(computed.utilizationPercent() - stated)
        : Integer.MAX_VALUE;
  }
}
