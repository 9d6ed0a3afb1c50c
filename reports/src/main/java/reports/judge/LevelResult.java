package reports.judge;

import java.util.OptionalLong;
import reports.statistics.Estimate;

/**
 * One service level held against one phase.
 *
 * @param phase the phase
 * @param kind the kind of request, or {@link #ALL}
 * @param metric such as "p99" or "errors"
 * @param estimate the figure with its bounds, in the unit of the limit
 * @param limit the largest value allowed
 * @param unit "ms" or "%"
 * @param outcome what the bounds say
 * @param missingSeconds how much longer the phase would have to be, where more of the same helps
 */
public record LevelResult(
    String phase,
    String kind,
    String metric,
    Estimate estimate,
    double limit,
    String unit,
    Outcome outcome,
    OptionalLong missingSeconds) {
  /** The name that stands for all kinds together. */
  public static final String ALL = "all requests";

  /** What the bounds of a figure say about its limit. */
  public enum Outcome {
    /** The upper bound is within the limit. */
    MEETS,
    /** The lower bound is beyond it. */
    BREAKS,
    /** The limit lies between the bounds. */
    STRADDLES,
    /** No number of good samples of this size could prove it. */
    TOO_FEW
  }

  /** The figure with the bound that decides: the upper one, or the lower one where it breaks. */
  Verdict.Figure figure() {
    return new Verdict.Figure(
        metric + " of " + kind + " in " + phase,
        estimate.value(),
        outcome == Outcome.BREAKS ? estimate.lower() : estimate.upper(),
        limit,
        unit);
  }

  /** How near to its limit, or how far beyond it, the deciding bound is. */
  double strain() {
    return figure().bound() / limit;
  }
}
