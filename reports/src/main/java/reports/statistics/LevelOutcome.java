package reports.statistics;

import java.util.OptionalLong;

/**
 * What the confidence bounds of a figure say about a limit that it must not exceed. The upper bound
 * proves, the lower bound refutes, and between them nothing is said.
 */
public sealed interface LevelOutcome {
  /** The figure with its bounds. */
  Estimate estimate();

  /** The limit, in the unit of the figure: milliseconds, or a share of the requests. */
  double limit();

  /** The upper bound is at or below the limit: the level is met, with 95 % confidence. */
  record Meets(Estimate estimate, double limit) implements LevelOutcome {}

  /** The lower bound is above the limit: the level is broken, with 95 % confidence. */
  record Breaks(Estimate estimate, double limit) implements LevelOutcome {}

  /**
   * The limit lies between the bounds.
   *
   * @param missingSamples how many more samples would bring the bound below the limit if the share
   *     of bad ones stayed what it is; empty where that share is itself too high, or where the
   *     spread between seconds, and not the number of samples, is what widens the bounds
   */
  record Straddles(Estimate estimate, double limit, OptionalLong missingSamples)
      implements LevelOutcome {}

  /**
   * There are fewer samples than any such proof needs, however good they are.
   *
   * @param neededSamples the smallest number of samples that can prove the level
   */
  record TooFew(Estimate estimate, double limit, long neededSamples) implements LevelOutcome {
    /** How many samples are missing. */
    public long missingSamples() {
      return neededSamples - estimate.samples();
    }
  }

  /** How many more seconds it takes to collect so many samples, rounded up. */
  static long missingSeconds(long missingSamples, double samplesPerSecond) {
    if (!(samplesPerSecond > 0)) {
      throw new IllegalArgumentException(
          "At %s samples a second they never come.".formatted(samplesPerSecond));
    }
    return (long) Math.ceil(missingSamples / samplesPerSecond);
  }
}
