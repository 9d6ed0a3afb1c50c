package loadtests.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import loadtests.plan.Kind;
import loadtests.plan.Load;
import loadtests.plan.Phase;
import loadtests.plan.Plan;
import loadtests.plan.Profile;
import loadtests.plan.Shape;
import org.junit.jupiter.api.Test;

class ProfilesTest {
  private static final List<Kind> COMMON =
      List.of(
          Kind.VIDEO_POSITION,
          Kind.LESSON_COMPLETION,
          Kind.LESSON_PAGE,
          Kind.NOTIFICATIONS,
          Kind.QUIZ_ANSWER,
          Kind.CATALOGUE);

  @Test
  void haveNamesOfTheirOwnAndClaims() {
    assertThat(Profiles.ALL)
        .extracting(Profile::name)
        .containsExactly(
            "pod",
            "learners",
            "rate",
            "exam-start",
            "sign-in-storm",
            "breakpoint",
            "soak",
            "rolling-update",
            "autoscale",
            "connections",
            "totals",
            "image",
            "steady",
            "exam-steady",
            "storm-steady",
            "peak-steady",
            "smoke");
    assertThat(Profiles.ALL).allSatisfy(profile -> assertThat(profile.claims()).isNotEmpty());
  }

  @Test
  void areFoundByName() {
    assertThat(Profiles.named("smoke").orElseThrow().name()).isEqualTo("smoke");
    assertThat(Profiles.named("smok")).isEmpty();
  }

  @Test
  void theDefaultTakesAboutSevenMinutes() {
    assertThat(plan("pod").duration()).isBetween(Duration.ofMinutes(6), Duration.ofMinutes(8));
  }

  @Test
  void theDefaultHashesFiveTimesASecondWhichIsAThirdOfACore() {
    assertThat(plan("pod").hashingCores()).isEqualTo(5 * 0.069, within(1e-9));
  }

  @Test
  void theDefaultHoldsTheStatedLoadInItsMeasuredPhases() {
    Plan plan = plan("pod");
    Phase learners = plan.phase("learners");
    Phase rate = plan.phase("rate");

    assertThat(plan.phases().stream().filter(Phase::measured)).containsExactly(learners, rate);
    assertThat(learners.shape()).isEqualTo(new Shape.Closed(1_000, Duration.ofMillis(11_250)));
    assertThat(learners.duration()).isEqualTo(Duration.ofMinutes(2));
    assertThat(rate.shape()).isEqualTo(new Shape.Open(500));
    assertThat(rate.requests()).isEqualTo(30_000);
    assertThat(rate.schedule().orElseThrow().journeys()).isEqualTo(3_000);
    assertThat(plan.phase("sign-in ramp").planned()).containsEntry(Kind.SIGN_IN, 1_000);
  }

  @Test
  void theDefaultPlansEnoughOfEachCommonKindToJudgeIt() {
    Plan plan = plan("pod");
    for (String phase : List.of("learners", "rate")) {
      for (Kind kind : COMMON) {
        assertThat(Objects.requireNonNull(plan.phase(phase).planned().get(kind)))
            .as("%s in %s", kind.title(), phase)
            .isGreaterThanOrEqualTo(500);
      }
    }
  }

  @Test
  void theSmokeRunMeasuresThirtySecondsAtHundredAndTwentyRequests() {
    Plan plan = plan("smoke");

    assertThat(plan.phase("rate").requests()).isEqualTo(3_600);
    assertThat(plan.phase("rate").duration()).isEqualTo(Duration.ofSeconds(30));
    assertThat(plan.duration()).isLessThan(Duration.ofSeconds(60));
    assertThat(Profiles.named("smoke").orElseThrow().claims())
        .containsExactlyInAnyOrder("errors", "no-lost-write");
  }

  @Test
  void whatIsToBeBrokenUnderIsShortSmallAndSendsWritesAgain() {
    Map<String, Integer> measured =
        Map.of("steady", 26, "exam-steady", 46, "storm-steady", 55, "peak-steady", 40);
    for (String name : measured.keySet()) {
      Profile profile = Profiles.named(name).orElseThrow();
      Plan plan = plan(name);

      assertThat(plan.phases().stream().filter(Phase::measured))
          .as(name)
          .singleElement()
          .extracting(Phase::duration)
          .isEqualTo(Duration.ofSeconds(Objects.requireNonNull(measured.get(name))));
      assertThat(plan.duration()).as(name).isLessThan(Duration.ofSeconds(75));
      assertThat(profile.retries()).isEqualTo(4);
      assertThat(profile.deployment().pods()).isEqualTo(2);
      assertThat(profile.dataSize()).isNotEqualTo("large");
    }
    assertThat(Profiles.ALL.stream().filter(profile -> profile.retries() > 0))
        .hasSize(measured.size());
  }

  @Test
  void whatHasJustStartedCanBeWarmedUpForLonger() {
    for (Profile profile : Profiles.ALL) {
      Load load = profile.defaults();
      Plan usual = profile.plan(load);
      Plan longer = profile.plan(load.withMoreWarmUp(Duration.ofSeconds(12)));
      boolean warmsUp = usual.phases().stream().anyMatch(ProfilesTest::isWarmUp);

      assertThat(longer.duration())
          .as(profile.name())
          .isEqualTo(usual.duration().plusSeconds(warmsUp ? 12 : 0));
      assertThat(measured(longer)).as(profile.name()).isEqualTo(measured(usual));
    }
  }

  private static boolean isWarmUp(Phase phase) {
    return phase.name().endsWith("warm-up");
  }

  private static List<Duration> measured(Plan plan) {
    return plan.phases().stream().filter(Phase::measured).map(Phase::duration).toList();
  }

  @Test
  void whatIsToBeBrokenUnderHasDataForManyRunsOfOtherLearners() {
    for (String name : List.of("steady", "exam-steady", "storm-steady", "peak-steady")) {
      assertThat(Profiles.named(name).orElseThrow().dataSize()).as(name).isEqualTo("medium");
    }
  }

  /** An exact bound above no failure in n is 1 - 0.05^(1/n): 300 are needed for one percent. */
  @Test
  void theSteadyStormIsLongEnoughToRuleOutOnePercentOfFailures() {
    int signIns = plan("storm-steady").phase("sign-in storm").requests();

    assertThat(1 - Math.pow(0.05, 1.0 / signIns)).isLessThan(0.009);
  }

  /** Of 10 s, so that even every third meets several. */
  @Test
  void theSteadyRateHasEnrolmentsAndSubmissionsInEachSecond() {
    Phase steady = plan("steady").phase("steady");

    for (Kind kind : List.of(Kind.ENROLMENT, Kind.QUIZ_SUBMISSION)) {
      assertThat(Objects.requireNonNull(steady.planned().get(kind)))
          .as(kind.title())
          .isGreaterThanOrEqualTo((int) steady.duration().toSeconds());
    }
  }

  @Test
  void theSteadyPeakIsTwoAndAHalfTimesWhatIsAroundIt() {
    Phase peak = plan("peak-steady").phase("peak");
    int[] perSecond = new int[40];
    Arrays.stream(peak.schedule().orElseThrow().offsetsMillis())
        .forEach(at -> perSecond[at / 1000] += 5);

    assertThat(mean(perSecond, 0, 8)).isCloseTo(30, within(0.5));
    assertThat(mean(perSecond, 8, 28)).isCloseTo(75, within(7.0));
    assertThat(mean(perSecond, 28, 40)).isCloseTo(30, within(5.0));
    assertThat(peak.requests()).isEqualTo(5 * peak.schedule().orElseThrow().journeys());
    assertThat(((Shape.Open) peak.shape()).requestsPerSecond())
        .isEqualTo(peak.requests() / 40.0, within(1e-9));
  }

  private static double mean(int[] perSecond, int from, int to) {
    return Arrays.stream(perSecond, from, to).average().orElseThrow();
  }

  @Test
  void noProfileHasMoreLearnersThanItsData() {
    var learners = Map.of("small", 100, "medium", 2_000, "large", 20_000);
    for (Profile profile : Profiles.ALL) {
      assertThat(profile.defaults().users())
          .as(profile.name())
          .isLessThanOrEqualTo(Objects.requireNonNull(learners.get(profile.dataSize())));
    }
  }

  @Test
  void theSteadyRateHasAFewWritesInTen() {
    Phase steady = plan("steady").phase("steady");
    int writes =
        steady.planned().entrySet().stream()
            .filter(each -> each.getKey().writes())
            .mapToInt(each -> each.getValue())
            .sum();

    assertThat(steady.requests()).isEqualTo(1_560);
    assertThat(writes).isBetween(460, 476);
  }

  @Test
  void inTheSteadyExamEverybodySavesEveryThreeSecondsAsLongAsTheHerdLeaves() {
    Phase exam = plan("exam-steady").phase("exam");

    assertThat(exam.shape())
        .isEqualTo(new Shape.Exam(60, Duration.ofSeconds(10), Duration.ofSeconds(3)));
    assertThat(exam.planned()).containsEntry(Kind.QUIZ_ANSWER, 60 * 12);
    assertThat(plan("exam-start").phase("exam").planned())
        .as("as ever: four a learner")
        .containsEntry(Kind.QUIZ_ANSWER, 500 * 4);
  }

  @Test
  void anExamThatIsShorterThanItsHerdSavesNothing() {
    Profile profile = Profiles.named("exam-steady").orElseThrow();
    Load load = profile.defaults().withUsersFor(Duration.ofSeconds(5));

    assertThat(profile.plan(load).phase("exam").planned()).containsEntry(Kind.QUIZ_ANSWER, 0);
  }

  @Test
  void theBreakpointRunStepsUpThroughTheStatedLoad() {
    List<Phase> steps = plan("breakpoint").phases().stream().filter(Phase::measured).toList();

    assertThat(steps).extracting(Phase::name).startsWith("step 1", "step 2", "step 3");
    assertThat(steps).extracting(Phase::duration).containsOnly(Duration.ofSeconds(30));
    assertThat(steps)
        .extracting(phase -> ((Shape.Open) phase.shape()).requestsPerSecond())
        .isSorted()
        .contains(500.0);
  }

  @Test
  void everyPhaseBeginsWhereTheLastOneEndsAndIsNamedOnce() {
    for (Profile profile : Profiles.ALL) {
      Plan plan = profile.plan(profile.defaults());
      var names = new HashSet<String>();
      Duration end = Duration.ZERO;
      for (Phase phase : plan.phases()) {
        assertThat(phase.offset()).as(profile.name()).isEqualTo(end);
        assertThat(names.add(phase.name())).as(phase.name()).isTrue();
        end = phase.end();
      }
    }
  }

  @Test
  void theSameSeedPlansTheSameInstants() {
    for (Profile profile : Profiles.ALL) {
      Load load = profile.defaults().withSeed(5);
      assertThat(instants(profile.plan(load))).isEqualTo(instants(profile.plan(load)));
      if (!profile.name().equals("learners")) {
        assertThat(instants(profile.plan(load)))
            .isNotEqualTo(instants(profile.plan(load.withSeed(6))));
      }
    }
  }

  @Test
  void aLoadThatMakesNoSenseIsRefusedByName() {
    assertThatThrownBy(() -> Load.ONE_POD.withUsers(0))
        .hasMessage("users must be 1 to 100000, not 0");
    assertThatThrownBy(() -> Load.ONE_POD.withRate(-3, Duration.ofSeconds(60)))
        .hasMessageContaining("rate must be above 0");
    assertThatThrownBy(() -> Load.ONE_POD.withUsersFor(Duration.ofMillis(3)))
        .hasMessageContaining("must last 1s to 24h");
  }

  private static List<List<Integer>> instants(Plan plan) {
    return plan.phases().stream()
        .flatMap(phase -> phase.schedule().stream())
        .map(schedule -> Arrays.stream(schedule.offsetsMillis()).boxed().toList())
        .toList();
  }

  private static Plan plan(String name) {
    Profile profile = Profiles.named(name).orElseThrow();
    return profile.plan(profile.defaults());
  }
}
