package reports.judge;

import java.util.List;
import java.util.stream.Collectors;
import reports.run.Experiment.Invariant;
import reports.run.Experiment.Outcome;
import reports.run.Experiment.Violation;

/**
 * Judges the data after an experiment: by the census of all writes, by the invariants, and by
 * whether any write met the faults at all. What the generator's clock did is nothing to it.
 */
final class DataKept {
  private static final int NAMED = 3;

  private final ExperimentEvidence experiment;
  private final Verdict census;

  /**
   * @param census what the look-up of all writes says
   */
  DataKept(ExperimentEvidence experiment, Verdict census) {
    this.experiment = experiment;
    this.census = census;
  }

  Verdict verdict() {
    List<Verdict> verdicts = List.of(census, invariants(), exercised());
    Verdict gravest = Judge.gravest(verdicts);
    return gravest instanceof Verdict.Verified
        ? new Verdict.Verified(
            verdicts.stream().map(Verdict::reason).collect(Collectors.joining(" ")),
            census.figure())
        : gravest;
  }

  private Verdict invariants() {
    List<Invariant> all =
        experiment.experiment().invariants().stream()
            .filter(each -> each.outcome() != Outcome.NOT_APPLICABLE)
            .toList();
    long checked = all.stream().mapToLong(Invariant::checked).sum();
    List<Invariant> violated =
        all.stream()
            .filter(each -> each.outcome() == Outcome.VIOLATED || each.violated() > 0)
            .toList();
    if (!violated.isEmpty()) {
      long wrong = violated.stream().mapToLong(Invariant::violated).sum();
      return new Verdict.Refuted(
          violated.stream().map(DataKept::said).collect(Collectors.joining(" ")),
          new Verdict.Figure("violations of invariants", wrong, wrong, 0, "violations"));
    }
    if (all.isEmpty()) {
      return new Verdict.NotProven("No invariant of the data was checked.");
    }
    for (Invariant each : all) {
      if (each.outcome() == Outcome.UNKNOWN || each.checked() == 0) {
        String why = each.note() == null ? "nothing was checked" : each.note();
        return new Verdict.NotProven(
            "Whether " + each.name() + " holds is not known: " + why + ".");
      }
    }
    return new Verdict.Verified(
        Words.number(all.size())
            + (all.size() == 1 ? " invariant holds" : " invariants hold")
            + " in all of "
            + Words.number(checked)
            + " things checked.",
        null);
  }

  private static String said(Invariant invariant) {
    String first =
        invariant.violations().stream()
            .limit(NAMED)
            .map(Violation::key)
            .collect(Collectors.joining(", "));
    return Words.sentence(
        invariant.name()
            + " is violated in "
            + Words.number(invariant.violated())
            + " of "
            + Words.number(invariant.checked())
            + (first.isEmpty() ? "" : ", such as by " + first));
  }

  /**
   * A fault that no write met says nothing of writes. Whether it lets writes through is read from
   * the ledger and not from its name: where every write that met it was refused or stayed unknown,
   * it stopped all of them, and those acknowledged afterwards show that writing works again.
   */
  private Verdict exercised() {
    LedgerSeconds writes = experiment.writes();
    if (experiment.faults().isEmpty()) {
      return new Verdict.Verified("No write met a fault, since there was none.", null);
    }
    if (writes.triedInForce() == 0) {
      return new Verdict.NotProven(
          "No write was under way while a fault was in force, so none could be lost by it.");
    }
    if (writes.acknowledgedInForce() > 0) {
      return new Verdict.Verified(
          Words.number(writes.acknowledgedInForce())
              + " of "
              + Words.number(writes.triedInForce())
              + " writes that met a fault were acknowledged.",
          null);
    }
    String none =
        "None of "
            + Words.number(writes.triedInForce())
            + " writes that met a fault was acknowledged";
    return writes.acknowledgedAfter() > 0
        ? new Verdict.Verified(
            none + ", and " + Words.number(writes.acknowledgedAfter()) + " were afterwards.", null)
        : new Verdict.NotProven(none + ", and none afterwards.");
  }
}
