package reports.judge;

import java.util.List;
import java.util.Optional;
import reports.claims.Claim;
import reports.judge.Check.Effect;
import reports.judge.Evidence.PhaseEvidence;
import reports.statistics.Samples;

/**
 * Judges availability over a month by a run of hours. More seconds without any answer than a whole
 * month may have refute it; nothing that a run can show proves it.
 */
final class Month {
  /** A twelfth of a year. */
  static final double HOURS = 730;

  private static final double SECONDS_AN_HOUR = 3600;

  private final Claim claim;
  private final List<PhaseEvidence> phases;
  private final double allowed;

  Month(Evidence evidence, Claim claim) {
    this.claim = claim;
    this.phases = evidence.measuredFor(claim).stream().filter(PhaseEvidence::complete).toList();
    this.allowed = Math.rint(HOURS * SECONDS_AN_HOUR * (1 - claim.stated().value() / 100));
  }

  Verdict verdict() {
    double watched = phases.stream().mapToDouble(phase -> phase.phase().seconds()).sum();
    if (watched == 0) {
      return new Verdict.NotProven("The run measured no phase whole, so nothing was watched.");
    }
    long down = phases.stream().mapToLong(this::secondsDown).sum();
    var figure = new Verdict.Figure("seconds without any answer", down, down, allowed, "s");
    if (down > allowed) {
      Optional<Check> generator = brokenGenerator();
      if (generator.isPresent()) {
        return new Verdict.Invalid(PhaseJudge.sentence(generator.get()));
      }
      return new Verdict.Refuted(
          String.format(
              "In %s seconds of this run nothing was answered, and %s %% of a month of %s hours"
                  + " leaves %s.",
              Words.number(down),
              Words.number(claim.stated().value()),
              Words.number(HOURS),
              Words.number(allowed)),
          figure);
    }
    double hours = watched / SECONDS_AN_HOUR;
    return new Verdict.NotProven(
        String.format(
            "A month has %s hours and this run watched %s: %s more hours of probes are missing, and"
                + " no hour of load stands for them. In %s of its %s seconds nothing was answered;"
                + " %s %% of a month leaves %s.",
            Words.number(HOURS),
            Words.number(hours),
            Words.number(Math.max(0, HOURS - hours)),
            Words.number(down),
            Words.number(Math.rint(watched)),
            Words.number(claim.stated().value()),
            Words.number(allowed)),
        figure);
  }

  /** Seconds in which requests were sent and none of them succeeded. */
  private long secondsDown(PhaseEvidence phase) {
    return phase.samples().all(claim::counts).seconds().stream().filter(Month::isDown).count();
  }

  private static boolean isDown(Samples.Second second) {
    return second.failures().total() > 0 && second.successes().total() == 0;
  }

  private Optional<Check> brokenGenerator() {
    return phases.stream()
        .flatMap(phase -> GeneratorChecks.of(phase).stream())
        .filter(check -> check.broken(Effect.INVALID))
        .findFirst();
  }
}
