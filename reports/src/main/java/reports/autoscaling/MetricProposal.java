package reports.autoscaling;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the metric alone asks for, before any stabilization or limit. */
public sealed interface MetricProposal {
  /**
   * A number of replicas.
   *
   * @param replicas the proposal
   * @param utilizationPercent CPU used over CPU requested by the pods that count, in whole per cent
   *     cut off, as the autoscaler's status states it
   * @param ratio that utilization over the target
   * @param pods which pods count, and why others do not
   * @param filled the second calculation; null where the first was enough
   * @param tolerance within which ratios nothing is done
   * @param basis what the proposal rests on
   */
  record Computed(
      int replicas,
      int utilizationPercent,
      double ratio,
      Pods pods,
      @Nullable Filled filled,
      Tolerance tolerance,
      Basis basis)
      implements MetricProposal {}

  /**
   * None: the autoscaler leaves things as they are, and remembers no recommendation.
   *
   * @param reason a sentence
   */
  record Failed(String reason) implements MetricProposal {}

  /**
   * The pods by what they are good for, each list in the order of the sync.
   *
   * @param counted measured and ready
   * @param unready pending, never ready yet, or measured before they were ready
   * @param missing without a sample
   * @param ignored being deleted, or failed
   */
  record Pods(
      List<String> counted, List<String> unready, List<String> missing, List<String> ignored) {
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
   * @param utilizationPercent of the pods counted and filled in
   * @param ratio that utilization over the target
   * @param podCount pods counted and filled in
   */
  record Filled(int utilizationPercent, double ratio, int podCount) {}

  /**
   * Ratios within which nothing is done, both ends included: 1 - down to 1 + up.
   *
   * @param down 0 or more
   * @param up 0 or more
   */
  record Tolerance(double down, double up) {
    boolean covers(double ratio) {
      return 1.0 - down <= ratio && ratio <= 1.0 + up;
    }
  }

  /** What a proposal rests on. */
  enum Basis {
    /** Every pod that counts is measured: the ratio times their number, rounded up. */
    RATIO,
    /** The same, but the ratio is within tolerance: no change. */
    WITHIN_TOLERANCE,
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
