package reports.output;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import reports.judge.ExperimentResult;
import reports.judge.ExperimentResult.Availability;
import reports.judge.ExperimentResult.Proof;
import reports.run.Experiment;

/** What came of an experiment, as a part of {@code verdict.json}. */
final class ExperimentJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ExperimentJson() {}

  static ObjectNode node(ExperimentResult result) {
    Experiment experiment = result.experiment();
    ObjectNode node = NODES.objectNode();
    node.put("name", experiment.name());
    node.put("hypothesis", experiment.hypothesis());
    node.put("command", experiment.command());
    node.put("baseline", result.baseline());
    node.set("proofs", VerdictJson.array(result.proofs(), ExperimentJson::proof));
    node.set("availability", availability(result.availability()));
    node.put("lastGood", result.lastGood());
    node.put("firstGood", result.firstGood());
    node.put("recoverySeconds", VerdictJson.finite(result.recoverySeconds()));
    node.set(
        "violated",
        VerdictJson.texts(
            experiment.invariants().stream()
                .filter(each -> each.outcome() == Experiment.Outcome.VIOLATED)
                .map(Experiment.Invariant::name)
                .toList()));
    return node;
  }

  private static ObjectNode proof(Proof proof) {
    ObjectNode node = NODES.objectNode();
    node.put("proof", proof.question().id());
    node.put("verdict", proof.verdict().words());
    node.put("reason", proof.verdict().reason());
    node.set("figure", VerdictJson.figure(proof.verdict().figure()));
    return node;
  }

  private static @Nullable ObjectNode availability(@Nullable Availability found) {
    if (found == null) {
      return null;
    }
    ObjectNode node = NODES.objectNode();
    node.set("failedPercent", VerdictJson.estimate(found.failedPercent()));
    node.set("excessPercent", VerdictJson.estimate(found.excessPercent()));
    node.put("chargedPercent", found.chargedPercent());
    node.put("errorBudgetSpent", found.budgetSpent());
    node.set("badSecondsPercent", VerdictJson.estimate(found.badSecondsPercent()));
    return node;
  }
}
