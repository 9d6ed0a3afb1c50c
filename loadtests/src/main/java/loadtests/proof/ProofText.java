package loadtests.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import loadtests.plan.Deployment;
import loadtests.plan.Phase;
import loadtests.plan.Plan;
import loadtests.plan.PlanText;
import loadtests.plan.Shape;
import reports.claims.Claim;

/** The plan of a proof in words, for people who are about to make it. */
public final class ProofText {
  private static final double MILLIS = 1000.0;

  private ProofText() {}

  /** Which runs are made, how long each is, and what it needs. */
  public static List<String> lines(ProofPlan plan) {
    var lines = new ArrayList<String>();
    lines.add(
        "Proof in environment %s: %d runs, one after another:"
            .formatted(plan.environment(), plan.steps().size()));
    Duration all = Duration.ZERO;
    long requests = 0;
    for (ProofStep step : plan.steps()) {
      Plan load = step.settings().plan();
      all = all.plus(load.duration());
      requests += load.phases().stream().mapToLong(Phase::requests).sum();
      lines.add(
          "  %-14s %-10s %6s  %s"
              .formatted(
                  load.profile(),
                  step.settings().environment(),
                  PlanText.clock(load.duration()),
                  needs(step, load)));
      lines.add("    judges " + String.join(", ", step.claims()));
    }
    lines.add(
        "  %-25s %6s  about %,d requests; an environment is started and seeded before each run"
            .formatted("in all", PlanText.clock(all), requests));
    lines.add("Verdicts, one for each claim:");
    plan.claims().forEach(claim -> lines.add(verdict(plan, claim)));
    return lines;
  }

  /** Which runs give a claim its verdict, and what there is to know of it before. */
  private static String verdict(ProofPlan plan, Claim claim) {
    List<ProofStep> steps =
        plan.steps().stream().filter(step -> step.claims().contains(claim.id())).toList();
    if (steps.isEmpty()) {
      return "  %-20s out of scope: %s%s"
          .formatted(claim.id(), claim.command(), claim.built() ? "" : " (not built yet)");
    }
    return "  %-20s by %s%s"
        .formatted(
            claim.id(),
            steps.stream().map(ProofText::run).distinct().collect(Collectors.joining(", ")),
            reservation(claim, steps));
  }

  private static String run(ProofStep step) {
    return step.settings().profile().name();
  }

  /** What the plan already keeps from being proven, as far as it is known without a machine. */
  private static String reservation(Claim claim, List<ProofStep> steps) {
    boolean less =
        steps.stream().map(step -> step.settings().plan()).noneMatch(plan -> carries(claim, plan));
    return less
        ? "; not proven there, for the load is less than "
            + "%,.0f %s: %s"
                .formatted(claim.stated().value(), claim.stated().unit(), claim.command())
        : "";
  }

  /** Whether some phase carries what the claim states; those of claims without a load do. */
  private static boolean carries(Claim claim, Plan plan) {
    return claim.workload().stream()
        .allMatch(
            target ->
                (target.users() == null && target.requestsPerSecond() == null)
                    || plan.phases().stream()
                        .filter(Phase::measured)
                        .noneMatch(phase -> target.matches(phase.name()) && isLess(phase, target)));
  }

  private static boolean isLess(Phase phase, Claim.Target target) {
    Double users = target.users();
    Double rate = target.requestsPerSecond();
    return switch (phase.shape()) {
      case Shape.Closed closed -> users != null && closed.users() < users;
      case Shape.SignIns signIns -> users != null && signIns.users() < users;
      case Shape.Exam exam -> users != null && exam.users() < users;
      case Shape.Open open -> rate != null && open.requestsPerSecond() < rate;
      case Shape.Idle _ -> false;
    };
  }

  private static String needs(ProofStep step, Plan load) {
    Deployment deployment = step.settings().profile().deployment();
    String pods =
        deployment.podsMax() > step.settings().pods()
            ? step.settings().pods() + " to " + deployment.podsMax() + " pods"
            : step.settings().pods() == 1 ? "1 pod" : step.settings().pods() + " pods";
    return String.format(
        Locale.ROOT,
        "%s of %.2f CPU, generator up to %.2f of a core",
        pods,
        deployment.cpuRequestMillis() / MILLIS,
        load.generatorCores());
  }
}
