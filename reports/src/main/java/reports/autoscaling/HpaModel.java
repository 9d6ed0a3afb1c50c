package reports.autoscaling;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import reports.autoscaling.Decision.Rule;
import reports.autoscaling.HpaSpec.Behavior;
import reports.autoscaling.MetricProposal.Computed;
import reports.autoscaling.ScalingRules.Policy;
import reports.autoscaling.ScalingRules.PolicyType;
import reports.autoscaling.ScalingRules.SelectPolicy;

/**
 * The algorithm of Kubernetes' HorizontalPodAutoscaler for one metric, the utilization of CPU: what
 * it decides at each sync from what it sees and what it remembers. Not thread-safe.
 *
 * <p>After Kubernetes 1.34, {@code pkg/controller/podautoscaler}: the metric is {@link
 * ReplicaCalculator}; the rest is {@code reconcileAutoscaler}, {@code normalizeDesiredReplicas}
 * with {@code stabilizeRecommendation} and {@code convertDesiredReplicasWithRules} where there is
 * no {@code behavior}, and {@code normalizeDesiredReplicasWithBehaviors} with {@code
 * stabilizeRecommendationWithBehaviors} and {@code convertDesiredReplicasWithBehaviorRate} where
 * there is one, all in horizontal.go. Arithmetic is that of the original: whole per cent of
 * utilization, doubles for ratios, the same rounding.
 *
 * <p>Left out, since a recording can't hold it: samples of pods that the selector does not find,
 * and updates of the scale that fail. Within one sync no time passes: the controller's clock is
 * that of the sync.
 */
public final class HpaModel {
  private static final int SCALE_UP_LIMIT_FACTOR = 2;
  private static final int SCALE_UP_LIMIT_MINIMUM = 4;

  private final ScalingHistory history;

  /** An autoscaler that remembers nothing: its object has just been created. */
  public HpaModel() {
    this(new ScalingHistory());
  }

  private HpaModel(ScalingHistory history) {
    this.history = history;
  }

  /** One that remembers the same and goes its own way from here. */
  HpaModel copy() {
    return new HpaModel(history.copy());
  }

  /** One that remembers the same, but every change of the scale so much later, or earlier. */
  HpaModel withChangesShiftedBy(long millis) {
    return new HpaModel(history.withChangesShiftedBy(millis));
  }

  /** One that remembers the same, but every recommendation so much later, or earlier. */
  HpaModel withRecommendationsShiftedBy(long millis) {
    return new HpaModel(history.withRecommendationsShiftedBy(millis));
  }

  /**
   * Decides, and remembers its recommendation. That the scale was changed it remembers only when it
   * is {@linkplain #rescaled told}.
   *
   * @param sync not before the last one
   */
  public Decision decide(Sync sync) {
    HpaSpec spec = sync.spec();
    int current = sync.specReplicas();
    history.begin(sync.t(), current);
    if (current == 0) {
      return unasked(sync, 0, Rule.SCALING_DISABLED);
    }
    if (current > spec.maxReplicas()) {
      return unasked(sync, spec.maxReplicas(), Rule.ABOVE_MAX);
    }
    if (current < spec.minReplicas()) {
      return unasked(sync, spec.minReplicas(), Rule.BELOW_MIN);
    }
    MetricProposal metric = ReplicaCalculator.propose(sync);
    if (!(metric instanceof Computed computed)) {
      return new Decision(sync.t(), current, current, metric, current, null, Rule.NO_METRIC);
    }
    Behavior behavior = spec.behavior();
    return behavior == null
        ? withoutBehavior(sync, computed)
        : withBehavior(sync, computed, behavior);
  }

  /** Decides, and remembers its own decision as a change of the scale, which always succeeds. */
  public Decision decideAndScale(Sync sync) {
    Decision decision = decide(sync);
    rescaled(sync, decision.desiredReplicas());
    return decision;
  }

  /** Remembers that the scale was changed at a sync; nothing where it was not. */
  public void rescaled(Sync sync, int toReplicas) {
    Behavior behavior = sync.spec().behavior();
    if (behavior != null && toReplicas != sync.specReplicas()) {
      history.rescaled(behavior, sync.t(), sync.specReplicas(), toReplicas);
    }
  }

  /** Sets right what was recommended at a sync, the latest; empty where nothing was. */
  void correct(Sync sync, OptionalInt recommendation) {
    history.correct(sync.t(), recommendation);
  }

  private static Decision unasked(Sync sync, int desired, Rule rule) {
    return new Decision(sync.t(), sync.specReplicas(), desired, null, desired, null, rule);
  }

  private Decision withoutBehavior(Sync sync, Computed metric) {
    HpaSpec spec = sync.spec();
    int current = sync.specReplicas();
    long windowFrom = sync.t() - 1000L * spec.controller().downscaleStabilizationSeconds();
    int stabilized = history.highestSince(windowFrom, metric.replicas());
    history.recommend(sync.t(), metric.replicas(), windowFrom);

    int limit = Math.max(SCALE_UP_LIMIT_FACTOR * current, SCALE_UP_LIMIT_MINIMUM);
    int most = Math.min(spec.maxReplicas(), limit);
    if (stabilized < spec.minReplicas()) {
      return decision(sync, spec.minReplicas(), metric, stabilized, limit, Rule.TOO_FEW_REPLICAS);
    }
    if (stabilized > most) {
      Rule rule = spec.maxReplicas() > limit ? Rule.SCALE_UP_LIMIT : Rule.TOO_MANY_REPLICAS;
      return decision(sync, most, metric, stabilized, limit, rule);
    }
    return decision(sync, stabilized, metric, stabilized, limit, Rule.WITHIN_RANGE);
  }

  private Decision withBehavior(Sync sync, Computed metric, Behavior behavior) {
    int current = sync.specReplicas();
    int stabilized = stabilized(sync, metric.replicas(), behavior);
    if (stabilized > current) {
      return up(sync, metric, stabilized, behavior.scaleUp());
    }
    if (stabilized < current) {
      return down(sync, metric, stabilized, behavior.scaleDown());
    }
    return decision(sync, current, metric, stabilized, null, Rule.WITHIN_RANGE);
  }

  /** Up goes what all recommendations of its window ask for, down what one of its window allows. */
  private int stabilized(Sync sync, int recommendation, Behavior behavior) {
    long now = sync.t();
    long upCutoff = now - 1000L * seconds(behavior.scaleUp(), 0);
    long downCutoff =
        now
            - 1000L
                * seconds(
                    behavior.scaleDown(), sync.spec().controller().downscaleStabilizationSeconds());
    int lowest = history.lowestAfter(upCutoff, recommendation);
    int highest = history.highestAfter(downCutoff, recommendation);
    history.recommend(now, recommendation, Math.min(upCutoff, downCutoff));
    return Math.min(Math.max(sync.specReplicas(), lowest), highest);
  }

  private static int seconds(ScalingRules rules, int otherwise) {
    Integer own = rules.stabilizationWindowSeconds();
    return own == null ? otherwise : own;
  }

  private Decision up(Sync sync, Computed metric, int stabilized, ScalingRules rules) {
    int current = sync.specReplicas();
    int max = sync.spec().maxReplicas();
    int limit = Math.max(current, upLimit(sync, rules));
    int most = Math.min(max, limit);
    if (stabilized <= most) {
      return decision(sync, stabilized, metric, stabilized, limit, Rule.WITHIN_RANGE);
    }
    Rule rule = max > limit ? Rule.SCALE_UP_LIMIT : Rule.TOO_MANY_REPLICAS;
    return decision(sync, most, metric, stabilized, limit, rule);
  }

  private Decision down(Sync sync, Computed metric, int stabilized, ScalingRules rules) {
    int current = sync.specReplicas();
    int min = sync.spec().minReplicas();
    int limit = Math.min(current, downLimit(sync, rules));
    int fewest = Math.max(min, limit);
    if (stabilized >= fewest) {
      return decision(sync, stabilized, metric, stabilized, limit, Rule.WITHIN_RANGE);
    }
    Rule rule = min < limit ? Rule.SCALE_DOWN_LIMIT : Rule.TOO_FEW_REPLICAS;
    return decision(sync, fewest, metric, stabilized, limit, rule);
  }

  /** {@code calculateScaleUpLimitWithScalingRules}. */
  private int upLimit(Sync sync, ScalingRules rules) {
    int current = sync.specReplicas();
    if (rules.selectPolicy() == SelectPolicy.DISABLED) {
      return current;
    }
    boolean least = rules.selectPolicy() == SelectPolicy.MIN;
    int limit = least ? Integer.MAX_VALUE : Integer.MIN_VALUE;
    for (Policy policy : rules.policies()) {
      int start = history.replicasBefore(sync.t(), policy.periodSeconds(), current);
      int allowed =
          policy.type() == PolicyType.PODS
              ? start + policy.value()
              : (int) Math.ceil(start * (1 + policy.value() / 100.0));
      limit = least ? Math.min(limit, allowed) : Math.max(limit, allowed);
    }
    return limit;
  }

  /** {@code calculateScaleDownLimitWithBehaviors}. */
  private int downLimit(Sync sync, ScalingRules rules) {
    int current = sync.specReplicas();
    if (rules.selectPolicy() == SelectPolicy.DISABLED) {
      return current;
    }
    boolean least = rules.selectPolicy() == SelectPolicy.MIN;
    int limit = least ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    for (Policy policy : rules.policies()) {
      int start = history.replicasBefore(sync.t(), policy.periodSeconds(), current);
      int allowed =
          policy.type() == PolicyType.PODS
              ? start - policy.value()
              : (int) (start * (1 - policy.value() / 100.0));
      limit = least ? Math.max(limit, allowed) : Math.min(limit, allowed);
    }
    return limit;
  }

  private static Decision decision(
      Sync sync, int desired, Computed metric, int stabilized, @Nullable Integer limit, Rule rule) {
    return new Decision(sync.t(), sync.specReplicas(), desired, metric, stabilized, limit, rule);
  }
}
