package reports.proof;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reports.claims.Claim;
import reports.judge.Verdict;

/**
 * A claim and what all runs together say of it.
 *
 * @param verdict of the run that says most
 * @param by that run; null where no run was made to judge the claim
 * @param others what the other runs say, in the order in which they were made
 */
public record ClaimProof(
    Claim claim, Verdict verdict, @Nullable JudgedRun by, List<Finding> others) {
  /** What a proof is asked for that makes its runs in every environment there is. */
  private static final String EVERYWHERE = "all";

  /** Copies its list. */
  public ClaimProof {
    others = List.copyOf(others);
  }

  /**
   * The verdict of the run that says most: REFUTED before VERIFIED before EXTRAPOLATED before NOT
   * PROVEN before INVALID before a run that measured nothing before OUT OF SCOPE; the newest of
   * equals.
   *
   * @param findings in the order in which the runs were made
   * @param environment that was asked for
   */
  static ClaimProof of(Claim claim, List<Finding> findings, String environment) {
    // The first of equals, of those in reverse order, is the newest.
    return findings.reversed().stream()
        .min(Comparator.comparingInt(Finding::rank))
        .map(most -> by(claim, most, findings))
        .orElseGet(() -> new ClaimProof(claim, unjudged(claim, environment), null, List.of()));
  }

  private static ClaimProof by(Claim claim, Finding most, List<Finding> findings) {
    List<Finding> others = findings.stream().filter(each -> !each.equals(most)).toList();
    return new ClaimProof(claim, most.verdict(), most.run(), others);
  }

  private static Verdict unjudged(Claim claim, String environment) {
    String reason;
    if (!claim.built()) {
      reason = "Nothing can judge it yet.";
    } else if (environment.equals(EVERYWHERE) || claim.environments().contains(environment)) {
      reason = "No run of this proof was made to judge it.";
    } else {
      reason = "It is judged in " + String.join(", ", claim.environments()) + ".";
    }
    return new Verdict.OutOfScope(reason, claim.command());
  }

  /** Whether a run measured something for it. */
  public boolean measured() {
    return by != null && by.measured();
  }
}
