package chaos.commands;

import java.util.ArrayList;
import java.util.List;
import reports.judge.ExperimentResult;
import reports.judge.ExperimentResult.Proof;
import reports.judge.ExperimentResult.Question;
import reports.judge.Judgement;
import reports.judge.Verdict;
import reports.run.Experiment.FaultRecord;

/** What an experiment has done to its environment for longer than it lasted. */
final class Aftermath {
  private Aftermath() {}

  /** Clauses that say why another experiment would not begin as this did; none where it would. */
  static List<String> of(Judgement judgement) {
    return judgement.experiment().map(Aftermath::of).orElse(List.of("it was no experiment"));
  }

  static List<String> of(ExperimentResult result) {
    List<String> found = new ArrayList<>();
    for (FaultRecord fault : result.experiment().faults()) {
      if (fault.failure() != null) {
        found.add(fault.fault() + " failed");
      } else if (fault.begun() != null && fault.undone() == null) {
        found.add(fault.fault() + " was not undone");
      }
    }
    if (!(verdict(result, Question.RESIDUE) instanceof Verdict.Verified)) {
      found.add("something may be left behind");
    }
    if (!(verdict(result, Question.RECOVERY) instanceof Verdict.Verified)) {
      found.add("it is not known to be as before");
    }
    if (verdict(result, Question.DATA) instanceof Verdict.Refuted) {
      found.add("its data are wrong");
    }
    return found;
  }

  private static Verdict verdict(ExperimentResult result, Question question) {
    return result.proofs().stream()
        .filter(proof -> proof.question() == question)
        .map(Proof::verdict)
        .findFirst()
        .orElseThrow();
  }
}
