package reports.autoscaling;

import org.jspecify.annotations.Nullable;

/**
 * What the model decides with one input replaced.
 *
 * @param cause what it would prove
 * @param input what was put in, a phrase
 * @param always whether at every sync so far, and not at this one alone
 * @param decision what came of it
 * @param after what the model remembers then; null where the past itself was moved in time, which
 *     is not to last
 */
record Trial(
    Cause cause, String input, boolean always, Decision decision, @Nullable HpaModel after) {
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

  /** What was put in, and how often. */
  String words() {
    return after == null ? input : input + (always ? ", always" : ", once");
  }

  /** How far its utilization is from the stated one, in points; 0 where none is stated. */
  int distance(Sync sync) {
    HpaStatus status = sync.status();
    return status == null || status.currentUtilizationPercent() == null || !status.computed()
        ? 0
        : distance(decision, status.currentUtilizationPercent());
  }

  private static int distance(Decision decision, int stated) {
    Integer utilization = decision.utilizationPercent();
    return utilization == null ? Integer.MAX_VALUE : Math.abs(utilization - stated);
  }
}
