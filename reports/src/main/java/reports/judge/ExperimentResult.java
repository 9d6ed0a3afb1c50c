package reports.judge;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reports.run.Experiment;
import reports.statistics.Estimate;

/**
 * What came of an experiment. Immutable.
 *
 * @param experiment what was done and looked at
 * @param baseline the run whose noise is not charged to the faults; null where there is none
 * @param proofs the five, in the order of {@link Question}
 * @param availability how much was answered; null where nothing was sent
 * @param lastGood epoch milliseconds of the last second in the band before the first fault; null
 *     where there was none or the band is not known
 * @param firstGood epoch milliseconds of the second from which it stayed in the band after the last
 *     undoing; null where there was none or the band is not known
 * @param recoverySeconds from the last undoing to {@code firstGood}; NaN where there is none
 * @param seconds of the measured phase
 */
public record ExperimentResult(
    Experiment experiment,
    @Nullable String baseline,
    List<Proof> proofs,
    @Nullable Availability availability,
    @Nullable Long lastGood,
    @Nullable Long firstGood,
    double recoverySeconds,
    List<Point> seconds) {
  /** Copies its lists. */
  public ExperimentResult {
    proofs = List.copyOf(proofs);
    seconds = List.copyOf(seconds);
  }

  /** What each of the five proofs answers. */
  public enum Question {
    /** Was it broken at all? */
    FIRED("fired", "The fault fired"),
    /** Did no more requests fail than it may cost? */
    LEVELS("levels", "Service levels"),
    /** Is every acknowledged write there, and every invariant true? */
    DATA("data", "Data"),
    /** Was the service as before, soon enough? */
    RECOVERY("recovery", "Recovery"),
    /** Is nothing left behind? */
    RESIDUE("residue", "Residue");

    private final String id;
    private final String title;

    Question(String id, String title) {
      this.id = id;
      this.title = title;
    }

    /** Its name in files. */
    public String id() {
      return id;
    }

    /** Its name for people. */
    public String title() {
      return title;
    }
  }

  /** One of the five. */
  public record Proof(Question question, Verdict verdict) {}

  /**
   * How much of the measured phase was answered, with one-sided 95 % bounds, in percent.
   *
   * @param failedPercent requests that failed
   * @param excessPercent those beyond the baseline's share, which may be less than none
   * @param chargedPercent those beyond the baseline's noise, which alone are charged to the faults
   * @param budgetSpent how often they spend the error budget of 99.9 %
   * @param badSecondsPercent of the seconds in which a request was sent, those in which more than 1
   *     % of the requests sent failed
   */
  public record Availability(
      Estimate failedPercent,
      Estimate excessPercent,
      double chargedPercent,
      double budgetSpent,
      Estimate badSecondsPercent) {}

  /**
   * One second, by what ended in it; NaN where it is not known.
   *
   * @param t epoch milliseconds
   * @param ok requests with success
   * @param failed those without
   * @param unknown writes that were given up without knowing what became of them
   * @param p50 of the response times of those with success, in milliseconds
   * @param p99 likewise
   * @param okLeast the band's lower edge
   * @param failedMost the band's upper edge
   * @param p99Most the band's upper edge, in milliseconds
   */
  public record Point(
      long t,
      long ok,
      long failed,
      long unknown,
      double p50,
      double p99,
      double okLeast,
      double failedMost,
      double p99Most) {}
}
