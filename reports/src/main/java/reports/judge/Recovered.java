package reports.judge;

import java.util.Optional;
import reports.experiment.Recovery;
import reports.judge.Judgement.GeneratorPoint;
import reports.run.Experiment.Limits;
import reports.run.Phase;

/** Judges how soon the service was as before once the last fault was undone. */
final class Recovered {
  /** A second in which the generator itself began so late says nothing of the platform. */
  private static final double LATE_MILLIS = GeneratorHealth.ON_TIME_MILLIS;

  /** With more late seconds, in percent, what looks late may be the generator's doing. */
  private static final double LATE_SECONDS_PERCENT = 10;

  private static final double PERCENT = 100;

  private final Evidence evidence;
  private final Limits limits;
  private final Phase phase;
  private final long undone;

  /**
   * @param phase the one that is measured
   * @param undone when the last fault was undone
   */
  Recovered(Evidence evidence, Limits limits, Phase phase, long undone) {
    this.evidence = evidence;
    this.limits = limits;
    this.phase = phase;
    this.undone = undone;
  }

  Verdict verdict(Recovery recovery) {
    double after = recovery.after();
    double limit = limits.recoverySecondsMax();
    if (after <= limit) {
      return new Verdict.Verified(
          String.format(
              "%s s after the last undoing it was in the baseline's band, and stayed there for %s"
                  + " s; %s s are allowed.",
              Words.number(after), Words.number(limits.steadySeconds()), Words.number(limit)),
          figure(after));
    }
    if (recovery.missingSeconds() > 0) {
      return new Verdict.NotProven(
          String.format(
              "Phase %s ended too early to tell: %s s more of it are needed.",
              phase.name(), Words.number(recovery.missingSeconds())));
    }
    return lateGenerator()
        .<Verdict>map(Verdict.Invalid::new)
        .orElseGet(
            () ->
                new Verdict.Refuted(
                    recovery.second().isPresent()
                        ? String.format(
                            "It was in the baseline's band %s s after the last undoing, and %s s"
                                + " are allowed.",
                            Words.number(after), Words.number(limit))
                        : String.format(
                            "It did not come back into the baseline's band for %s s within the %s s"
                                + " that are allowed, nor at all.",
                            Words.number(limits.steadySeconds()), Words.number(limit)),
                    figure(after)));
  }

  private Verdict.Figure figure(double after) {
    double seconds = Double.isNaN(after) ? Double.POSITIVE_INFINITY : after;
    return new Verdict.Figure(
        "recovery after the last undoing", after, seconds, limits.recoverySecondsMax(), "s");
  }

  /** Why it may be the generator that was late, a sentence. */
  private Optional<String> lateGenerator() {
    var points =
        evidence.generator().stream()
            .filter(point -> point.t() >= undone && point.t() < phase.end())
            .toList();
    long late = points.stream().filter(Recovered::isLate).count();
    return PERCENT * late > LATE_SECONDS_PERCENT * points.size()
        ? Optional.of(
            String.format(
                "After the last undoing the generator itself began more than %s ms late in %s of %s"
                    + " seconds, so what it saw of the recovery counts for nothing.",
                Words.number(LATE_MILLIS), Words.number(late), Words.number(points.size())))
        : Optional.empty();
  }

  private static boolean isLate(GeneratorPoint point) {
    return point.startLagP99Millis() > LATE_MILLIS;
  }
}
