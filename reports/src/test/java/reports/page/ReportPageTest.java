package reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import reports.judge.Judgement;

class ReportPageTest {
  private static final String HOSTILE = "<script>alert(1)</script>\"' & \u2028 </style> onload=x";

  @Test
  void keepsHostileNamesAndReasonsFromBecomingMarkup() {
    String page = ReportPage.render(SampleJudgement.named(HOSTILE));

    assertThat(page).doesNotContain("<script>alert").doesNotContain("alert(1)</script>");
    assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(found(page, "</script>")).hasSize(3);
    assertThat(found(page, "</style>")).hasSize(1);
    assertThat(found(page, "=\"[^\"]*\" onload=x")).isEmpty();
  }

  @Test
  void keepsHostileNamesInTheDataOfCharts() {
    Timeline timeline =
        new Timeline(
            9, List.of(new Timeline.Phase(HOSTILE, 0, 9, true)), List.of(), List.of(), List.of());

    String json = ChartData.json(List.of(), timeline);

    assertThat(json).doesNotContain("<").doesNotContain("\u2028").contains("\\u003cscript");
  }

  @Test
  void isTheSameByteForByteInEveryLocaleAndZone() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    byte[] first = bytes();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
      assertThat(bytes()).isEqualTo(first);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private static byte[] bytes() {
    return ReportPage.render(SampleJudgement.verified(120)).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void showsEveryVerdictInWordsWithItsReason() {
    String page = ReportPage.render(SampleJudgement.ofEachVerdict());

    assertThat(page)
        .contains("VERIFIED</span>", "REFUTED</span>", "EXTRAPOLATED</span>", "NOT PROVEN</span>")
        .contains("INVALID</span>", "OUT OF SCOPE</span>")
        .contains("p99 of lesson page is at least 612 ms.")
        .contains("The whole prediction band is below the limit.")
        .contains("120 more seconds of the same would decide.")
        .contains("Start lag p99 was 48 ms, beyond 20 ms.")
        .contains("This run had one pod.", "./headroom run learners");
  }

  @Test
  void putsTheGravestVerdictFirst() {
    List<Stamp> stamps =
        JudgementPage.of(SampleJudgement.ofEachVerdict()).verdicts().stream()
            .map(VerdictCard::stamp)
            .toList();

    assertThat(stamps)
        .containsExactly(
            Stamp.INVALID, Stamp.REFUTED, Stamp.NOT_PROVEN, Stamp.EXTRAPOLATED, Stamp.VERIFIED);
  }

  @Test
  void givesEveryChartItsTableAndItsWords() {
    PageModel model = JudgementPage.of(SampleJudgement.verified(60));
    String page = ReportPage.render(model);

    assertThat(model.charts()).hasSizeGreaterThan(12);
    for (Chart chart : model.charts()) {
      assertThat(page)
          .contains("data-chart=\"" + chart.id() + "\" role=\"img\" aria-label=\"" + chart.title())
          .contains("id=\"" + chart.id() + "-table\"");
      assertThat(chart.table().rows()).hasSize(chart.x().length());
    }
  }

  @Test
  void namesEachElementOnce() {
    List<String> ids =
        found(ReportPage.render(SampleJudgement.ofEachVerdict()), " id=\"([^\"]*)\"");

    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void pointsOnlyAtItself() {
    String page = ReportPage.render(SampleJudgement.verified(60));
    String markup = page.replaceAll("(?s)<(script|style)[^>]*>.*?</\\1>", "");

    assertThat(found(markup, "(?:src|href|action)=\"([^\"]*)\""))
        .allMatch(to -> to.startsWith("#"));
    assertThat(found(markup, " style=\"")).isEmpty();
    assertThat(page).contains("default-src &#39;none&#39;").doesNotContain("unsafe-inline");
  }

  @Test
  void keepsEverySpikeOfALongRunInSight() {
    int hours = 8;
    PageModel model = JudgementPage.of(SampleJudgement.verified(hours * 3600));
    Chart latency =
        model.charts().stream()
            .filter(chart -> chart.id().equals("latency-over-time"))
            .findFirst()
            .orElseThrow();

    double highest =
        latency.series().getLast().values().stream()
            .mapToDouble(value -> value)
            .max()
            .orElseThrow();
    assertThat(latency.x().length()).isLessThanOrEqualTo(600);
    assertThat(highest).isBetween(89.9, 90.0);
    assertThat(latency.lead()).contains("One point for 60 seconds: the highest second.");
    assertThat(ReportPage.render(model).length()).isLessThan(3_000_000);
  }

  @Test
  void saysWhatIsMissingWhereEvidenceIs() {
    var whole = SampleJudgement.verified(30);
    var bare =
        new Judgement(
            whole.run(),
            Optional.empty(),
            new Judgement.Headline(
                "No load was verified: the run never began.",
                Double.NaN,
                Double.NaN,
                Double.NaN,
                "",
                "",
                ""),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of("simulation.log is missing."),
            List.of(),
            Optional.empty(),
            Optional.empty());

    assertThat(ReportPage.render(bare))
        .contains("No load was verified: the run never began.")
        .contains("simulation.log is missing.")
        .contains("The database was not asked: nothing is known of the writes.")
        .contains("The generator left no record of itself.")
        .contains("The system left no record of its resources.")
        .contains("The run left no description of its machine.");
  }

  private static List<String> found(String text, String regex) {
    List<String> found = new ArrayList<>();
    Pattern.compile(regex)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.groupCount() > 0 ? match.group(1) : match.group())
        .forEach(found::add);
    return found;
  }
}
