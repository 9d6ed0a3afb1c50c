package reports.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import reports.judge.Check.Effect;
import reports.judge.Check.State;
import reports.judge.Evidence.PhaseEvidence;
import reports.run.Phase;

/** Judges the generator before the system: whether it did in a phase what it was to do. */
final class GeneratorChecks {
  private final PhaseEvidence evidence;
  private final Phase phase;
  private final List<Check> checks = new ArrayList<>();

  private GeneratorChecks(PhaseEvidence evidence) {
    this.evidence = evidence;
    this.phase = evidence.phase();
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
    double share = 100.0 * evidence.generator().secondsRecorded() / Math.max(1, phase.seconds());
    atLeast("generator recorded", share, Limits.RECORDED_PERCENT, "% of the seconds");
  }

  private void startLag() {
    LagCounts lags = evidence.generator().lags();
    if (!planned()) {
      return;
    }
    if (lags.total() == 0) {
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
    atMost("start lag p99", lags.percentile(0.99), Limits.START_LAG_P99_MILLIS, "ms");
    atMost("start lag max", lags.max(), Limits.START_LAG_MAX_MILLIS, "ms");
    if (phase.arrivals().isEmpty()) {
      double onTime = 100.0 * lags.atMost(GeneratorHealth.ON_TIME_MILLIS) / lags.total();
      atLeast("starts on time", onTime, Limits.STARTS_ON_TIME_PERCENT, "%");
    }
  }

  /**
   * What a journey's first request took as its visitor saw it: start lag and all waiting included.
   */
  private void firstResponses() {
    LagCounts first = evidence.generator().firstResponses();
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
    atMost("GC pause max", evidence.generator().gcPauseMax(), Limits.GC_PAUSE_MILLIS, "ms");
  }

  private void windows() {
    double cpu = 0;
    double onTime = 100;
    boolean late = false;
    for (GeneratorHealth.Window window : evidence.generator().windows()) {
      cpu = Math.max(cpu, 100 * window.cpu());
      long planned = plannedBetween(window.from(), window.to());
      if (planned > 0) {
        double share = Math.min(100, 100.0 * window.onTime() / planned);
        onTime = Math.min(onTime, share);
        // A start planned at the very end of a window may be recorded in the next.
        late |= share < Limits.STARTS_ON_TIME_PERCENT && planned - window.onTime() > 1;
      }
    }
    if (!phase.arrivals().isEmpty() && evidence.generator().lags().total() > 0) {
      checks.add(
          check(
              "starts on time",
              onTime,
              Limits.STARTS_ON_TIME_PERCENT,
              "%",
              late ? State.BROKEN : State.KEPT,
              sentence("starts on time, worst 10 s", onTime, Limits.STARTS_ON_TIME_PERCENT, "%")));
    }
    checks.add(
        check(
            "generator CPU",
            cpu,
            Limits.GENERATOR_CPU_PERCENT,
            "%",
            cpu < Limits.GENERATOR_CPU_PERCENT ? State.KEPT : State.BROKEN,
            sentence("generator CPU, busiest 10 s", cpu, Limits.GENERATOR_CPU_PERCENT, "%")));
  }

  private long plannedBetween(long from, long to) {
    return phase.arrivals().stream()
        .mapToLong(offset -> phase.begin() + offset)
        .filter(at -> at >= from && at < Math.min(to, phase.end()))
        .count();
  }

  private void atMost(String name, double value, double limit, String unit) {
    State state = value <= limit ? State.KEPT : State.BROKEN;
    checks.add(check(name, value, limit, unit, state, sentence(name, value, limit, unit)));
  }

  private void atLeast(String name, double value, double limit, String unit) {
    State state = value >= limit ? State.KEPT : State.BROKEN;
    checks.add(check(name, value, limit, unit, state, sentence(name, value, limit, unit)));
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
