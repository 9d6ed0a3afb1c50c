package reports.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static reports.autoscaling.Pods.SECOND;
import static reports.autoscaling.Pods.T0;
import static reports.autoscaling.Pods.all;
import static reports.autoscaling.Pods.pending;
import static reports.autoscaling.Pods.percent;
import static reports.autoscaling.Pods.pods;
import static reports.autoscaling.Pods.rules;
import static reports.autoscaling.Pods.spec;
import static reports.autoscaling.Pods.sync;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import reports.autoscaling.HpaSpec.Behavior;
import reports.autoscaling.ScalingRules.SelectPolicy;

/** What holds whatever the pods use. */
class HpaModelPropertyTest {
  private static @Nullable Behavior behavior(int which) {
    return switch (which) {
      case 0 -> null;
      case 1 -> Behavior.DEFAULTS;
      default ->
          new Behavior(
              rules(30, SelectPolicy.MIN, pods(4, 60), percent(50, 30)),
              rules(60, SelectPolicy.MAX, pods(2, 60), percent(10, 15)));
    };
  }

  /** Some pods measured, some without a sample, some pending, by the digits of a number. */
  private static List<PodState> mixed(int replicas, long t, int percent, int mixture) {
    List<PodState> mixed = new ArrayList<>();
    for (PodState pod : all(replicas, t, percent)) {
      int kind = (mixture + mixed.size() * 7) % 5;
      mixed.add(kind == 0 ? pod.withSample(null) : kind == 1 ? pending(pod.name()) : pod);
    }
    return mixed;
  }

  @Property
  void staysWithinItsBounds(
      @ForAll @IntRange(max = 2) int which,
      @ForAll @IntRange(min = 1, max = 6) int min,
      @ForAll @IntRange(max = 20) int more,
      @ForAll @IntRange(min = 1, max = 30) int start,
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 400) Integer> usage) {
    HpaSpec spec = spec(min, min + more, 70, behavior(which));
    HpaModel model = new HpaModel();
    int replicas = start;
    for (int i = 0; i < usage.size(); i++) {
      long t = T0 + 15L * i * SECOND;
      List<PodState> pods = mixed(replicas, t, usage.get(i), usage.get(i) / 10);
      Decision decision = model.decideAndScale(sync(spec, t, replicas, pods));
      replicas = decision.desiredReplicas();
      assertThat(replicas).isBetween(min, min + more);
    }
  }

  @Property
  void neverMovesFartherFromWhatThereWasAPeriodAgoThanThePoliciesAllow(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 400) Integer> usage,
      @ForAll @IntRange(min = 5, max = 40) int everySeconds) {
    Behavior behavior =
        new Behavior(
            rules(0, SelectPolicy.MAX, pods(4, 60)), rules(0, SelectPolicy.MAX, pods(2, 60)));
    HpaSpec spec = spec(1, 50, 70, behavior);
    HpaModel model = new HpaModel();
    List<Integer> replicas = new ArrayList<>(List.of(10));
    for (int i = 0; i < usage.size(); i++) {
      Sync sync = sync(spec, everySeconds * i, replicas.getLast(), usage.get(i));
      int desired = model.decideAndScale(sync).desiredReplicas();
      // What the last sync of a minute or more ago left.
      int begin = replicas.get(Math.max(0, i - Math.ceilDiv(60, everySeconds) + 1));
      if (desired > replicas.getLast()) {
        assertThat(desired).isLessThanOrEqualTo(begin + 4);
      } else if (desired < replicas.getLast()) {
        assertThat(desired).isGreaterThanOrEqualTo(begin - 2);
      }
      replicas.add(desired);
    }
  }

  @Property
  void neverWantsFewerPodsWhereTheyUseMore(
      @ForAll @IntRange(max = 2) int which,
      @ForAll @IntRange(min = 3, max = 20) int replicas,
      @ForAll @IntRange(max = 400) int one,
      @ForAll @IntRange(max = 400) int other) {
    HpaSpec spec = spec(behavior(which));
    int less = desired(spec, replicas, Math.min(one, other));
    int more = desired(spec, replicas, Math.max(one, other));
    assertThat(less).isLessThanOrEqualTo(more);
  }

  /** At the second sync, when nothing that was before holds it. */
  private static int desired(HpaSpec spec, int replicas, int percent) {
    HpaModel model = new HpaModel();
    model.decide(sync(spec, -1000, replicas, 70));
    return model.decide(sync(spec, 0, replicas, percent)).desiredReplicas();
  }

  @Property
  void decidesTheSameOfTheSame(
      @ForAll @IntRange(max = 2) int which,
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 400) Integer> usage) {
    HpaModel model = new HpaModel();
    HpaModel copy = model;
    for (int i = 0; i < usage.size(); i++) {
      Sync sync = sync(spec(behavior(which)), 15 * i, 5, usage.get(i));
      copy = copy.copy();
      assertThat(copy.decideAndScale(sync)).isEqualTo(model.decideAndScale(sync));
    }
  }
}
