package reports.judge;

import java.util.Objects;
import reports.claims.Claim;
import reports.run.EnvironmentFacts;

/**
 * What a measurement on shared cores is worth to a claim about the whole platform: pods that take
 * cores from each other and from the generator show neither what the platform can take nor what it
 * can't.
 */
final class SharedCores {
  private SharedCores() {}

  /** The verdict on a phase, or NOT PROVEN with what was measured, where the claim is so strict. */
  static Verdict weighed(Evidence evidence, Claim claim, Verdict measured) {
    boolean strict = Objects.equals(claim.conditions().provenOnOwnCores(), true);
    if (!strict || measured instanceof Verdict.Invalid) {
      return measured;
    }
    EnvironmentFacts facts = evidence.facts().orElse(null);
    boolean alone = evidence.run().concurrentRuns().isEmpty();
    if (alone && facts != null && Objects.equals(facts.sharedCores(), false)) {
      return measured;
    }
    Integer pods = facts == null ? null : facts.pods();
    return new Verdict.NotProven(
        String.format(
            "Of the whole platform nothing is proven where %s had no cores to themselves, as on one"
                + " machine with database and generator. Measured all the same: %s",
            pods == null ? "pods" : pods == 1 ? "its pod" : "its " + pods + " pods",
            measured.reason()),
        measured.figure());
  }
}
