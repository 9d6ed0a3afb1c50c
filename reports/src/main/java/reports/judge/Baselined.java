package reports.judge;

import java.util.Optional;
import reports.experiment.Band;
import reports.run.Baseline;
import reports.run.Phase;

/** Whether an experiment can be compared with its baseline. */
final class Baselined {
  /** What the command is called that makes one. */
  private static final String COMMAND = "`./headroom chaos run no-fault`";

  /** A baseline that fails more often shows no service to compare with. */
  private static final double FAILED_SHARE_MOST = 0.01;

  /** How far the baseline's requests a second may be from the plan of the experiment. */
  private static final double APART_MOST = 0.2;

  private Baselined() {}

  /** Why it can't, a sentence; empty where it can, or where there is nothing to compare. */
  static Optional<String> refusal(ExperimentEvidence experiment, Phase phase) {
    Baseline baseline = experiment.baseline();
    if (baseline == null) {
      return experiment.faults().isEmpty()
          ? Optional.empty()
          : Optional.of("There is no baseline to compare it with: " + COMMAND + " makes one.");
    }
    int seconds = baseline.seconds().size();
    if (seconds < Band.SECONDS_LEAST) {
      return Optional.of(
          "The baseline has %s seconds, and %s are needed: %s makes another."
              .formatted(Words.number(seconds), Words.number(Band.SECONDS_LEAST), COMMAND));
    }
    long failed = baseline.seconds().stream().mapToLong(Baseline.Second::failed).sum();
    long all = failed + baseline.seconds().stream().mapToLong(Baseline.Second::ok).sum();
    if (failed > FAILED_SHARE_MOST * all) {
      return Optional.of(
          "The baseline fails without a fault: %s of its %s requests."
              .formatted(Words.number(failed), Words.number(all)));
    }
    double rate = (double) all / seconds;
    double planned = phase.plannedRequests() / phase.seconds();
    // People who are turned away ask again, so that such a load may be more than its plan.
    boolean mayBeMore = phase.requestsPerSecond() == null && phase.thinkMeanSeconds() == null;
    boolean less = rate < (1 - APART_MOST) * planned;
    boolean more = rate > (1 + APART_MOST) * planned && planned > 0 && !mayBeMore;
    return less || more
        ? Optional.of(
            "The baseline is of another load, %s requests a second where %s are planned."
                .formatted(Words.number(rate), Words.number(planned)))
        : Optional.empty();
  }
}
