package reports.autoscaling;

/**
 * Why the model and the real autoscaler differ at a sync. A cause counts only if putting that one
 * input into the model removes the difference; they are tried in this order, and the first that
 * does is the one.
 */
public enum Cause {
  /** The autoscaler used other samples than the recording has at this sync. */
  METRIC_LAG,
  /** It saw other pods, or other ones had samples. */
  MISSING_PODS,
  /** The ratio is so near the edge of the tolerance that it may have lain on its other side. */
  TOLERANCE,
  /**
   * Something that it remembers fell into another period, so that more or less was allowed: a
   * change of the scale into or out of the period of a policy, or a recommendation into or out of a
   * stabilization window. Both are met to the millisecond and are multiples of the sync period, so
   * that a little decides.
   */
  RATE_LIMIT,
  /** None of these. */
  UNKNOWN
}
