package reports.output;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reports.claims.Claim;
import reports.judge.Judgement;
import reports.judge.Judgement.ClaimJudgement;
import reports.judge.Verdict;
import reports.run.EnvironmentFacts;
import reports.run.Host;
import reports.run.Run;

/** A judgement as a JUnit report, one test a claim, its figures as properties. */
public final class JUnitXml {
  private final StringBuilder out = new StringBuilder();

  /** What a build server makes of a claim. */
  private enum Outcome {
    PASSED,
    FAILURE,
    ERROR,
    SKIPPED
  }

  private JUnitXml() {}

  /** Renders a judgement. */
  public static String render(Judgement judgement) {
    JUnitXml xml = new JUnitXml();
    xml.suite(judgement);
    return xml.out.toString();
  }

  private static Outcome outcome(ClaimJudgement judged) {
    return switch (judged.verdict()) {
      case Verdict.Verified _ -> Outcome.PASSED;
      case Verdict.Extrapolated extrapolated ->
          extrapolated.allowed() ? Outcome.PASSED : Outcome.FAILURE;
      case Verdict.Refuted _ -> Outcome.FAILURE;
      case Verdict.NotProven _ -> judged.claim().informative() ? Outcome.SKIPPED : Outcome.FAILURE;
      case Verdict.Invalid _ -> Outcome.ERROR;
      case Verdict.OutOfScope _ -> Outcome.SKIPPED;
    };
  }

  private void suite(Judgement judgement) {
    Run run = judgement.run();
    List<Outcome> outcomes = judgement.claims().stream().map(JUnitXml::outcome).toList();
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<testsuite")
        .append(attribute("name", "headroom." + run.profile()))
        .append(attribute("tests", String.valueOf(outcomes.size())))
        .append(attribute("failures", count(outcomes, Outcome.FAILURE)))
        .append(attribute("errors", count(outcomes, Outcome.ERROR)))
        .append(attribute("skipped", count(outcomes, Outcome.SKIPPED)))
        .append(attribute("time", seconds(run)))
        .append(">\n");
    properties(judgement);
    judgement.claims().forEach(judged -> testCase(run, judged));
    out.append("</testsuite>\n");
  }

  private static String count(List<Outcome> outcomes, Outcome which) {
    return String.valueOf(outcomes.stream().filter(which::equals).count());
  }

  private static String seconds(Run run) {
    Long end = run.end();
    double seconds = end == null ? 0 : (end - run.begin()) / 1000.0;
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  private void properties(Judgement judgement) {
    Run run = judgement.run();
    EnvironmentFacts facts = judgement.host().map(Host::facts).orElse(null);
    out.append("  <properties>\n");
    property("    ", "run", run.id());
    property("    ", "environment", run.environment());
    property("    ", "commit", run.commit());
    property("    ", "seed", String.valueOf(run.seed()));
    property("    ", "headline", judgement.headline().line());
    if (facts != null) {
      property("    ", "size", facts.size());
      EnvironmentFacts.Database database = facts.database();
      if (database != null) {
        property("    ", "database", database.product() + " " + database.version());
      }
    }
    out.append("  </properties>\n");
  }

  private void testCase(Run run, ClaimJudgement judged) {
    Claim claim = judged.claim();
    out.append("  <testcase")
        .append(attribute("classname", "headroom." + run.profile()))
        .append(attribute("name", claim.id()))
        .append(attribute("time", "0"))
        .append(">\n    <properties>\n");
    property("      ", "title", claim.title());
    property("      ", "verdict", judged.verdict().words());
    property("      ", "reason", judged.verdict().reason());
    Verdict.Figure figure = judged.verdict().figure();
    if (figure != null) {
      property("      ", "figure", figure.what());
      property("      ", "value", number(figure.value()));
      property("      ", "bound", number(figure.bound()));
      property("      ", "limit", number(figure.limit()));
      property("      ", "unit", figure.unit());
    }
    out.append("    </properties>\n");
    String message = attribute("message", judged.verdict().reason());
    String type = attribute("type", judged.verdict().words());
    switch (outcome(judged)) {
      case PASSED -> {}
      case FAILURE -> out.append("    <failure").append(message).append(type).append("/>\n");
      case ERROR -> out.append("    <error").append(message).append(type).append("/>\n");
      case SKIPPED -> out.append("    <skipped").append(message).append("/>\n");
    }
    out.append("  </testcase>\n");
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.valueOf(value) : "none";
  }

  private void property(String indent, String name, @Nullable String value) {
    if (value != null) {
      out.append(indent)
          .append("<property")
          .append(attribute("name", name))
          .append(attribute("value", value))
          .append("/>\n");
    }
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + escape(value) + "\"";
  }

  /** XML has no way at all to write most control characters. */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n' -> escaped.append("&#10;");
                case '\t' -> escaped.append("&#9;");
                default -> escaped.appendCodePoint(allowed(c) ? c : '?');
              }
            });
    return escaped.toString();
  }

  private static boolean allowed(int c) {
    return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
