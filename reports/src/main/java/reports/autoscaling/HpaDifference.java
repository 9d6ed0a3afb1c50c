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
 * @param cause the first of the causes that removes the difference
 * @param substituted the input that, put into the model, removes it, a phrase; null where unknown
 * @param removedBy every cause that would remove it, in the order in which they are tried; more
 *     than one means that the recording can't tell them apart
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
   * @param metricReplicas what the metric asked for; the autoscaler does not say
   * @param rateLimit what the policies allowed; the autoscaler does not say
   * @param reason what decided, in the words of the autoscaler's conditions
   */
  public record Side(
      int currentReplicas,
      int desiredReplicas,
      @Nullable Integer utilizationPercent,
      @Nullable Pods pods,
      @Nullable Integer metricReplicas,
      @Nullable Integer rateLimit,
      String reason) {}

  /** The model's side. */
  public Side model() {
    Integer utilization = null;
    Pods pods = null;
    Integer asked = null;
    String reason = predicted.rule().reason();
    switch (predicted.metric()) {
      case null -> {}
      case Failed(String why) -> reason = reason + ": " + why;
      case Computed computed -> {
        utilization = computed.utilizationPercent();
        pods = computed.pods();
        asked = computed.replicas();
      }
    }
    return new Side(
        predicted.currentReplicas(),
        predicted.desiredReplicas(),
        utilization,
        pods,
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
        null,
        null,
        status == null ? "not stated" : status.reasons());
  }
}
