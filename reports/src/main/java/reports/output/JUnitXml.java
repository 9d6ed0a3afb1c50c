package reports.output;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reports.judge.Judgement;
import reports.run.EnvironmentFacts;
import reports.run.Host;
import reports.run.Run;

/** A judgement as a JUnit report, one test a claim, its figures as properties. */
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
                .map(judged -> JUnitSuite.outcome(judged.claim(), judged.verdict()))
                .toList(),
            end == null ? 0 : (end - run.begin()) / MILLIS);
    suite.properties(properties(judgement));
    judgement.claims().forEach(it -> suite.testCase(it.claim(), it.verdict(), Map.of()));
    return suite.end();
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
