package reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reports.autoscaling.HpaComparison;
import reports.autoscaling.HpaSpec;
import reports.autoscaling.HpaStatus;
import reports.autoscaling.PodState;
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
        Optional.of(HpaComparison.of(syncs)));
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
    var spec = new HpaSpec(3, 20, 70, HpaSpec.Behavior.DEFAULTS, HpaSpec.Controller.DEFAULTS);
    var status =
        new HpaStatus(
            desired, 2 * millicores, "SucceededRescale", "ValidMetricFound", "DesiredWithinRange");
    return new Sync(1, at, spec, replicas, replicas, pods, status);
  }
}
