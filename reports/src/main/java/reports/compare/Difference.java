package reports.compare;

import reports.statistics.Interval;

/**
 * One figure of two runs.
 *
 * @param phase where it was measured
 * @param kind of request, or {@link Comparison#ALL}
 * @param metric what is compared; it has the unit
 * @param before the figure of A; NaN where there is no sample
 * @param after the figure of B
 * @param interval where B less A lies; those of all figures hold together with 95 % confidence;
 *     without ends where the samples are too few for one
 * @param smallestThatMatters differences up to here do not matter, in the metric's unit
 * @param outcome what follows
 * @param counted whether it has a part of the 5 % of doubt; figures of rare kinds have none
 */
public record Difference(
    String phase,
    String kind,
    Metric metric,
    double before,
    double after,
    Interval interval,
    double smallestThatMatters,
    Outcome outcome,
    boolean counted) {
  /** B less A. */
  public double value() {
    return after - before;
  }
}
