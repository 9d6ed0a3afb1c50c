package reports.proof;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import reports.run.ProofRuns.Step;

/**
 * A run of a proof.
 *
 * @param step what was asked, and how it ended
 * @param begin when it began, epoch milliseconds; null where its folder does not say
 * @param end when it ended; null where nothing says so
 * @param measured whether it sent a load that could be judged
 */
public record JudgedRun(Step step, @Nullable Long begin, @Nullable Long end, boolean measured) {
  /** What an exit status without a verdict says. */
  private static final Map<Integer, String> ENDS =
      Map.of(
          64, "a setting was refused",
          69, "something was not to be had",
          70, "the harness failed",
          130, "it was interrupted");

  private static final int VERDICTS = 4;

  /** Its id, where it left a folder. */
  public @Nullable String id() {
    return step.run();
  }

  /** How it ended, a clause. */
  public String ended() {
    Integer status = step.status();
    if (status == null) {
      return "it was not made, or not to its end";
    }
    if (status >= 0 && status < VERDICTS) {
      return "it was judged";
    }
    return ENDS.getOrDefault(status, "it failed") + " (status " + status + ")";
  }

  /** Profile and environment in words. */
  public String words() {
    return step.profile() + " in " + step.environment();
  }
}
