package reports.output;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reports.claims.Claim;
import reports.judge.Verdict;

/** A suite of a JUnit report, one test a claim, its figures as properties. */
final class JUnitSuite {
  private final StringBuilder out = new StringBuilder();
  private final String name;

  /** What a build server makes of a claim. */
  enum Outcome {
    PASSED,
    FAILURE,
    ERROR,
    SKIPPED
  }

  /**
   * Begins it.
   *
   * @param outcomes of all of its tests
   */
  JUnitSuite(String name, List<Outcome> outcomes, double seconds) {
    this.name = name;
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<testsuite")
        .append(attribute("name", name))
        .append(attribute("tests", String.valueOf(outcomes.size())))
        .append(attribute("failures", count(outcomes, Outcome.FAILURE)))
        .append(attribute("errors", count(outcomes, Outcome.ERROR)))
        .append(attribute("skipped", count(outcomes, Outcome.SKIPPED)))
        .append(attribute("time", String.format(Locale.ROOT, "%.3f", seconds)))
        .append(">\n");
  }

  static Outcome outcome(Claim claim, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Verified _ -> Outcome.PASSED;
      case Verdict.Extrapolated extrapolated ->
          extrapolated.allowed() ? Outcome.PASSED : Outcome.FAILURE;
      case Verdict.Refuted _ -> Outcome.FAILURE;
      case Verdict.NotProven _ -> claim.informative() ? Outcome.SKIPPED : Outcome.FAILURE;
      case Verdict.Invalid _ -> Outcome.ERROR;
      case Verdict.OutOfScope _ -> Outcome.SKIPPED;
    };
  }

  private static String count(List<Outcome> outcomes, Outcome which) {
    return String.valueOf(outcomes.stream().filter(which::equals).count());
  }

  /** Properties of the whole suite, in the order of the map; those without a value are left out. */
  void properties(Map<String, @Nullable String> all) {
    out.append("  <properties>\n");
    all.forEach((key, value) -> property("    ", key, value));
    out.append("  </properties>\n");
  }

  /**
   * One test.
   *
   * @param more properties of it, beside those of claim and verdict
   */
  void testCase(Claim claim, Verdict verdict, Map<String, @Nullable String> more) {
    testCase(claim, claim.id(), claim.title(), verdict, more);
  }

  /** One test of several on which a claim rests, with a name and a title of its own. */
  void testCase(
      Claim claim, String id, String title, Verdict verdict, Map<String, @Nullable String> more) {
    out.append("  <testcase")
        .append(attribute("classname", name))
        .append(attribute("name", id))
        .append(attribute("time", "0"))
        .append(">\n    <properties>\n");
    property("      ", "title", title);
    property("      ", "verdict", verdict.words());
    property("      ", "reason", verdict.reason());
    Verdict.Figure figure = verdict.figure();
    if (figure != null) {
      property("      ", "figure", figure.what());
      property("      ", "value", number(figure.value()));
      property("      ", "bound", number(figure.bound()));
      property("      ", "limit", number(figure.limit()));
      property("      ", "unit", figure.unit());
    }
    more.forEach((key, value) -> property("      ", key, value));
    out.append("    </properties>\n");
    String message = attribute("message", verdict.reason());
    String type = attribute("type", verdict.words());
    switch (outcome(claim, verdict)) {
      case PASSED -> {}
      case FAILURE -> out.append("    <failure").append(message).append(type).append("/>\n");
      case ERROR -> out.append("    <error").append(message).append(type).append("/>\n");
      case SKIPPED -> out.append("    <skipped").append(message).append("/>\n");
    }
    out.append("  </testcase>\n");
  }

  /** Ends it. */
  String end() {
    return out.append("</testsuite>\n").toString();
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
