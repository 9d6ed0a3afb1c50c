package reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import reports.autoscaling.HpaComparison;
import reports.autoscaling.HpaMetric;
import reports.autoscaling.HpaSpec;
import reports.autoscaling.HpaStatus;
import reports.autoscaling.PodState;
import reports.autoscaling.Reading;
import reports.autoscaling.Sync;
import reports.judge.Judgement;
import reports.run.Event;

class AutoscalingSectionTest {
  private final Judgement plain = SampleJudgement.verified(60);
  private final long begin = plain.run().begin();

  @Test
  void isLeftOutWhereThereWasNoAutoscaler() {
    assertThat(ReportPage.render(plain)).doesNotContain("id=\"autoscaling\"");
  }

  @Test
  void showsTheAutoscalerBesideItsModelAndWhyTheyDiffer() {
    // 150 % where 70 are the target asks for 3 x 2.14 = 6.4, so 7 pods; nothing explains 5.
    String page = ReportPage.render(with(List.of(sync(0, 3, 35, 3), sync(15, 3, 75, 5))));

    assertThat(page)
        .contains("id=\"autoscaling\"")
        .contains("Syncs at which autoscaler and model differ")
        .contains("unknown");
  }

  @Test
  void showsTheInputsOfBothSidesOfADifference() {
    Sync late = sync(15, 3, 75, 5);
    List<PodState> pods = new ArrayList<>(late.pods());
    pods.add(missing("lms-new", late));
    String page =
        ReportPage.render(
            with(
                List.of(
                    sync(0, 3, 35, 3),
                    new Sync(
                        1, late.t(), late.spec(), 3, 4, pods, late.readings(), late.status()))));

    // 150 % of three, and nothing of the new one: 112 %, 112 / 70 x 4 = 6.4; 3 + 4 are allowed.
    assertThat(page)
        .contains("0:15 autoscaler</th>")
        .contains("0:15 model</th>")
        .contains("lms-new")
        .contains("by metrics", "limit", "counted", "unready", "missing");
    assertThat(row(page, "differences", "0:15 model"))
        .containsSequence("3", "7", "150", "7", "7", "4", "3");
  }

  /** The cells of a row of a table. */
  private static List<String> row(String page, String table, String heading) {
    int begin = page.indexOf(heading + "</th>", page.indexOf("id=\"" + table + "\""));
    String row = page.substring(begin, page.indexOf("</tr>", begin));
    return Pattern.compile("<td[^>]*>([^<]*)</td>")
        .matcher(row)
        .results()
        .map(cell -> cell.group(1))
        .toList();
  }

  @Test
  void listsEverySyncInATableThatIsUnfoldedOnRequest() {
    List<Sync> seventy = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      seventy.add(sync(15 * i, 20, 35, 20));
    }
    String without = ReportPage.render(with(seventy.subList(0, 1)));
    String page = ReportPage.render(with(seventy));

    assertThat(page)
        .contains("<details class=\"figures-table\" id=\"syncs\">")
        .contains("<summary>All 70 syncs: what the autoscaler saw and decided</summary>");
    assertThat(row(page, "syncs", "17:15"))
        .containsExactly(
            "70",
            "20",
            "20",
            "20",
            "SucceededRescale, ValidMetricFound, DesiredWithinRange",
            "Resource cpu 70 %",
            "20",
            "DesiredWithinRange");
    assertThat(page.length() - without.length()).as("bytes of 70 rows").isLessThan(60_000);
  }

  @Test
  void showsTheShareOfEachCause() {
    String page = ReportPage.render(with(List.of(sync(0, 3, 35, 3), sync(15, 3, 75, 5))));
    assertThat(page).contains("1, 100 %", "0, 0 %");
  }

  @Test
  void tellsEachPodsWay() {
    String page =
        ReportPage.render(
            with(
                List.of(sync(0, 3, 35, 3)),
                new Event(1, begin + 10_000, "pod", "pod-4", "created as lms-x"),
                new Event(1, begin + 22_500, "pod", "pod-4", "ready after 12.5 s")));

    assertThat(page).contains("pod-4").contains("12.5").doesNotContain("created as lms-x");
  }

  private Judgement with(List<Sync> syncs, Event... events) {
    List<Event> all = new ArrayList<>(plain.events());
    all.addAll(List.of(events));
    return new Judgement(
        plain.run(),
        plain.host(),
        plain.headline(),
        plain.claims(),
        plain.phases(),
        plain.checks(),
        plain.generator(),
        plain.injectors(),
        plain.system(),
        all,
        plain.audit(),
        plain.notes(),
        plain.nextSteps(),
        Optional.of(HpaComparison.of(syncs)),
        Optional.empty());
  }

  private static PodState missing(String name, Sync sync) {
    PodState like = sync.pods().getFirst();
    return new PodState(
        name,
        like.phase(),
        false,
        like.startTime(),
        true,
        like.readyTransitionTime(),
        like.requestMillicores(),
        null);
  }

  private Sync sync(int second, int replicas, int millicores, int desired) {
    long at = begin + second * 1000L;
    long longAgo = begin - 3_600_000;
    List<PodState> pods = new ArrayList<>();
    for (int i = 0; i < replicas; i++) {
      var sample = new PodState.Sample(millicores, at - 5_000, 15_000);
      pods.add(
          new PodState(
              "lms-" + i, PodState.Phase.RUNNING, false, longAgo, true, longAgo, 50L, sample));
    }
    var spec =
        new HpaSpec(
            3,
            20,
            List.of(HpaMetric.cpu(70)),
            HpaSpec.Behavior.DEFAULTS,
            HpaSpec.Controller.DEFAULTS);
    var status =
        new HpaStatus(
            desired, 2 * millicores, "SucceededRescale", "ValidMetricFound", "DesiredWithinRange");
    return new Sync(1, at, spec, replicas, replicas, pods, List.of(new Reading.Samples()), status);
  }
}
