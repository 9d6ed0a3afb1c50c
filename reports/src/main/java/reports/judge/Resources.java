package reports.judge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reports.judge.Check.Effect;
import reports.judge.Check.State;
import reports.judge.Evidence.PhaseEvidence;
import reports.run.EnvironmentFacts;
import reports.run.SystemSecond;
import reports.run.SystemSecond.ProcessSample;

/** Which resource was full in a phase. */
final class Resources {
  private static final int WINDOW_SECONDS = 10;

  private final List<SystemSecond> seconds;
  private final double podCpus;

  private Resources(PhaseEvidence evidence, @Nullable EnvironmentFacts facts) {
    this.seconds = evidence.system();
    Double cpus = facts == null ? null : facts.podCpus();
    this.podCpus = cpus == null ? 1 : cpus;
  }

  static Resources of(PhaseEvidence phase, Evidence evidence) {
    return new Resources(phase, evidence.facts().orElse(null));
  }

  /** Whether the machine was full in some ten seconds while no pod was. */
  Check machine(String phase) {
    double fullest = Double.NaN;
    boolean before = false;
    for (int from = 0; from < seconds.size(); from += WINDOW_SECONDS) {
      List<SystemSecond> window =
          seconds.subList(from, Math.min(seconds.size(), from + WINDOW_SECONDS));
      double machine = 100 * mean(window, SystemSecond::machineCpu).orElse(Double.NaN);
      fullest = Double.isNaN(fullest) || machine > fullest ? machine : fullest;
      before |=
          machine >= Limits.MACHINE_FULL_PERCENT && podPercent(window) < Limits.POD_FULL_PERCENT;
    }
    State kept = before ? State.BROKEN : State.KEPT;
    return new Check(
        "machine CPU",
        phase,
        fullest,
        Limits.MACHINE_FULL_PERCENT,
        "%",
        Double.isNaN(fullest) ? State.NOT_RECORDED : kept,
        Effect.NOT_PROVEN_IF_REFUTED,
        "the machine's CPU was "
            + Words.quantity(fullest, "%")
            + " busy in "
            + phase
            + (before ? " while the pods were not full" : ""));
  }

  private double podPercent(List<SystemSecond> window) {
    return 100 * mean(window, second -> busiestPod(second, ProcessSample::cpu)).orElse(0) / podCpus;
  }

  private static @Nullable Double busiestPod(
      SystemSecond second, Function<ProcessSample, @Nullable Double> figure) {
    return second.processes().entrySet().stream()
        .filter(process -> process.getKey().startsWith("pod"))
        .map(Map.Entry::getValue)
        .map(figure)
        .flatMap(value -> Optional.<Double>ofNullable(value).stream())
        .max(Double::compare)
        .orElse(null);
  }

  private static OptionalDouble mean(
      List<SystemSecond> seconds, Function<SystemSecond, @Nullable Double> figure) {
    return seconds.stream()
        .map(figure)
        .flatMap(value -> Optional.<Double>ofNullable(value).stream())
        .mapToDouble(Double::doubleValue)
        .average();
  }

  /** The resource that was full, a clause; empty where none was. */
  String full() {
    if (podPercent(seconds) >= Limits.POD_FULL_PERCENT) {
      return "the pod's CPU was full";
    }
    double waiting =
        mean(seconds, second -> busiestPod(second, ProcessSample::poolPending)).orElse(0);
    if (waiting >= 1) {
      return "requests waited for database connections";
    }
    double machine = 100 * mean(seconds, SystemSecond::machineCpu).orElse(0);
    return machine >= Limits.MACHINE_FULL_PERCENT ? "the machine's CPU was full" : "";
  }
}
