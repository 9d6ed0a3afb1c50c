package reports.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reports.run.Experiment;
import reports.run.Experiment.FaultRecord;
import reports.run.Experiment.Testimony;
import reports.run.Phase;

/**
 * Judges that every fault was in force while the load was measured, as somebody else saw it, and
 * was undone. The control leaves nothing to see.
 */
final class FaultsFired {
  private final Experiment experiment;
  private final Phase phase;

  /**
   * @param phase the one that is measured
   */
  FaultsFired(Experiment experiment, Phase phase) {
    this.experiment = experiment;
    this.phase = phase;
  }

  Verdict verdict() {
    List<String> wrong = new ArrayList<>();
    for (FaultRecord fault : experiment.faults()) {
      String what = wrong(fault);
      if (what != null) {
        wrong.add(fault.fault() + " of " + fault.target() + " " + what);
      }
    }
    if (!wrong.isEmpty()) {
      return new Verdict.Invalid(Words.sentence(String.join("; ", wrong)));
    }
    long faults = experiment.faults().stream().filter(FaultRecord::leavesTraces).count();
    return new Verdict.Verified(
        faults == 0
            ? "Nothing was to be broken: this is the control."
            : faults == 1
                ? "It was injected, seen by another source and undone."
                : Words.number(faults)
                    + " faults were injected, seen by another source and undone.",
        new Verdict.Figure("faults that did not fire", 0, 0, 0, "not fired"));
  }

  private @Nullable String wrong(FaultRecord fault) {
    if (fault.failure() != null) {
      return "failed: " + fault.failure();
    }
    if (!fault.leavesTraces()) {
      return null;
    }
    Long begun = fault.begun();
    if (begun == null || fault.injected() == null) {
      return "was never injected";
    }
    if (begun < phase.begin() || begun >= phase.end()) {
      return "was injected while no load was measured";
    }
    Testimony witness = fault.witness();
    if (witness == null) {
      return "was seen by nobody";
    }
    if (!witness.fired()) {
      return "did not fire: "
          + witness.source()
          + " said \""
          + Objects.requireNonNullElse(witness.before(), "nothing")
          + "\" before and \""
          + Objects.requireNonNullElse(witness.during(), "nothing")
          + "\" during it";
    }
    return fault.undone() == null ? "was never undone" : null;
  }
}
