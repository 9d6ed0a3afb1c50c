package reports.autoscaling;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reports.autoscaling.MetricProposal.Computed;
import reports.autoscaling.MetricProposal.Failed;
import reports.autoscaling.MetricProposal.Pods;

/**
 * A sync at which the model and the real autoscaler decided differently. Immutable.
 *
 * @param sync what the recording says that the autoscaler saw, and what it said of itself
 * @param predicted what the model makes of it
 * @param realReplicas what the autoscaler decided
 * @param cause that of the most specific input that removes the difference
 * @param substituted the input that, put into the model, removes it, a phrase; null where unknown
 * @param removedBy every cause that would remove it, the most specific first; more than one means
 *     that the recording can't tell them apart
 */
public record HpaDifference(
    Sync sync,
    Decision predicted,
    int realReplicas,
    Cause cause,
    @Nullable String substituted,
    List<Cause> removedBy) {
  /** Copies the causes. */
  public HpaDifference {
    removedBy = List.copyOf(removedBy);
  }

  /**
   * One side's inputs and what came of them; null where this side does not say.
   *
   * @param currentReplicas before the decision
   * @param desiredReplicas after it
   * @param utilizationPercent of the pods that count
   * @param pods which pods count, and why others do not; the autoscaler does not say
   * @param readyPods that run and are ready as the recording has them, which is the same for both
   * @param metricReplicas what the metrics asked for; the autoscaler does not say
   * @param rateLimit what the policies allowed; the autoscaler does not say
   * @param reason what decided, in the words of the autoscaler's conditions
   */
  public record Side(
      int currentReplicas,
      int desiredReplicas,
      @Nullable Integer utilizationPercent,
      @Nullable Pods pods,
      long readyPods,
      @Nullable Integer metricReplicas,
      @Nullable Integer rateLimit,
      String reason) {}

  private long readyPods() {
    return sync.pods().stream().filter(PodState::serves).count();
  }

  /** The model's side. */
  public Side model() {
    Pods pods = null;
    Integer asked = null;
    String reason = predicted.reason();
    switch (predicted.metric()) {
      case null -> {}
      case Failed(HpaMetric _, String why) -> reason = reason + ": " + why;
      case Computed computed -> {
        pods = computed.pods();
        asked = computed.replicas();
      }
    }
    return new Side(
        predicted.currentReplicas(),
        predicted.desiredReplicas(),
        predicted.utilizationPercent(),
        pods,
        readyPods(),
        asked,
        predicted.rateLimit(),
        reason);
  }

  /** The autoscaler's side. */
  public Side real() {
    HpaStatus status = sync.status();
    return new Side(
        sync.specReplicas(),
        realReplicas,
        status == null ? null : status.currentUtilizationPercent(),
        null,
        readyPods(),
        null,
        null,
        status == null ? "not stated" : status.reasons());
  }
}
