package reports.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import reports.judge.Judgement.ClaimJudgement;
import reports.judge.Judgement.NextStep;

/** What to do next, by what the verdicts say. */
final class NextSteps {
  /** Stands for the profile where something else than the platform was measured. */
  private static final String CALIBRATION = "calibration";

  private NextSteps() {}

  static List<NextStep> of(Evidence evidence, List<ClaimJudgement> claims) {
    List<NextStep> steps = new ArrayList<>();
    List<ClaimJudgement> judged = claims.stream().filter(ClaimJudgement::ofTheProfile).toList();
    boolean calibration = evidence.run().profile().equals(CALIBRATION);
    ExperimentEvidence experiment = evidence.experiment();
    boolean onlyLoad = !calibration && experiment == null;
    String again =
        experiment != null
            ? experiment.experiment().command()
            : calibration ? "./headroom calibrate" : "./headroom run " + evidence.run().profile();
    if (judged.stream().anyMatch(claim -> claim.verdict() instanceof Verdict.Invalid)) {
      steps.add(
          new NextStep(
              "The measurement is broken: see what else runs on this machine, then measure again.",
              "./headroom doctor"));
      steps.add(new NextStep("Measure again on a quiet machine.", again));
    }
    OptionalLong missing =
        judged.stream()
            .map(ClaimJudgement::verdict)
            .flatMap(
                verdict ->
                    verdict instanceof Verdict.NotProven open
                        ? open.missingSeconds().stream().boxed()
                        : Stream.<Long>empty())
            .mapToLong(Long::longValue)
            .max();
    if (missing.isPresent()) {
      steps.add(
          new NextStep(
              "Measure longer: about "
                  + Words.number(missing.getAsLong())
                  + " s"
                  + " are missing to decide what is not proven.",
              again));
    }
    boolean refuted = judged.stream().anyMatch(claim -> claim.verdict() instanceof Verdict.Refuted);
    if (refuted && experiment != null) {
      steps.add(
          new NextStep("Do the same again, to see whether it comes out so every time.", again));
    }
    if (refuted && onlyLoad) {
      steps.add(
          new NextStep(
              "Find the load that the platform does take, and what ends it.",
              "./headroom run breakpoint"));
    }
    boolean allVerified =
        !judged.isEmpty()
            && judged.stream().allMatch(claim -> claim.verdict() instanceof Verdict.Verified);
    if (allVerified && onlyLoad && !evidence.run().profile().equals("breakpoint")) {
      steps.add(
          new NextStep(
              "All that this run was made to judge is verified: find out how much more it takes.",
              "./headroom run breakpoint"));
    }
    steps.add(
        new NextStep(
            "Compute this report again from the raw evidence.",
            "./headroom report " + evidence.run().id()));
    return steps;
  }
}
