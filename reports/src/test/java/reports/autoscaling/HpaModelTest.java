package reports.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static reports.autoscaling.Pods.SECOND;
import static reports.autoscaling.Pods.T0;
import static reports.autoscaling.Pods.down;
import static reports.autoscaling.Pods.percent;
import static reports.autoscaling.Pods.pods;
import static reports.autoscaling.Pods.rules;
import static reports.autoscaling.Pods.spec;
import static reports.autoscaling.Pods.sync;
import static reports.autoscaling.Pods.up;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reports.autoscaling.Decision.Rule;
import reports.autoscaling.HpaSpec.Behavior;
import reports.autoscaling.HpaSpec.Controller;
import reports.autoscaling.MetricProposal.Failed;
import reports.autoscaling.ScalingRules.SelectPolicy;

/** Stabilization, rate limits and bounds, each case computed by hand. */
class HpaModelTest {
  private static final int UNLIMITED = 1000;
  private static final int IDLE = 1;

  private final HpaModel model = new HpaModel();

  /** Replicas from one sync to the next, 15 s apart, while every pod uses so much per cent. */
  private List<Integer> climb(HpaSpec spec, int from, int percent, int syncs) {
    List<Integer> replicas = new ArrayList<>(List.of(from));
    for (int i = 0; i < syncs; i++) {
      Sync sync = sync(spec, 15 * i, replicas.getLast(), percent);
      replicas.add(model.decideAndScale(sync).desiredReplicas());
    }
    return replicas;
  }

  private Decision decide(HpaSpec spec, int second, int replicas, int percent) {
    return model.decideAndScale(sync(spec, second, replicas, percent));
  }

  @Test
  void withoutBehaviorUnlimitedDemandDoublesThePods() {
    // max(2 x 3, 4) = 6, max(2 x 6, 4) = 12, min(24, 20) = 20
    assertThat(climb(spec(null), 3, UNLIMITED, 4)).containsExactly(3, 6, 12, 20, 20);
  }

  @Test
  void withoutBehaviorOnePodBecomesFour() {
    // max(2 x 1, 4) = 4
    assertThat(climb(spec(1, 20, 70, null), 1, UNLIMITED, 2)).containsExactly(1, 4, 8);
  }

  @Test
  void withTheDefaultBehaviorUnlimitedDemandAddsFourOrDoubles() {
    // max(3 + 4, 2 x 3) = 7, max(7 + 4, 2 x 7) = 14, min(28, 20) = 20
    assertThat(climb(spec(Behavior.DEFAULTS), 3, UNLIMITED, 4)).containsExactly(3, 7, 14, 20, 20);
  }

  @Test
  void podsThatCanUseNoMoreThanTheyRequestClimbByTheirRatio() {
    // 100 / 70: 4.29, 7.14, 11.4, 17.1, then 25.7 cut at 20
    assertThat(climb(spec(Behavior.DEFAULTS), 3, 100, 6)).containsExactly(3, 5, 8, 12, 18, 20, 20);
    assertThat(new HpaModel().decide(sync(spec(null), 0, 3, 100)).desiredReplicas()).isEqualTo(5);
  }

  @Test
  void saysWhichLimitHadTheLastWord() {
    Decision limited = decide(spec(Behavior.DEFAULTS), 0, 3, UNLIMITED);
    assertThat(limited.rule()).isEqualTo(Rule.SCALE_UP_LIMIT);
    assertThat(limited.rateLimit()).isEqualTo(7);
    // 1,000 / 70 x 3 = 42.9
    assertThat(limited.stabilizedReplicas()).isEqualTo(43);
    assertThat(decide(spec(Behavior.DEFAULTS), 15, 14, UNLIMITED).rule())
        .isEqualTo(Rule.TOO_MANY_REPLICAS);
    assertThat(new HpaModel().decide(sync(spec(null), 0, 3, UNLIMITED)).rule())
        .isEqualTo(Rule.SCALE_UP_LIMIT);
    assertThat(new HpaModel().decide(sync(spec(null), 0, 14, UNLIMITED)).rule())
        .isEqualTo(Rule.TOO_MANY_REPLICAS);
    assertThat(new HpaModel().decide(sync(spec(null), 0, 5, 70)).rule())
        .isEqualTo(Rule.WITHIN_RANGE);
  }

  @Test
  void withoutBehaviorScaleDownWaitsUntilNoHigherRecommendationIsYoungerThanFiveMinutes() {
    HpaSpec spec = spec(null);
    // The first recommendation, 10 at 0 s, is what there was. 1 / 70 x 10 = 0.14, so 1.
    for (int second = 0; second <= 300; second += 15) {
      assertThat(decide(spec, second, 10, IDLE).desiredReplicas()).as("%d", second).isEqualTo(10);
    }
    Decision free = decide(spec, 315, 10, IDLE);
    assertThat(free.desiredReplicas()).isEqualTo(3);
    assertThat(free.stabilizedReplicas()).isEqualTo(1);
    assertThat(free.rule()).isEqualTo(Rule.TOO_FEW_REPLICAS);
  }

  @Test
  void withBehaviorARecommendationOfExactlyFiveMinutesAgoCountsNoMore() {
    HpaSpec spec = spec(Behavior.DEFAULTS);
    for (int second = 0; second <= 285; second += 15) {
      assertThat(decide(spec, second, 10, IDLE).desiredReplicas()).as("%d", second).isEqualTo(10);
    }
    assertThat(decide(spec, 300, 10, IDLE).desiredReplicas()).isEqualTo(3);
  }

  @Test
  void aPeakRestartsTheStabilizationWindow() {
    HpaSpec spec = spec(Behavior.DEFAULTS);
    decide(spec, 0, 10, IDLE);
    // 56 / 70 x 10 = 8
    assertThat(decide(spec, 60, 10, 56).desiredReplicas()).isEqualTo(10);
    // At 300 s the ten are forgotten and the eight of 60 s count, until 360 s.
    assertThat(decide(spec, 300, 10, IDLE).desiredReplicas()).isEqualTo(8);
    assertThat(decide(spec, 345, 8, IDLE).desiredReplicas()).isEqualTo(8);
    assertThat(decide(spec, 360, 8, IDLE).desiredReplicas()).isEqualTo(3);
  }

  @Test
  void withoutBehaviorAPastPeakKeepsItClimbing() {
    HpaSpec spec = spec(null);
    // 43 recommended, 6 allowed; then the demand is gone, and the 43 are still the highest.
    assertThat(decide(spec, 0, 3, UNLIMITED).desiredReplicas()).isEqualTo(6);
    assertThat(decide(spec, 15, 6, IDLE).desiredReplicas()).isEqualTo(12);
  }

  @Test
  void withBehaviorAPastPeakOnlyKeepsWhatThereIs() {
    HpaSpec spec = spec(Behavior.DEFAULTS);
    assertThat(decide(spec, 0, 3, UNLIMITED).desiredReplicas()).isEqualTo(7);
    // The lowest of the last 0 s is 1, the highest of 300 s is 43: the 7 lie between.
    assertThat(decide(spec, 15, 7, IDLE).desiredReplicas()).isEqualTo(7);
  }

  @Test
  void aWindowUpwardsWaitsForAllRecommendationsInIt() {
    HpaSpec spec = spec(up(rules(60, SelectPolicy.MAX, pods(4, 15))));
    // The first recommendation, 3 at 0 s, holds until it is 60 s old.
    for (int second = 0; second <= 45; second += 15) {
      assertThat(decide(spec, second, 3, UNLIMITED).desiredReplicas()).isEqualTo(3);
    }
    assertThat(decide(spec, 60, 3, UNLIMITED).desiredReplicas()).isEqualTo(7);
  }

  @Test
  void theWayDownIsLimitedToAShareOfWhatThereWasAPeriodAgo() {
    HpaSpec spec = spec(down(rules(0, SelectPolicy.MAX, percent(10, 60))));
    // 20 x 0.9 = 18. At 45 s there were 18 + 2 = 20 a minute ago, so 18 again; at 60 s 16.2, cut.
    Decision first = decide(spec, 0, 20, IDLE);
    assertThat(first.desiredReplicas()).isEqualTo(18);
    assertThat(first.rule()).isEqualTo(Rule.SCALE_DOWN_LIMIT);
    assertThat(decide(spec, 45, 18, IDLE).desiredReplicas()).isEqualTo(18);
    assertThat(decide(spec, 60, 18, IDLE).desiredReplicas()).isEqualTo(16);
  }

  @Test
  void theDefaultWayDownGoesToTheLeastAtOnce() {
    HpaSpec spec = spec(down(rules(0, SelectPolicy.MAX, percent(100, 15))));
    // 20 x 0 = 0, and 3 is the least; 7 / 70 x 20 = 2
    Decision decision = decide(spec, 0, 20, 7);
    assertThat(decision.desiredReplicas()).isEqualTo(3);
    assertThat(decision.rateLimit()).isZero();
    assertThat(decision.rule()).isEqualTo(Rule.TOO_FEW_REPLICAS);
  }

  @Test
  void theWayUpIsLimitedByWhatThereWasAPeriodAgo() {
    HpaSpec spec = spec(up(rules(0, SelectPolicy.MAX, pods(4, 30))));
    assertThat(decide(spec, 0, 3, UNLIMITED).desiredReplicas()).isEqualTo(7);
    // 7 - 4 = 3 half a minute ago, + 4 = 7
    assertThat(decide(spec, 15, 7, UNLIMITED).desiredReplicas()).isEqualTo(7);
    // A change of exactly 30 s ago counts no more: 7 + 4 = 11
    assertThat(decide(spec, 30, 7, UNLIMITED).desiredReplicas()).isEqualTo(11);
  }

  @Test
  void aPercentageUpIsRoundedUp() {
    HpaSpec spec = spec(up(rules(0, SelectPolicy.MAX, percent(10, 15))));
    // 3 x 1.1 = 3.3
    assertThat(decide(spec, 0, 3, UNLIMITED).desiredReplicas()).isEqualTo(4);
  }

  @Test
  void whatWentDownInThePeriodIsAddedToItsBeginning() {
    Behavior behavior =
        new Behavior(
            rules(0, SelectPolicy.MAX, pods(1, 60)), rules(0, SelectPolicy.MAX, pods(2, 60)));
    HpaSpec spec = spec(behavior);
    assertThat(decide(spec, 0, 10, IDLE).desiredReplicas()).isEqualTo(8);
    // 8 + 2 = 10 a minute ago, + 1 = 11
    assertThat(decide(spec, 15, 8, UNLIMITED).desiredReplicas()).isEqualTo(11);
    // 11 - 3 + 2 = 10 a minute ago, - 2 = 8
    assertThat(decide(spec, 30, 11, IDLE).desiredReplicas()).isEqualTo(8);
  }

  @Test
  void thePolicyOfTheSmallestChangeCanBeChosen() {
    HpaSpec spec = spec(up(rules(0, SelectPolicy.MIN, pods(4, 15), percent(100, 15))));
    // min(3 + 4, 2 x 3) = 6
    assertThat(decide(spec, 0, 3, UNLIMITED).desiredReplicas()).isEqualTo(6);
    Behavior down = down(rules(0, SelectPolicy.MIN, pods(4, 15), percent(10, 15)));
    // max(10 - 4, 10 x 0.9) = 9
    assertThat(new HpaModel().decide(sync(spec(down), 0, 10, IDLE)).desiredReplicas()).isEqualTo(9);
  }

  @Test
  void aDirectionCanBeSwitchedOff() {
    HpaSpec spec = spec(up(rules(0, SelectPolicy.DISABLED, pods(4, 15))));
    assertThat(decide(spec, 0, 3, UNLIMITED).desiredReplicas()).isEqualTo(3);
    Behavior down = down(rules(0, SelectPolicy.DISABLED, pods(4, 15)));
    assertThat(new HpaModel().decide(sync(spec(down), 0, 10, IDLE)).desiredReplicas())
        .isEqualTo(10);
  }

  @Test
  void aChangeIsForgottenAfterThePeriodOfItsOwnDirection() {
    Behavior behavior =
        new Behavior(
            rules(0, SelectPolicy.MAX, pods(4, 15)), rules(0, SelectPolicy.MAX, pods(1, 120)));
    HpaSpec spec = spec(1, 20, 70, behavior);
    assertThat(decide(spec, 0, 3, UNLIMITED).desiredReplicas()).isEqualTo(7);
    // The change of 30 s takes the place of that of 0 s, which no way up asks for any more.
    assertThat(decide(spec, 30, 7, UNLIMITED).desiredReplicas()).isEqualTo(11);
    // 11 - 4 = 7, - 1 = 6; with both changes remembered it were 11 - 8 - 1 = 2.
    assertThat(decide(spec, 45, 11, IDLE).desiredReplicas()).isEqualTo(6);
  }

  @Test
  void boundsComeBeforeTheMetric() {
    HpaSpec spec = spec(Behavior.DEFAULTS);
    Decision above = decide(spec, 0, 25, UNLIMITED);
    assertThat(above.desiredReplicas()).isEqualTo(20);
    assertThat(above.rule()).isEqualTo(Rule.ABOVE_MAX);
    Decision below = decide(spec, 15, 2, IDLE);
    assertThat(below.desiredReplicas()).isEqualTo(3);
    assertThat(below.rule()).isEqualTo(Rule.BELOW_MIN);
    Decision off = decide(spec, 30, 0, UNLIMITED);
    assertThat(off.desiredReplicas()).isZero();
    assertThat(off.rule()).isEqualTo(Rule.SCALING_DISABLED);
    assertThat(off.metric()).isNull();
  }

  @Test
  void whereTheMetricFailsNothingIsChangedAndNothingRecommended() {
    HpaSpec spec = spec(null);
    for (int second = 0; second <= 300; second += 15) {
      Decision decision = model.decide(sync(spec, T0 + second * SECOND, 10, List.of()));
      assertThat(decision.desiredReplicas()).isEqualTo(10);
      assertThat(decision.rule()).isEqualTo(Rule.NO_METRIC);
      assertThat(decision.metric()).isEqualTo(new Failed(HpaMetric.cpu(70), "There are no pods."));
      assertThat(decision.utilizationPercent()).isNull();
    }
    // Only the first recommendation is there, and it is too old: nothing holds the ten.
    assertThat(decide(spec, 315, 10, IDLE).desiredReplicas()).isEqualTo(3);
  }

  @Test
  void rulesMayHaveTheirOwnTolerance() {
    ScalingRules up = new ScalingRules(0, SelectPolicy.MAX, List.of(pods(4, 15)), 0.05);
    ScalingRules down = new ScalingRules(0, SelectPolicy.MAX, List.of(percent(100, 15)), 0.5);
    HpaSpec spec = spec(1, 20, 100, new Behavior(up, down));
    // 106 / 100 x 5 = 5.3; 105 / 100 is within 0.05
    assertThat(decide(spec, 0, 5, 106).desiredReplicas()).isEqualTo(6);
    assertThat(decide(spec, 15, 5, 105).desiredReplicas()).isEqualTo(5);
    // 49 / 100 x 5 = 2.45; 50 / 100 is within 0.5
    assertThat(decide(spec, 30, 5, 50).desiredReplicas()).isEqualTo(5);
    assertThat(decide(spec, 45, 5, 49).desiredReplicas()).isEqualTo(3);
  }

  @Test
  void theControllersOwnWindowHoldsWhereTheRulesSayNone() {
    Controller hasty = new Controller(0.1, 30, 300, 30, 15);
    for (@Nullable Behavior behavior : new @Nullable Behavior[] {null, Behavior.DEFAULTS}) {
      HpaModel other = new HpaModel();
      HpaSpec spec = new HpaSpec(3, 20, List.of(HpaMetric.cpu(70)), behavior, hasty);
      assertThat(other.decide(sync(spec, 0, 10, IDLE)).desiredReplicas()).isEqualTo(10);
      assertThat(other.decide(sync(spec, 15, 10, IDLE)).desiredReplicas()).isEqualTo(10);
      assertThat(other.decide(sync(spec, 31, 10, IDLE)).desiredReplicas()).isEqualTo(3);
    }
  }
}
