package reports.autoscaling;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reports.autoscaling.HpaSpec.Behavior;
import reports.autoscaling.HpaSpec.Controller;
import reports.autoscaling.PodState.Phase;
import reports.autoscaling.PodState.Sample;
import reports.autoscaling.ScalingRules.Policy;
import reports.autoscaling.ScalingRules.PolicyType;
import reports.autoscaling.ScalingRules.SelectPolicy;

/** Pods, specifications and syncs of tests. Every pod requests 1,000 millicores. */
final class Pods {
  static final long SECOND = 1000;

  /** Long after all pods have started; tests count their seconds from here. */
  static final long T0 = 1_700_000_000_000L;

  /** What is read of an autoscaler of CPU alone. */
  static final List<Reading> CPU = List.of(new Reading.Samples());

  static final long WINDOW = 15 * SECOND;
  private static final long HOUR = 3600 * SECOND;

  private Pods() {}

  /** From 3 to 20 at 70 %. */
  static HpaSpec spec(@Nullable Behavior behavior) {
    return spec(3, 20, 70, behavior);
  }

  static HpaSpec spec(int min, int max, int target, @Nullable Behavior behavior) {
    return new HpaSpec(min, max, List.of(HpaMetric.cpu(target)), behavior, Controller.DEFAULTS);
  }

  static ScalingRules rules(int windowSeconds, SelectPolicy select, Policy... policies) {
    return new ScalingRules(windowSeconds, select, List.of(policies), null);
  }

  static Policy pods(int value, int periodSeconds) {
    return new Policy(PolicyType.PODS, value, periodSeconds);
  }

  static Policy percent(int value, int periodSeconds) {
    return new Policy(PolicyType.PERCENT, value, periodSeconds);
  }

  /** The default way up, and another way down. */
  static Behavior down(ScalingRules down) {
    return new Behavior(ScalingRules.DEFAULT_UP, down);
  }

  /** Another way up, and all at once down. */
  static Behavior up(ScalingRules up) {
    return new Behavior(up, rules(0, SelectPolicy.MAX, percent(100, 15)));
  }

  /** Started an hour before, ready soon after, and measured 5 s ago. */
  static PodState measured(String name, long t, long millicores) {
    return new PodState(
        name,
        Phase.RUNNING,
        false,
        t - HOUR,
        true,
        t - HOUR + 20 * SECOND,
        1000L,
        new Sample(millicores, t - 5 * SECOND, WINDOW));
  }

  /** The same without a sample. */
  static PodState missing(String name, long t) {
    return measured(name, t, 0).withSample(null);
  }

  static PodState pending(String name) {
    return new PodState(name, Phase.PENDING, false, null, null, null, 1000L, null);
  }

  static PodState deleting(PodState pod) {
    return new PodState(
        pod.name(),
        pod.phase(),
        true,
        pod.startTime(),
        pod.ready(),
        pod.readyTransitionTime(),
        pod.requestMillicores(),
        pod.sample());
  }

  static PodState failed(PodState pod) {
    return new PodState(
        pod.name(),
        Phase.FAILED,
        false,
        pod.startTime(),
        pod.ready(),
        pod.readyTransitionTime(),
        pod.requestMillicores(),
        pod.sample());
  }

  /** Ready or not since an instant, started and measured at others. */
  static PodState young(long start, boolean ready, long since, long measuredAt) {
    return new PodState(
        "young",
        Phase.RUNNING,
        false,
        start,
        ready,
        since,
        1000L,
        new Sample(2000, measuredAt, WINDOW));
  }

  /** So many pods, all measured, each using so much per cent of its request. */
  static List<PodState> all(int count, long t, int percent) {
    List<PodState> pods = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      pods.add(measured("pod-" + i, t, 10L * percent));
    }
    return pods;
  }

  static Sync sync(HpaSpec spec, long t, int replicas, List<PodState> pods) {
    return new Sync(1, t, spec, replicas, replicas, pods, CPU, null);
  }

  /** Seconds after {@link #T0}, with as many pods as replicas, all using so much per cent. */
  static Sync sync(HpaSpec spec, int second, int replicas, int percent) {
    long t = T0 + second * SECOND;
    return sync(spec, t, replicas, all(replicas, t, percent));
  }

  static <T> List<T> and(List<T> some, List<T> others) {
    List<T> both = new ArrayList<>(some);
    both.addAll(others);
    return both;
  }
}
