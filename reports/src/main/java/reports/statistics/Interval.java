package reports.statistics;

/**
 * A two-sided confidence interval; infinite ends where the samples are too few for one.
 *
 * @param lower the lower end
 * @param upper the upper end, not below the lower
 */
public record Interval(double lower, double upper) {
  /** Whether both ends are known. */
  public boolean finite() {
    return Double.isFinite(lower) && Double.isFinite(upper);
  }
}
