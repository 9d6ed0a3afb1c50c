package reports.judge;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import reports.judge.Evidence.PhaseEvidence;

/** Rising steps of load: the highest that is verified, and what ended the rise. */
final class Steps {
  private final Evidence evidence;
  private final double stated;
  private final List<Step> steps;

  /** One step with its own verdict. */
  record Step(PhaseEvidence phase, double rate, Verdict verdict) {}

  Steps(Evidence evidence, double stated, List<Step> steps) {
    this.evidence = evidence;
    this.stated = stated;
    this.steps = steps.stream().sorted(Comparator.comparingDouble(Step::rate)).toList();
  }

  /** The highest verified step below the first that is refuted. */
  Optional<Step> highest() {
    return steps.stream()
        .takeWhile(step -> !(step.verdict() instanceof Verdict.Refuted))
        .filter(step -> step.verdict() instanceof Verdict.Verified)
        .reduce((_, later) -> later);
  }

  /** The first step above the highest verified one. */
  Optional<Step> next() {
    double verified = highest().map(Step::rate).orElse(0.0);
    return steps.stream().filter(step -> step.rate() > verified).findFirst();
  }

  /** What ended the rise, a clause; empty where nothing did. */
  String endedBy() {
    return next().map(this::endedBy).orElse("");
  }

  private String endedBy(Step step) {
    String resource = Resources.of(step.phase(), evidence).full();
    return switch (step.verdict()) {
      case Verdict.Invalid _ -> "the generator or the load, and not the platform";
      case Verdict.Refuted _ -> resource.isEmpty() ? "a level, with no resource full" : resource;
      default -> resource.isEmpty() ? "too little evidence" : resource;
    };
  }

  Verdict verdict() {
    if (steps.isEmpty()) {
      return new Verdict.NotProven("The run measured no step.");
    }
    Optional<Step> highest = highest();
    String after =
        next()
            .map(
                step ->
                    " At "
                        + Words.number(step.rate())
                        + " it is "
                        + step.verdict().words()
                        + ": "
                        + step.verdict().reason())
            .orElse(" No higher step was tried.");
    if (highest.isPresent() && highest.get().rate() >= stated) {
      return new Verdict.Verified(
          "The highest verified step is "
              + Words.number(highest.get().rate())
              + " requests a second, "
              + Words.number(highest.get().rate() / stated)
              + " times the stated "
              + Words.number(stated)
              + "."
              + after,
          highest.get().verdict().figure());
    }
    Optional<Step> refuted =
        steps.stream()
            .filter(step -> step.rate() <= stated && step.verdict() instanceof Verdict.Refuted)
            .findFirst();
    if (refuted.isPresent()) {
      return refuted.get().verdict();
    }
    return belowStated(highest, after);
  }

  private Verdict belowStated(Optional<Step> highest, String after) {
    Step decisive = next().orElse(steps.getLast());
    if (decisive.verdict() instanceof Verdict.Invalid && decisive.rate() <= stated) {
      return decisive.verdict();
    }
    String found =
        highest
            .map(step -> "Verified up to " + Words.number(step.rate()) + " requests a second only.")
            .orElse("No step is verified.");
    return new Verdict.NotProven(found + after, decisive.verdict().figure());
  }
}
