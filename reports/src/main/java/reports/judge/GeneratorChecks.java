package reports.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import reports.judge.Check.Effect;
import reports.judge.Check.State;
import reports.judge.Evidence.PhaseEvidence;
import reports.run.Phase;

/** Judges the generator before the system: whether it did in a phase what it was to do. */
final class GeneratorChecks {
  static final String RECORDED = "generator recorded";

  private final Phase phase;

  /** Those of the phase: gone through once for every window, so a long plan had better be flat. */
  private final int[] arrivals;

  private final GeneratorHealth health;
  private final List<Check> checks = new ArrayList<>();

  private GeneratorChecks(PhaseEvidence evidence) {
    this.phase = evidence.phase();
    this.arrivals = phase.arrivals().stream().mapToInt(Integer::intValue).toArray();
    this.health = evidence.generator();
  }

  static List<Check> of(PhaseEvidence evidence) {
    GeneratorChecks checks = new GeneratorChecks(evidence);
    checks.recorded();
    checks.startLag();
    checks.firstResponses();
    checks.gcPauses();
    checks.windows();
    return checks.checks;
  }

  private boolean planned() {
    return !phase.arrivals().isEmpty() || phase.thinkMeanSeconds() != null;
  }

  private void recorded() {
    InjectorHealth fewest = health.worst(each -> -each.secondsRecorded());
    double share = 100.0 * fewest.secondsRecorded() / Math.max(1, phase.seconds());
    atLeast(RECORDED, fewest, share, Limits.RECORDED_PERCENT, "% of the seconds");
  }

  private void startLag() {
    if (!planned()) {
      return;
    }
    if (health.starts() == 0) {
      checks.add(
          check(
              "start lag p99",
              Double.NaN,
              Limits.START_LAG_P99_MILLIS,
              "ms",
              State.BROKEN,
              "the generator recorded no start in " + phase.name()));
      return;
    }
    atMost(
        "start lag p99", each -> each.lags().percentile(0.99), Limits.START_LAG_P99_MILLIS, "ms");
    atMost("start lag max", each -> each.lags().max(), Limits.START_LAG_MAX_MILLIS, "ms");
    if (phase.arrivals().isEmpty()) {
      InjectorHealth latest = health.worst(each -> -onTimePercent(each));
      atLeast("starts on time", latest, onTimePercent(latest), Limits.STARTS_ON_TIME_PERCENT, "%");
    }
  }

  private static double onTimePercent(InjectorHealth injector) {
    LagCounts lags = injector.lags();
    return lags.total() == 0
        ? Double.NaN
        : 100.0 * lags.atMost(GeneratorHealth.ON_TIME_MILLIS) / lags.total();
  }

  /**
   * What a journey's first request took as its visitor saw it: start lag and all waiting included.
   */
  private void firstResponses() {
    LagCounts first = health.firstResponses();
    if (first.total() > 0) {
      double p99 = first.percentile(0.99);
      String sentence =
          "from their planned instants on, the first responses of "
              + phase.name()
              + " took "
              + Words.quantity(p99, "ms")
              + " at p99, and "
              + Words.quantity(first.max(), "ms")
              + " at most";
      checks.add(
          new Check(
              "first response p99",
              phase.name(),
              p99,
              Double.NaN,
              "ms",
              State.KEPT,
              Effect.SHOWN,
              sentence));
    }
  }

  private void gcPauses() {
    atMost("GC pause max", InjectorHealth::gcPauseMax, Limits.GC_PAUSE_MILLIS, "ms");
  }

  private void windows() {
    double cpu = 0;
    double onTime = 100;
    boolean late = false;
    InjectorHealth busiest = health.of(1);
    InjectorHealth latest = health.of(1);
    for (InjectorHealth injector : health.each()) {
      for (InjectorHealth.Window window : injector.windows()) {
        double used = 100 * health.cpu(injector, window.from(), window.to());
        busiest = used > cpu ? injector : busiest;
        cpu = Math.max(cpu, used);
        long planned = plannedBetween(injector, window.from(), window.to());
        if (planned > 0) {
          double share = Math.min(100, 100.0 * window.onTime() / planned);
          latest = share < onTime ? injector : latest;
          onTime = Math.min(onTime, share);
          // A start planned at the very end of a window may be recorded in the next.
          late |= share < Limits.STARTS_ON_TIME_PERCENT && planned - window.onTime() > 1;
        }
      }
    }
    if (!phase.arrivals().isEmpty() && health.starts() > 0) {
      checks.add(
          check(
              "starts on time",
              onTime,
              Limits.STARTS_ON_TIME_PERCENT,
              "%",
              late ? State.BROKEN : State.KEPT,
              sentence(
                  "starts on time" + health.named(latest) + ", worst 10 s",
                  onTime,
                  Limits.STARTS_ON_TIME_PERCENT,
                  "%")));
    }
    checks.add(
        check(
            "generator CPU",
            cpu,
            Limits.GENERATOR_CPU_PERCENT,
            "%",
            cpu < Limits.GENERATOR_CPU_PERCENT ? State.KEPT : State.BROKEN,
            sentence(
                "generator CPU" + sharing(busiest) + ", busiest 10 s",
                cpu,
                Limits.GENERATOR_CPU_PERCENT,
                "%")));
  }

  private String sharing(InjectorHealth busiest) {
    return health.injectors() > 1 ? health.named(busiest) + " and of those on its CPUs" : "";
  }

  /** Of the injector's own share of the plan, which is every n-th start. */
  private long plannedBetween(InjectorHealth injector, long from, long to) {
    long end = Math.min(to, phase.end());
    long planned = 0;
    for (int i = injector.number() - 1; i < arrivals.length; i += health.injectors()) {
      long at = phase.begin() + arrivals[i];
      planned += at >= from && at < end ? 1 : 0;
    }
    return planned;
  }

  private void atMost(
      String name, ToDoubleFunction<InjectorHealth> figure, double limit, String unit) {
    InjectorHealth worst = health.worst(figure);
    double value = figure.applyAsDouble(worst);
    State state = value <= limit ? State.KEPT : State.BROKEN;
    String sentence = sentence(name + health.named(worst), value, limit, unit);
    checks.add(check(name, value, limit, unit, state, sentence));
  }

  private void atLeast(String name, InjectorHealth worst, double value, double limit, String unit) {
    State state = value >= limit ? State.KEPT : State.BROKEN;
    String sentence = sentence(name + health.named(worst), value, limit, unit);
    checks.add(check(name, value, limit, unit, state, sentence));
  }

  private String sentence(String name, double value, double limit, String unit) {
    return String.format(
        Locale.ROOT,
        "%s was %s in %s; the limit is %s",
        name,
        Words.quantity(value, unit),
        phase.name(),
        Words.quantity(limit, unit));
  }

  private Check check(
      String name, double value, double limit, String unit, State state, String sentence) {
    return new Check(name, phase.name(), value, limit, unit, state, Effect.INVALID, sentence);
  }
}
