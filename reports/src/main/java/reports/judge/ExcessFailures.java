package reports.judge;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reports.judge.Check.Effect;
import reports.judge.Evidence.PhaseEvidence;
import reports.judge.ExperimentResult.Availability;
import reports.log.PhaseSamples.FirstTries;
import reports.run.Baseline;
import reports.run.Baseline.Second;
import reports.run.GeneratorSecond;
import reports.statistics.Bounds;
import reports.statistics.Estimate;
import reports.statistics.Excess;
import reports.statistics.Strata;

/**
 * Judges how many more requests failed than without the faults. A request counts in the phase in
 * which it started, so that none drops out by failing late; and one that was held back because slow
 * answers kept all sessions busy is no success for having been sent when all was well again. A
 * write counts by its first try: retries, which succeed late or fail once more, are no demand of
 * their own, and would weigh the more the longer the service is away.
 */
final class ExcessFailures {
  /** What may fail at 99.9 %. */
  private static final double BUDGET_PERCENT = 0.1;

  /** A second is bad if more of the requests sent in it fail, in percent. */
  private static final long GOOD_SECOND_PERCENT = 1;

  private static final double PERCENT = 100;

  private final PhaseEvidence phase;
  private final ExperimentEvidence experiment;
  private final List<Check> checks;
  private final long seed;
  private final List<FirstTries> seconds;

  /**
   * @param checks what the measurement must keep
   * @param seed of the bootstrap
   */
  ExcessFailures(
      PhaseEvidence phase, ExperimentEvidence experiment, List<Check> checks, long seed) {
    this.phase = phase;
    this.experiment = experiment;
    this.checks = checks;
    this.seed = seed;
    this.seconds = phase.samples().firstTries();
  }

  /** How much was answered; null where nothing was sent. */
  @Nullable Availability availability() {
    if (requests() == 0) {
      return null;
    }
    Estimate failed = stratified(FirstTries::failed, FirstTries::requests);
    Estimate without = without();
    Estimate excess = Excess.of(failed, without);
    double charged = PERCENT * Math.max(0, failed.value() - without.upper());
    return new Availability(
        percent(failed), percent(excess), charged, charged / BUDGET_PERCENT, percent(badSeconds()));
  }

  private long requests() {
    return seconds.stream().mapToLong(FirstTries::requests).sum();
  }

  /** The baseline's share; none fails where there is none. */
  private Estimate without() {
    Baseline baseline = experiment.baseline();
    if (baseline == null) {
      return new Estimate(0, 0, 0, 0);
    }
    return Bounds.share(
        baseline.seconds().stream().mapToLong(Second::failed).toArray(),
        baseline.seconds().stream().mapToLong(each -> each.ok() + each.failed()).toArray(),
        seed);
  }

  private Estimate badSeconds() {
    return stratified(second -> isBad(second) ? 1 : 0, second -> second.requests() > 0 ? 1 : 0);
  }

  /**
   * How long a fault lasts is the plan: the seconds in which one was in force, those in which the
   * service may still recover, and the others stand for their own kind only.
   */
  private Estimate stratified(ToLongFunction<FirstTries> bad, ToLongFunction<FirstTries> all) {
    return Strata.share(
        seconds.stream().mapToLong(bad).toArray(),
        seconds.stream().mapToLong(all).toArray(),
        IntStream.range(0, seconds.size()).map(this::stratum).toArray(),
        seed);
  }

  private int stratum(int second) {
    long from = phase.phase().begin() + 1000L * second;
    long tail = (long) (1000 * experiment.experiment().limits().recoverySecondsMax());
    if (experiment.faults().meet(from, from + 999)) {
      return 1;
    }
    return experiment.faults().meet(from - tail, from) ? 2 : 0;
  }

  private static boolean isBad(FirstTries second) {
    return PERCENT * second.failed() > GOOD_SECOND_PERCENT * second.requests();
  }

  private static Estimate percent(Estimate share) {
    return new Estimate(
        PERCENT * share.value(), PERCENT * share.lower(), PERCENT * share.upper(), share.samples());
  }

  /**
   * The verdict.
   *
   * @param availability as {@link #availability} says
   * @param noBaseline why it can't be compared, a sentence; empty where it can
   */
  Verdict verdict(@Nullable Availability availability, Optional<String> noBaseline) {
    if (availability == null) {
      return new Verdict.NotProven("No request was sent, so none could fail.");
    }
    if (!phase.complete()) {
      return new Verdict.NotProven(
          "The run ended before phase " + phase.name() + " was measured whole.");
    }
    Optional<Check> broken = first(Effect.INVALID);
    if (broken.isPresent()) {
      return new Verdict.Invalid(PhaseJudge.sentence(broken.get()));
    }
    if (noBaseline.isPresent()) {
      return new Verdict.NotProven(noBaseline.get());
    }
    double limit = experiment.experiment().limits().failedPercentMax();
    Estimate excess = availability.excessPercent();
    if (excess.lower() > limit) {
      return new Verdict.Refuted(
          sentence(availability, "at least", excess.lower(), limit) + retried(),
          figure(excess, excess.lower(), limit));
    }
    Optional<Check> less = first(Effect.INVALID_UNLESS_REFUTED);
    if (less.isPresent()) {
      return new Verdict.Invalid(PhaseJudge.sentence(less.get()));
    }
    if (!loadMetFaults()) {
      return new Verdict.NotProven("No request was under way while a fault was in force.");
    }
    double heldBack = heldBackPercent();
    double most = Math.min(PERCENT, excess.upper() + heldBack);
    Verdict.Figure figure = figure(excess, most, limit);
    String said = sentence(availability, "at most", most, limit) + heldBack(heldBack) + retried();
    return most <= limit ? new Verdict.Verified(said, figure) : new Verdict.NotProven(said, figure);
  }

  private Optional<Check> first(Effect effect) {
    return checks.stream().filter(check -> check.broken(effect)).findFirst();
  }

  private boolean loadMetFaults() {
    boolean met = experiment.faults().isEmpty();
    for (int i = 0; i < seconds.size(); i++) {
      long from = phase.phase().begin() + 1000L * i;
      met |= seconds.get(i).requests() > 0 && experiment.faults().meet(from, from + 999);
    }
    return met;
  }

  /** What was held back beyond the baseline's share, in percent of all requests. */
  private double heldBackPercent() {
    Integer each = phase.phase().requestsPerJourney();
    long journeys = phase.generator().heldBack();
    double share = each == null ? 0 : share(each * journeys, requests());
    Baseline baseline = experiment.baseline();
    double without = baseline == null ? 0 : share(baseline.heldBack(), baseline.requests());
    return PERCENT * Math.max(0, share - without);
  }

  private static double share(long some, long all) {
    return (double) some / Math.max(1, all);
  }

  private static String heldBack(double percent) {
    return percent == 0
        ? ""
        : String.format(
            " That counts %s of them, beyond the baseline, which waited more than %s ms for one of"
                + " the sessions because slow answers kept all busy.",
            Words.quantity(percent, "%"), Words.number(GeneratorSecond.HELD_BACK_MILLIS));
  }

  private String retried() {
    long retries = phase.samples().retries().requests();
    return retries == 0
        ? ""
        : " %s retries of writes are not among them.".formatted(Words.number(retries));
  }

  private static Verdict.Figure figure(Estimate excess, double bound, double limit) {
    return new Verdict.Figure(
        "requests failed beyond the baseline", excess.value(), bound, limit, "%");
  }

  private static String sentence(Availability found, String most, double bound, double limit) {
    return String.format(
        "%s of %s requests failed, %s %s of all beyond the baseline with 95 %% confidence; the"
            + " limit is %s. %s of the seconds were good, and the error budget of 99.9 %% is spent"
            + " %s times.",
        Words.quantity(found.failedPercent().value(), "%"),
        Words.number(found.failedPercent().samples()),
        most,
        Words.quantity(bound, "%"),
        Words.quantity(limit, "%"),
        Words.quantity(PERCENT - found.badSecondsPercent().value(), "%"),
        Words.number(found.budgetSpent()));
  }
}
