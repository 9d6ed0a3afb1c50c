package reports.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import reports.autoscaling.HpaComparison;
import reports.autoscaling.HpaComparison.Measure;
import reports.autoscaling.HpaSpec;
import reports.autoscaling.HpaStatus;
import reports.autoscaling.MetricProposal.Computed;
import reports.autoscaling.ScalingRules;
import reports.autoscaling.ScalingRules.Policy;
import reports.autoscaling.ScalingRules.PolicyType;
import reports.autoscaling.ScalingRules.SelectPolicy;
import reports.autoscaling.Sync;
import reports.claims.Claim.Scaling;
import reports.judge.Check.Effect;
import reports.judge.Check.State;
import reports.run.SystemSecond;

/**
 * Judges how an autoscaler went up and came back: all pods served within the time that its own
 * rules need at least, counted from the first sync at which the load asked for all of them, and a
 * stated margin; it was back at its fewest when the run ended; and a model of its algorithm
 * explains what was recorded of it.
 *
 * <p>A recording that contradicts itself is INVALID: it is of no autoscaler. One that the model
 * does not explain proves nothing, since either of the two may be wrong. It still refutes: pods
 * that were not ready in time were not, whoever is to blame.
 */
final class Autoscaling {
  private static final int LEGACY_FACTOR = 2;
  private static final int LEGACY_LEAST = 4;
  private static final int STEPS_MOST = 1_000;

  private final Evidence evidence;
  private final Scaling claimed;
  private final HpaComparison comparison;
  private final List<Check> checks = new ArrayList<>();

  /**
   * @param comparison of the evidence's syncs
   */
  Autoscaling(Evidence evidence, Scaling claimed, HpaComparison comparison) {
    this.evidence = evidence;
    this.claimed = claimed;
    this.comparison = comparison;
    if (!evidence.syncs().isEmpty()) {
      Optional<String> contradiction = contradiction(evidence.syncs());
      checks.add(
          new Check(
              "contradictions of the autoscaler's recording",
              null,
              contradiction.isPresent() ? 1 : 0,
              0,
              "",
              contradiction.isPresent() ? State.BROKEN : State.KEPT,
              Effect.INVALID,
              contradiction.orElse("the autoscaler's recording does not contradict itself")));
      comparison.measures().forEach(measure -> checks.add(check(measure)));
    }
  }

  /** What the recording of the autoscaler has to keep to. */
  List<Check> checks() {
    return List.copyOf(checks);
  }

  /** What no autoscaler can have done, a sentence without its full stop. */
  private static Optional<String> contradiction(List<Sync> syncs) {
    for (int i = 0; i < syncs.size(); i++) {
      Sync sync = syncs.get(i);
      if (i > 0 && sync.t() < syncs.get(i - 1).t()) {
        return Optional.of(
            "sync %d of the autoscaler's recording is before the one that precedes it"
                .formatted(i + 1));
      }
      OptionalInt decided = sync.computed();
      if (decided.isPresent()
          && (decided.getAsInt() < sync.spec().minReplicas()
              || decided.getAsInt() > sync.spec().maxReplicas())) {
        return Optional.of(
            "at sync %d the recording says that the autoscaler asked for %d pods, and it goes from %d to %d"
                .formatted(
                    i + 1,
                    decided.getAsInt(),
                    sync.spec().minReplicas(),
                    sync.spec().maxReplicas()));
      }
    }
    return Optional.empty();
  }

  private static Check check(Measure measure) {
    return new Check(
        measure.name(),
        null,
        measure.value(),
        measure.limit(),
        measure.unit(),
        measure.kept() ? State.KEPT : State.BROKEN,
        Effect.NOT_PROVEN,
        measure.sentence().replaceFirst("\\.$", ""));
  }

  /** The gravest of what went wrong first; VERIFIED where nothing did. */
  Verdict verdict() {
    List<Sync> syncs = evidence.syncs();
    if (syncs.isEmpty()) {
      return new Verdict.NotProven("The run holds no autoscaling.jsonl, so nothing is known.");
    }
    Optional<Check> invalid =
        checks.stream().filter(check -> check.broken(Effect.INVALID)).findFirst();
    if (invalid.isPresent()) {
      return new Verdict.Invalid(PhaseJudge.sentence(invalid.get()));
    }
    HpaSpec spec = syncs.getFirst().spec();
    if (spec.minReplicas() != claimed.min() || spec.maxReplicas() != claimed.max()) {
      return new Verdict.NotProven(
          "The autoscaler went from %d to %d pods, and the claim is about %d to %d."
              .formatted(spec.minReplicas(), spec.maxReplicas(), claimed.min(), claimed.max()));
    }
    if (syncs.getFirst().specReplicas() > claimed.min()) {
      return new Verdict.NotProven(
          "The run began with %d pods, and the claim is about %d at rest."
              .formatted(syncs.getFirst().specReplicas(), claimed.min()));
    }
    return comparison.points().stream()
        .filter(point -> wanted(point) >= claimed.max())
        .findFirst()
        .map(this::judged)
        .orElseGet(this::neverWanted);
  }

  private Verdict neverWanted() {
    int most = comparison.points().stream().mapToInt(Autoscaling::wanted).max().orElse(0);
    return new Verdict.NotProven(
        "The load never asked for %d pods: the most that it asked for was %d."
            .formatted(claimed.max(), most));
  }

  /** What the metrics ask for, before any limit. */
  private static int wanted(HpaComparison.Point point) {
    return point.predicted().metric() instanceof Computed computed ? computed.replicas() : 0;
  }

  private Verdict judged(HpaComparison.Point asked) {
    double least = secondsAtLeast(asked);
    double most = least + claimed.marginSeconds();
    Optional<Long> reached =
        evidence.system().stream()
            .filter(second -> second.t() >= asked.t())
            .filter(second -> pods(second) >= claimed.max())
            .map(SystemSecond::t)
            .findFirst();
    double took = reached.map(t -> (t - asked.t()) / 1000.0).orElse(Double.POSITIVE_INFINITY);
    var figure = new Verdict.Figure("until all pods were ready", took, took, most, "s");
    double machine = machinePercent(asked.t(), most);
    if (took > most && machine >= Limits.MACHINE_FULL_PERCENT) {
      return new Verdict.NotProven(
          ("%d pods were not ready within %s s, and the machine ended before them: its CPU was"
                  + " %s %% busy meanwhile.")
              .formatted(claimed.max(), Words.number(most), Words.number(machine)));
    }
    if (took > most) {
      return new Verdict.Refuted(
          reached.isEmpty()
              ? "%d pods were asked for and never ready: at most %d were."
                  .formatted(claimed.max(), mostReady())
              : "%d pods were ready %s s after they were asked for, and %s s were allowed."
                  .formatted(claimed.max(), Words.number(took), Words.number(most)),
          figure);
    }
    Sync last = evidence.syncs().getLast();
    int left = last.decided().orElse(last.specReplicas());
    if (left > claimed.min() && isHeldBack(left)) {
      return new Verdict.NotProven(
          ("When the run ended, %d pods were still asked for, and not %d; the autoscaler wanted"
                  + " fewer, and held that back as its rules demand. A longer way down would tell.")
              .formatted(left, claimed.min()));
    }
    if (left > claimed.min()) {
      return new Verdict.Refuted(
          "When the run ended, %d pods were still asked for, and not %d."
              .formatted(left, claimed.min()),
          figure);
    }
    List<String> faults = comparison.faults();
    if (!faults.isEmpty()) {
      return new Verdict.NotProven(
          "A model of its algorithm does not explain what the autoscaler did: "
              + String.join(" ", faults),
          figure);
    }
    return new Verdict.Verified(
        ("%d pods were ready %s s after they were asked for, of %s s that the rules need at least"
                + " and %d s allowed beside; then it came back to %d.%s")
            .formatted(
                claimed.max(),
                Words.number(took),
                Words.number(least),
                claimed.marginSeconds(),
                claimed.min(),
                SmallPods.of(evidence.facts()).map(small -> " " + small.sentence()).orElse("")),
        figure);
  }

  /** Whether it is too early to tell: it wants fewer, and took some away within its window. */
  private boolean isHeldBack(int left) {
    Sync last = evidence.syncs().getLast();
    HpaSpec spec = last.spec();
    HpaSpec.Behavior behavior =
        Objects.requireNonNullElse(spec.behavior(), HpaSpec.Behavior.DEFAULTS);
    int window =
        behavior.scaleDown().windowSeconds(spec.controller().downscaleStabilizationSeconds());
    HpaStatus status = last.status();
    return status != null
        && status.holdsBack()
        && evidence.syncs().stream()
            .filter(sync -> sync.t() >= last.t() - 1000L * window)
            .anyMatch(sync -> sync.decided().orElse(sync.specReplicas()) > left);
  }

  /** How busy the machine was from an instant on for so many seconds; 0 where nobody knows. */
  private double machinePercent(long from, double seconds) {
    return 100
        * evidence.system().stream()
            .filter(second -> second.t() >= from && second.t() < from + 1000 * seconds)
            .map(SystemSecond::machineCpu)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .average()
            .orElse(0);
  }

  private int mostReady() {
    return evidence.system().stream().mapToInt(Autoscaling::pods).max().orElse(0);
  }

  private static int pods(SystemSecond second) {
    return Objects.requireNonNullElse(second.podsReady(), 0);
  }

  /**
   * How long the policies make it take from where it was to the most, without any wait for pods.
   */
  private double secondsAtLeast(HpaComparison.Point asked) {
    HpaSpec spec = evidence.syncs().getFirst().spec();
    int sync = spec.controller().syncPeriodSeconds();
    int replicas = asked.currentReplicas();
    int steps = 0;
    while (replicas < claimed.max() && steps < STEPS_MOST) {
      replicas = Math.min(claimed.max(), next(spec, replicas));
      steps++;
    }
    return Math.max(0, steps - 1) * (double) Math.max(sync, period(spec));
  }

  private static int next(HpaSpec spec, int replicas) {
    if (spec.behavior() == null) {
      return Math.max(LEGACY_FACTOR * replicas, LEGACY_LEAST);
    }
    ScalingRules rules = spec.behavior().scaleUp();
    List<Integer> allowed = new ArrayList<>();
    for (Policy policy : rules.policies()) {
      allowed.add(
          policy.type() == PolicyType.PODS
              ? replicas + policy.value()
              : (int) Math.ceil(replicas * (1 + policy.value() / 100.0)));
    }
    return switch (rules.selectPolicy()) {
      case MAX -> allowed.stream().mapToInt(Integer::intValue).max().orElse(replicas);
      case MIN -> allowed.stream().mapToInt(Integer::intValue).min().orElse(replicas);
      case DISABLED -> replicas;
    };
  }

  private static int period(HpaSpec spec) {
    if (spec.behavior() == null) {
      return 0;
    }
    ScalingRules up = spec.behavior().scaleUp();
    return up.selectPolicy() == SelectPolicy.DISABLED
        ? 0
        : up.policies().stream().mapToInt(Policy::periodSeconds).max().orElse(0);
  }
}
