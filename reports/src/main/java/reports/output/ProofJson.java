package reports.output;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reports.proof.ClaimProof;
import reports.proof.Finding;
import reports.proof.JudgedRun;
import reports.proof.Proof;
import reports.run.ProofRuns;

/** A proof as {@code prove.json}, by the JSON Schema in {@code schema/prove.json}. */
public final class ProofJson {
  private static final int SCHEMA = 1;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ProofJson() {}

  /** Renders a proof; figures that are no number are null. */
  public static String render(Proof proof) {
    ProofRuns runs = proof.runs();
    ObjectNode root = NODES.objectNode();
    root.put("schema", SCHEMA);
    root.put("proof", runs.id());
    root.put("environment", runs.environment());
    root.put("commit", runs.commit());
    root.put("began", instant(runs.begin()));
    root.put("ended", instant(runs.end()));
    root.put("ending", runs.ending().name().toLowerCase(Locale.ROOT));
    root.put("exitStatus", proof.exitStatus());
    root.put("headline", proof.line());
    root.set("claims", VerdictJson.array(proof.claims(), ProofJson::claim));
    root.set("runs", VerdictJson.array(proof.made(), ProofJson::run));
    root.set("notes", VerdictJson.texts(proof.notes()));
    return VerdictJson.write(root);
  }

  private static ObjectNode claim(ClaimProof proven) {
    ObjectNode node = NODES.objectNode();
    node.put("id", proven.claim().id());
    node.put("title", proven.claim().title());
    node.put("source", proven.claim().source());
    node.put("verdict", proven.verdict().words());
    node.put("reason", proven.verdict().reason());
    node.put("informative", proven.claim().informative());
    node.set("figure", VerdictJson.figure(proven.verdict().figure()));
    JudgedRun by = proven.by();
    node.put("run", by == null ? null : by.id());
    node.put("profile", by == null ? null : by.step().profile());
    node.put("environment", by == null ? null : by.step().environment());
    node.put("date", by == null ? null : instant(by.begin()));
    node.put("command", proven.claim().command());
    node.put("built", proven.claim().built());
    node.set("others", VerdictJson.array(proven.others(), ProofJson::finding));
    return node;
  }

  private static ObjectNode finding(Finding other) {
    return NODES
        .objectNode()
        .put("verdict", other.verdict().words())
        .put("reason", other.verdict().reason())
        .put("run", other.run().id())
        .put("profile", other.run().step().profile())
        .put("environment", other.run().step().environment());
  }

  private static ObjectNode run(JudgedRun made) {
    ObjectNode node = NODES.objectNode();
    node.put("profile", made.step().profile());
    node.put("environment", made.step().environment());
    node.put("command", made.step().command());
    node.put("status", made.step().status());
    node.put("measured", made.measured());
    node.put("how", made.ended());
    node.put("run", made.id());
    node.put("began", instant(made.begin()));
    node.put("ended", instant(made.end()));
    return node;
  }

  private static @Nullable String instant(@Nullable Long epochMillis) {
    return epochMillis == null ? null : Instant.ofEpochMilli(epochMillis).toString();
  }
}
