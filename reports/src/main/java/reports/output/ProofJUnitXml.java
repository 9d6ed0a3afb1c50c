package reports.output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reports.proof.ClaimProof;
import reports.proof.JudgedRun;
import reports.proof.Proof;

/** A proof as a JUnit report, one test a claim, with the run that its verdict is from. */
public final class ProofJUnitXml {
  private static final double MILLIS = 1000.0;

  private ProofJUnitXml() {}

  /** Renders a proof. */
  public static String render(Proof proof) {
    Long end = proof.runs().end();
    List<JUnitSuite.Outcome> outcomes =
        proof.claims().stream()
            .map(each -> JUnitSuite.outcome(each.claim(), each.verdict()))
            .toList();
    var suite =
        new JUnitSuite(
            "headroom.prove", outcomes, end == null ? 0 : (end - proof.runs().begin()) / MILLIS);
    Map<String, @Nullable String> all = new LinkedHashMap<>();
    all.put("proof", proof.runs().id());
    all.put("environment", proof.runs().environment());
    all.put("commit", proof.runs().commit());
    all.put("headline", proof.line());
    suite.properties(all);
    proof.claims().forEach(it -> suite.testCase(it.claim(), it.verdict(), from(it)));
    return suite.end();
  }

  private static Map<String, @Nullable String> from(ClaimProof claim) {
    Map<String, @Nullable String> from = new LinkedHashMap<>();
    JudgedRun by = claim.by();
    if (by != null) {
      from.put("run", by.id());
      from.put("environment", by.step().environment());
    }
    return from;
  }
}
