package reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.judge.Judge;

class ExperimentSectionTest {
  private static final Path CLAIMS =
      Path.of(System.getProperty("headroom.root", "..")).resolve("reports/claims.yaml");

  @TempDir Path runs;

  private PageModel page() throws IOException {
    return JudgementPage.of(Judge.judge(BrokenExperiment.write(runs), CLAIMS));
  }

  @Test
  void isLeftOutWhereNothingWasBroken() {
    assertThat(ReportPage.render(SampleJudgement.verified(60)))
        .doesNotContain("id=\"experiment\"")
        .contains("<span class=\"headroom-name\">Headroom</span>");
  }

  @Test
  void showsTheFiveProofsAndWhatEachRestsOn() throws IOException {
    PageModel page = page();
    Proofs proofs = (Proofs) page.sections().getFirst().blocks().getFirst();

    assertThat(proofs.cards())
        .extracting(Proofs.Card::stamp)
        .containsExactly(
            Stamp.VERIFIED, Stamp.VERIFIED, Stamp.REFUTED, Stamp.VERIFIED, Stamp.REFUTED);
    assertThat(proofs.cards().get(3).figure()).isEqualTo("7 s");
    assertThat(page.answer().name()).isEqualTo("Recovered after");
    assertThat(page.answer().line()).isEqualTo("Experiment pod-killed: REFUTED.");
  }

  @Test
  void showsEachSecondBesideTheBaselineAndEachChartHasItsTable() throws IOException {
    PageModel page = page();
    List<Chart> charts =
        page.charts().stream().filter(chart -> chart.id().startsWith("blast-")).toList();

    assertThat(charts)
        .extracting(Chart::id)
        .containsExactly(
            "blast-ok", "blast-failed", "blast-latency", "blast-retries", "blast-pods");
    assertThat(charts.getFirst().series().getLast().values()).contains(100.0);
    assertThat(charts.get(1).words()).contains("unknown: min 0, max").contains("failed: min 0");
    assertThat(charts.get(3).words()).contains("retries: min 0, max 3");
    assertThat(charts.get(4).words()).contains("ready: min 1, max 2");
    charts.forEach(chart -> assertThat(chart.table().rows()).hasSize(chart.x().length()));
  }

  @Test
  void drawsTheFaultsAndTheLastAndFirstGoodSecondOnEveryTimeAxis() throws IOException {
    Timeline timeline = page().timeline();

    assertThat(timeline.spans())
        .extracting(Timeline.Span::name)
        .containsExactly("pod-killed", "redis-slow");
    assertThat(timeline.spans().getFirst().from())
        .as("the beginning of its injection")
        .isEqualTo(50);
    assertThat(timeline.spans().getFirst().to()).isEqualTo(60);
    assertThat(timeline.marks())
        .containsExactly(new Timeline.Mark("last good", 50), new Timeline.Mark("first good", 67));
    assertThat(ChartData.json(List.of(), timeline))
        .contains("\"spans\":[{\"name\":\"pod-killed\",\"from\":50,\"to\":60}");
  }

  @Test
  void tellsThatTheFailedRequestsOfTheWholeRunIncludeRetries() throws IOException {
    assertThat(ReportPage.render(page())).contains(", retries included");
    assertThat(ReportPage.render(SampleJudgement.verified(60))).doesNotContain("retries included");
  }

  @Test
  void tellsTheHistoryOfEveryViolation() throws IOException {
    String page = ReportPage.render(page());

    assertThat(page)
        .contains("Violations of one-certificate", "<code>user:12/course:7</code> Two")
        .contains("0:43.250 POST /certificates key-1: 201 acknowledged")
        .contains("Left behind: toxic latency on redis.")
        .contains("Faults and their witnesses", "no such process");
  }
}
