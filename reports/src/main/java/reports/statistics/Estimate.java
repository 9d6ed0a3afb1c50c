package reports.statistics;

/**
 * A measured figure with its one-sided 95 % confidence bounds: the truth is below {@code upper}
 * with at least 95 % confidence, and above {@code lower} with at least 95 %.
 *
 * @param value the figure as measured; NaN where there is no sample
 * @param lower the lower bound; 0 where the samples are too few for one
 * @param upper the upper bound; infinite where the samples are too few for one
 * @param samples how many samples it rests on
 */
public record Estimate(double value, double lower, double upper, long samples) {
  /** The confidence of each bound. */
  public static final double CONFIDENCE = 0.95;

  /** This estimate with the wider of both bounds on either side. */
  Estimate widened(double otherLower, double otherUpper) {
    return new Estimate(value, Math.min(lower, otherLower), Math.max(upper, otherUpper), samples);
  }
}
