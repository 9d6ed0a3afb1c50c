package reports.autoscaling;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import reports.autoscaling.Decision.Rule;
import reports.autoscaling.HpaSpec.Behavior;
import reports.autoscaling.MetricProposal.Computed;
import reports.autoscaling.ScalingRules.Policy;
import reports.autoscaling.ScalingRules.PolicyType;
import reports.autoscaling.ScalingRules.SelectPolicy;

/**
 * The algorithm of Kubernetes' HorizontalPodAutoscaler: what it decides at each sync from what it
 * sees and what it remembers. Not thread-safe.
 *
 * <p>After Kubernetes 1.34, {@code pkg/controller/podautoscaler}: what each metric asks for is
 * {@link ReplicaCalculator}, what they do together {@link MetricProposal#together}; the rest is
 * {@code reconcileAutoscaler}, {@code normalizeDesiredReplicas} with {@code
 * stabilizeRecommendation} and {@code convertDesiredReplicasWithRules} where there is no {@code
 * behavior}, and {@code normalizeDesiredReplicasWithBehaviors} with {@code
 * stabilizeRecommendationWithBehaviors} and {@code convertDesiredReplicasWithBehaviorRate} where
 * there is one, all in horizontal.go. Arithmetic is that of the original: whole per cent of
 * utilization and whole thousandths of other values, doubles for ratios, the same rounding.
 *
 * <p>Left out, since a recording can't hold it: samples of pods that the selector does not find,
 * updates of the scale that fail, and the way to no replicas and back, which is behind a feature
 * gate. Within one sync no time passes: the controller's clock is that of the sync.
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
    List<MetricProposal> metrics = ReplicaCalculator.propose(sync);
    MetricProposal metric = MetricProposal.together(metrics, current);
    if (!(metric instanceof Computed computed)) {
      return new Decision(
          sync.t(), current, current, metrics, metric, current, null, Rule.NO_METRIC);
    }
    Behavior behavior = spec.behavior();
    Asked asked = new Asked(sync, metrics, computed);
    return behavior == null ? withoutBehavior(asked) : withBehavior(asked, behavior);
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
    return new Decision(
        sync.t(), sync.specReplicas(), desired, List.of(), null, desired, null, rule);
  }

  /** What the metrics of a sync asked for. */
  private record Asked(Sync sync, List<MetricProposal> metrics, Computed most) {
    Decision decided(int desired, int stabilized, @Nullable Integer limit, Rule rule) {
      return new Decision(
          sync.t(), sync.specReplicas(), desired, metrics, most, stabilized, limit, rule);
    }
  }

  private Decision withoutBehavior(Asked asked) {
    Sync sync = asked.sync();
    Computed metric = asked.most();
    HpaSpec spec = sync.spec();
    int current = sync.specReplicas();
    long windowFrom = sync.t() - 1000L * spec.controller().downscaleStabilizationSeconds();
    int stabilized = history.highestSince(windowFrom, metric.replicas());
    history.recommend(sync.t(), metric.replicas(), windowFrom);

    int limit = Math.max(SCALE_UP_LIMIT_FACTOR * current, SCALE_UP_LIMIT_MINIMUM);
    int most = Math.min(spec.maxReplicas(), limit);
    if (stabilized < spec.minReplicas()) {
      return asked.decided(spec.minReplicas(), stabilized, limit, Rule.TOO_FEW_REPLICAS);
    }
    if (stabilized > most) {
      Rule rule = spec.maxReplicas() > limit ? Rule.SCALE_UP_LIMIT : Rule.TOO_MANY_REPLICAS;
      return asked.decided(most, stabilized, limit, rule);
    }
    return asked.decided(stabilized, stabilized, limit, Rule.WITHIN_RANGE);
  }

  private Decision withBehavior(Asked asked, Behavior behavior) {
    int current = asked.sync().specReplicas();
    int stabilized = stabilized(asked.sync(), asked.most().replicas(), behavior);
    if (stabilized > current) {
      return up(asked, stabilized, behavior.scaleUp());
    }
    if (stabilized < current) {
      return down(asked, stabilized, behavior.scaleDown());
    }
    return asked.decided(current, stabilized, null, Rule.WITHIN_RANGE);
  }

  /** Up goes what all recommendations of its window ask for, down what one of its window allows. */
  private int stabilized(Sync sync, int recommendation, Behavior behavior) {
    long now = sync.t();
    long upCutoff = now - 1000L * behavior.scaleUp().windowSeconds(0);
    long downCutoff =
        now
            - 1000L
                * behavior
                    .scaleDown()
                    .windowSeconds(sync.spec().controller().downscaleStabilizationSeconds());
    int lowest = history.lowestAfter(upCutoff, recommendation);
    int highest = history.highestAfter(downCutoff, recommendation);
    history.recommend(now, recommendation, Math.min(upCutoff, downCutoff));
    return Math.min(Math.max(sync.specReplicas(), lowest), highest);
  }

  private Decision up(Asked asked, int stabilized, ScalingRules rules) {
    Sync sync = asked.sync();
    int current = sync.specReplicas();
    int max = sync.spec().maxReplicas();
    int limit = Math.max(current, upLimit(sync, rules));
    int most = Math.min(max, limit);
    if (stabilized <= most) {
      return asked.decided(stabilized, stabilized, limit, Rule.WITHIN_RANGE);
    }
    Rule rule = max > limit ? Rule.SCALE_UP_LIMIT : Rule.TOO_MANY_REPLICAS;
    return asked.decided(most, stabilized, limit, rule);
  }

  private Decision down(Asked asked, int stabilized, ScalingRules rules) {
    Sync sync = asked.sync();
    int current = sync.specReplicas();
    int min = sync.spec().minReplicas();
    int limit = Math.min(current, downLimit(sync, rules));
    int fewest = Math.max(min, limit);
    if (stabilized >= fewest) {
      return asked.decided(stabilized, stabilized, limit, Rule.WITHIN_RANGE);
    }
    Rule rule = min < limit ? Rule.SCALE_DOWN_LIMIT : Rule.TOO_FEW_REPLICAS;
    return asked.decided(fewest, stabilized, limit, rule);
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
}
