package reports.output;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reports.judge.ExperimentResult;
import reports.judge.Judgement;
import reports.judge.Judgement.ClaimJudgement;
import reports.judge.Verdict;
import reports.run.EnvironmentFacts;
import reports.run.Host;
import reports.run.Run;

/**
 * A judgement as a JUnit report, one test a claim and one for each of the five proofs of an
 * experiment, their figures as properties.
 */
public final class JUnitXml {
  private static final double MILLIS = 1000.0;

  private JUnitXml() {}

  /** Renders a judgement. */
  public static String render(Judgement judgement) {
    Run run = judgement.run();
    Long end = run.end();
    var suite =
        new JUnitSuite(
            "headroom." + run.profile(),
            judgement.claims().stream()
                .flatMap(
                    judged ->
                        verdicts(judgement, judged)
                            .map(verdict -> JUnitSuite.outcome(judged.claim(), verdict)))
                .toList(),
            end == null ? 0 : (end - run.begin()) / MILLIS);
    suite.properties(properties(judgement));
    for (ClaimJudgement judged : judgement.claims()) {
      suite.testCase(judged.claim(), judged.verdict(), Map.of());
      judgement.experimentOf(judged).ifPresent(found -> proofs(suite, judged, found));
    }
    return suite.end();
  }

  private static Stream<Verdict> verdicts(Judgement judgement, ClaimJudgement judged) {
    return Stream.concat(
        Stream.of(judged.verdict()),
        judgement.experimentOf(judged).stream()
            .flatMap(found -> found.proofs().stream())
            .map(ExperimentResult.Proof::verdict));
  }

  private static void proofs(JUnitSuite suite, ClaimJudgement judged, ExperimentResult found) {
    for (ExperimentResult.Proof proof : found.proofs()) {
      suite.testCase(
          judged.claim(),
          judged.claim().id() + "." + proof.question().id(),
          found.experiment().name() + ": " + proof.question().title(),
          proof.verdict(),
          Map.of());
    }
  }

  private static Map<String, @Nullable String> properties(Judgement judgement) {
    Run run = judgement.run();
    Map<String, @Nullable String> all = new LinkedHashMap<>();
    all.put("run", run.id());
    all.put("environment", run.environment());
    all.put("commit", run.commit());
    all.put("seed", String.valueOf(run.seed()));
    all.put("headline", judgement.headline().line());
    EnvironmentFacts facts = judgement.host().map(Host::facts).orElse(null);
    if (facts != null) {
      all.put("size", facts.size());
      EnvironmentFacts.Database database = facts.database();
      if (database != null) {
        all.put("database", database.product() + " " + database.version());
      }
    }
    return all;
  }
}
