package loadtests.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import loadtests.plan.Deployment;
import loadtests.plan.Phase;
import loadtests.plan.Plan;
import loadtests.plan.PlanText;
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
    if (!plan.unjudged().isEmpty()) {
      lines.add("Judged by none of them:");
      plan.unjudged().forEach(claim -> lines.add(unjudged(claim)));
    }
    return lines;
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

  private static String unjudged(Claim claim) {
    return "  %-20s %s%s"
        .formatted(claim.id(), claim.command(), claim.built() ? "" : " (not built yet)");
  }
}
