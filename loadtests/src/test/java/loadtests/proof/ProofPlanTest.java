package loadtests.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import loadtests.settings.ProofSettings;
import loadtests.settings.SettingRefused;
import org.junit.jupiter.api.Test;
import reports.claims.Claim;
import reports.claims.Claims;

class ProofPlanTest {
  private static final Claims CLAIMS =
      Claims.read(
          Path.of(System.getProperty("headroom.root", "..")).resolve("reports/claims.yaml"));

  private static ProofPlan plan(String environment) {
    return ProofPlan.of(ProofSettings.of(Map.of("environment", environment)), CLAIMS);
  }

  private static List<String> commands(ProofPlan plan) {
    return plan.steps().stream().map(ProofStep::command).toList();
  }

  private static List<String> profiles(ProofPlan plan) {
    return plan.steps().stream().map(step -> step.settings().profile().name()).toList();
  }

  @Test
  void everyBuiltClaimIsJudgedWhereverItCanBe() {
    for (String environment : List.of("embedded", "containers", "k3s")) {
      List<String> unjudged = plan(environment).unjudged().stream().map(Claim::id).toList();
      for (Claim claim : CLAIMS.all()) {
        assertThat(unjudged.contains(claim.id()))
            .as(claim.id() + " in " + environment)
            .isEqualTo(
                !claim.built()
                    || !claim.environments().contains(environment)
                    || isOfExperiments(claim)
                    || isATotalWithoutACluster(claim, environment));
      }
    }
  }

  /** What faults do is found out by experiments, which are no runs of a profile alone. */
  private static boolean isOfExperiments(Claim claim) {
    return claim.command().startsWith("./headroom chaos");
  }

  /** The totals of the platform are of several pods, and each of a cluster's is one of many. */
  private static boolean isATotalWithoutACluster(Claim claim, String environment) {
    return List.of("total-users", "total-rate").contains(claim.id()) && !environment.equals("k3s");
  }

  @Test
  void everyPromiseOfThePlatformGetsAVerdictByOneCommand() {
    for (String environment : List.of("k3s", "all")) {
      ProofPlan plan = plan(environment);
      assertThat(plan.claims()).isEqualTo(CLAIMS.all());
      assertThat(plan.unjudged())
          .as(environment)
          .allMatch(claim -> !claim.built() || isOfExperiments(claim));
      String text = String.join("\n", ProofText.lines(plan));
      assertThat(CLAIMS.all())
          .filteredOn(claim -> claim.source().startsWith("platform-v2"))
          .hasSizeGreaterThan(10)
          .allSatisfy(
              claim -> assertThat(text).containsPattern("(?m)^  " + claim.id() + " +(by|out) "));
    }
  }

  @Test
  void theTotalsAreMeasuredAtALoadThatOneMachineTakesAndThePlanSaysThatThisProvesThemNot() {
    assertThat(commands(plan("k3s"))).contains("./headroom run totals --environment k3s");
    assertThat(ProofText.lines(plan("k3s")))
        .contains(
            "  total-users          by totals; not proven there, for the load is less than 20,000"
                + " users: ./headroom run learners --users 20000 --pods 20 --injectors 4"
                + " --environment kubernetes",
            "  pod-users            by pod",
            "  image-size           by image",
            "  image-hardening      by image",
            "  pods-cluster         out of scope: ./headroom run autoscale --environment kubernetes"
                + " (not built yet)");
  }

  @Test
  void noRunIsMadeTwiceInOneEnvironmentNorForNothing() {
    ProofPlan plan = plan("k3s");
    assertThat(plan.steps().stream().map(ProofStep::command)).doesNotHaveDuplicates();
    assertThat(profiles(plan)).doesNotContain("smoke", "soak", "learners");
    assertThat(plan.steps()).allSatisfy(step -> assertThat(step.claims()).isNotEmpty());
  }

  @Test
  void whatAClaimsCommandSetsIsSetWhereTheCommandBelongs() {
    assertThat(commands(plan("k3s")))
        .contains(
            "./headroom run connections --environment k3s",
            "./headroom run connections --environment k3s --more-warm-up 3m --pods 20"
                + " --rate 100")
        .noneMatch(command -> command.contains("--users"));
    assertThat(commands(plan("containers"))).noneMatch(command -> command.contains("--pods"));
  }

  @Test
  void theTotalsOfThePlatformAreRunInAClusterThatExistsByInjectorsThatHaveAnImage() {
    Map<String, String> given =
        Map.of("environment", "kubernetes", "kubeconfig", "k", "namespace", "n", "image", "i:1");
    assertThat(commands(ProofPlan.of(ProofSettings.of(given), CLAIMS)))
        .isNotEmpty()
        .noneMatch(command -> command.contains("injectors"))
        .as("what can be measured all the same")
        .anyMatch(command -> command.contains("run totals"));

    Map<String, String> injecting = new HashMap<>(given);
    injecting.put("generator-image", "g:1");
    assertThat(commands(ProofPlan.of(ProofSettings.of(injecting), CLAIMS)))
        .anyMatch(command -> command.contains("run learners") && command.contains("--users 20000"))
        .anyMatch(command -> command.contains("run rate") && command.contains("--rate 10000"))
        .noneMatch(command -> command.contains("run totals"))
        .allSatisfy(
            command ->
                assertThat(command.contains("generator-image"))
                    .isEqualTo(command.contains("--injectors 4")));
  }

  @Test
  void aPhaseOfAClaimThatItsOwnProfileLacksBringsAnother() {
    assertThat(profiles(plan("embedded"))).as("response time in an exam").contains("exam-start");
  }

  @Test
  void allIsOneEnvironmentAfterTheOther() {
    assertThat(plan("all").steps().stream().map(step -> step.settings().environment()).distinct())
        .containsExactly("embedded", "containers", "k3s");
  }

  @Test
  void theCommandOfAStepMakesItAlone() {
    var settings = ProofSettings.of(Map.of("duration", "5m", "label", "two words"));
    assertThat(ProofPlan.of(settings, CLAIMS).steps().getFirst().command())
        .isEqualTo("./headroom run pod --environment embedded --duration 5m --label 'two words'");
  }

  @Test
  void anEnvironmentThatJudgesNothingIsRefused() {
    var remote = Map.of("environment", "remote", "url", "http://a", "seed-file", "f");
    Claims none = new Claims(CLAIMS.all().stream().filter(claim -> !claim.built()).toList());
    assertThatThrownBy(() -> ProofPlan.of(ProofSettings.of(remote), none))
        .isInstanceOf(SettingRefused.class)
        .hasMessage("no claim can be judged in environment remote");
  }

  @Test
  void thePlanSaysLengthAndNeedOfEachRunAndOfAll() {
    assertThat(ProofText.lines(plan("k3s")))
        .first()
        .asString()
        .contains("in environment k3s: ")
        .contains("one after another");
    assertThat(String.join("\n", ProofText.lines(plan("k3s"))))
        .contains("3 to 20 pods of 0.05 CPU, generator up to 0.02 of a core")
        .contains(
            "judges no-lost-write, availability-month, rolling-update, automatic-rollback",
            "in all",
            "Verdicts, one for each claim:",
            "total-users")
        .contains("(not built yet)");
  }
}
