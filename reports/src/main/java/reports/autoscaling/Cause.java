package reports.autoscaling;

/**
 * Why the model and the real autoscaler differ at a sync. A cause counts only if putting that one
 * input into the model removes the difference. Where several do, that input is the cause with which
 * the model's utilization comes nearest to the one that the autoscaler states; then the cause that
 * stands first here: what changes less of the recording, and fits by chance less easily. So what
 * replaces every sample can't hide what a number or a pod explains. Instants of the past come last,
 * since they are tried in every shift up to a whole sync period.
 */
public enum Cause {
  /** The ratio is so near the edge of the tolerance that it may have lain on its other side. */
  TOLERANCE,
  /** It saw other pods, or other ones had samples. */
  MISSING_PODS,
  /** The autoscaler used other samples than the recording has at this sync. */
  METRIC_LAG,
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
