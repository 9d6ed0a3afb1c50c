package chaos.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import chaos.faults.Fault;
import chaos.faults.Faults;
import environments.Preparation;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import loadtests.plan.Kind;
import loadtests.plan.Phase;
import loadtests.plan.Plan;
import loadtests.settings.LoadSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExperimentsTest {
  private static final Experiments EMBEDDED = Experiments.in("embedded");
  private static final List<String> NAMES = Faults.ALL.stream().map(Fault::name).toList();

  @Test
  void thereIsOneForEachFaultTheControlFirst() {
    assertThat(EMBEDDED.steady())
        .extracting(ExperimentPlan::name)
        .containsExactlyElementsOf(Faults.ALL.stream().map(Fault::name).toList())
        .startsWith(Experiments.CONTROL);
  }

  @Test
  void namesAreUniqueAndFound() {
    Set<String> names = new HashSet<>();
    for (ExperimentPlan plan : EMBEDDED.all()) {
      assertThat(names.add(plan.name())).as(plan.name()).isTrue();
      assertThat(EMBEDDED.named(plan.name())).contains(plan);
    }
    assertThat(names).hasSize(Faults.ALL.size() + EMBEDDED.gameDays().size());
    assertThat(EMBEDDED.named("unknown")).isEmpty();
  }

  @Test
  void thoseThatCanHaveOneEnvironmentFollowEachOtherTheUsualFirst() {
    List<Set<Preparation>> compositions =
        EMBEDDED.all().stream().map(ExperimentPlan::preparations).toList();
    long changes = 0;
    for (int i = 1; i < compositions.size(); i++) {
      changes += compositions.get(i).equals(compositions.get(i - 1)) ? 0 : 1;
    }

    assertThat(compositions).startsWith(Set.<Preparation>of());
    assertThat(changes).isEqualTo(Set.copyOf(compositions).size() - 1);
  }

  @Test
  void hypothesesAreSentences() {
    for (ExperimentPlan plan : EMBEDDED.all()) {
      assertThat(plan.hypothesis()).matches("[A-Z].*\\.");
    }
  }

  @Test
  void schedulesNameFaultsThatThereAre() {
    for (ExperimentPlan plan : EMBEDDED.all()) {
      assertThat(plan.schedule().steps())
          .as(plan.name())
          .isNotEmpty()
          .allMatch(step -> Faults.named(step.fault()).isPresent());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "containers", "k3s"})
  void theLoadGoesOnUntilEverythingMayBeRepairedRecoveredAndSeenToBeSteady(String environment) {
    Experiments all = Experiments.in(environment);
    for (ExperimentPlan plan : all.all()) {
      Duration rest = measured(plan).duration().minus(plan.schedule().end());
      double recovery = plan.limits().recoverySecondsMax() + plan.limits().steadySeconds();
      long repair =
          plan.schedule().steps().stream()
              .mapToLong(step -> Expectations.of(step.fault(), environment).repairSeconds())
              .max()
              .orElseThrow();

      assertThat(repair).as(plan.name()).isPositive();
      assertThat((double) rest.toSeconds())
          .as(plan.name())
          .isGreaterThanOrEqualTo(repair + recovery);
    }
  }

  @Test
  void whatHasToBeStartedAgainMayTakeLongerInACluster() {
    assertThat(Expectations.of("pod-killed", "k3s").repairSeconds())
        .isGreaterThan(Expectations.of("pod-killed", "containers").repairSeconds());
    assertThat(Expectations.of("pod-frozen", "k3s"))
        .isEqualTo(Expectations.of("pod-frozen", "containers"));
    assertThat(Expectations.of("pods-replaced", "k3s").seconds())
        .isGreaterThan(Expectations.of("pods-replaced", "containers").seconds());
  }

  @Test
  void theStormIsAsDenseWhereverItIsMade() {
    double everywhere = perSecond(EMBEDDED.named("update-in-sign-in-storm").orElseThrow());

    for (String environment : List.of("embedded", "k3s")) {
      Experiments there = Experiments.in(environment);
      ExperimentPlan storm = there.named("update-in-sign-in-storm").orElseThrow();
      assertThat(perSecond(storm)).isBetween(0.97 * everywhere, 1.03 * everywhere);
      assertThat(perSecond(there.control(storm))).isBetween(0.97 * everywhere, 1.03 * everywhere);
    }
  }

  /** An exact bound above no failure in n is 1 - 0.05^(1/n). */
  @Test
  void aLoadWithoutAFaultHasEnoughRequestsToShowThatFewFail() {
    for (ExperimentPlan plan : EMBEDDED.all()) {
      ExperimentPlan control = EMBEDDED.control(plan);
      double shown = 100 * (1 - Math.pow(0.05, 1.0 / measured(control).requests()));

      assertThat(shown).as(plan.name()).isLessThan(0.98 * control.limits().failedPercentMax());
    }
  }

  @Test
  void halfOfThePodsFreezeWithinThePeak() {
    ExperimentPlan plan = EMBEDDED.named("half-of-pods-frozen").orElseThrow();
    int[] starts = measured(plan).schedule().orElseThrow().offsetsMillis();
    long begin = plan.schedule().steps().getFirst().offset().toMillis();
    long end = plan.schedule().end().toMillis();

    double during = between(starts, begin, end);
    double before = between(starts, 0, 8_000);
    assertThat(during).isGreaterThan(2 * before);
    assertThat(between(starts, end, end + 5_000)).isGreaterThan(2 * before);
  }

  /** Journeys a second. */
  private static double between(int[] starts, long fromMillis, long toMillis) {
    long count = Arrays.stream(starts).filter(at -> at >= fromMillis && at < toMillis).count();
    return 1000.0 * count / (toMillis - fromMillis);
  }

  /** Each loses every second or third answer that comes while it is in force. */
  @Test
  void theLoadHasSeveralAnswersToCut() {
    Map<String, Kind> cuts =
        Map.of("enrolment", Kind.ENROLMENT, "submission", Kind.QUIZ_SUBMISSION);
    cuts.forEach(
        (what, kind) -> {
          ExperimentPlan plan = EMBEDDED.named(what + "-answer-cut").orElseThrow();
          Phase phase = measured(plan);
          double each =
              (double) phase.planned().getOrDefault(kind, 0) / phase.duration().toSeconds();
          long seconds = plan.schedule().steps().getFirst().duration().toSeconds();

          assertThat(each * seconds / 3).as(what).isGreaterThanOrEqualTo(4);
        });
  }

  @Test
  void oneOfItsOwnGoesOnForAsLongAsItsFaultsNeedAndMayCostWhatTheyMay() {
    Schedule schedule = Schedule.parse("pod-killed@10s+5s,database-gone@30s+20s", NAMES);

    ExperimentPlan plan = EMBEDDED.adHoc(schedule, Experiments.STEADY, 2);

    Expectation gone = Expectations.of("database-gone", "embedded");
    assertThat(measured(plan).duration().toSeconds())
        .isEqualTo(50 + gone.repairSeconds() + 12 + Expectation.STEADY_SECONDS);
    assertThat(plan.limits().failedPercentMax()).isEqualTo(gone.failedPercentMax());
    assertThat(plan.limits().partsMax()).isEqualTo(2);
  }

  /** Else slow answers keep all of them busy, and it is the generator that sends nothing. */
  @Test
  void moreLearnersComeWhereMostOfThemSendAgainWhatWasRefused() {
    for (String outage : List.of("database-gone", "database-disk-full")) {
      ExperimentPlan plan = Experiments.in("containers").named(outage).orElseThrow();

      assertThat(learners(plan)).isGreaterThan(2 * learners(EMBEDDED.control(plan)));
    }
  }

  private static int learners(ExperimentPlan plan) {
    Map<String, String> settings = new HashMap<>(plan.settings());
    settings.put("profile", plan.profile());
    return LoadSettings.of(settings).plan().load().users();
  }

  private static double perSecond(ExperimentPlan plan) {
    Phase measured = measured(plan);
    return (double) measured.requests() / measured.duration().toSeconds();
  }

  private static Phase measured(ExperimentPlan plan) {
    Map<String, String> settings = new HashMap<>(plan.settings());
    settings.put("profile", plan.profile());
    Plan load = LoadSettings.of(settings).plan();
    return load.phases().stream().filter(Phase::measured).findFirst().orElseThrow();
  }
}
