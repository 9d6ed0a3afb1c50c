package reports.statistics;

import java.util.OptionalLong;

/** Tests service levels on samples: does the bound meet the limit, break it, or straddle it? */
public final class LevelTest {
  private LevelTest() {}

  /**
   * A percentile of the successful requests' response times against a limit in milliseconds.
   *
   * @param share above 0 and below 1; 0.99 for p99
   * @param seed of the bootstrap
   */
  public static LevelOutcome percentile(Samples samples, double share, int limitMillis, long seed) {
    Estimate estimate = Bounds.percentile(samples, share, seed);
    Histogram successes = samples.successes();
    long above = successes.total() - successes.countAtMost(limitMillis);
    return outcome(estimate, limitMillis, 1 - share, above);
  }

  /** The share of failed requests against the largest share allowed, both 0 to 1. */
  public static LevelOutcome errors(Samples samples, double allowed, long seed) {
    return outcome(Bounds.errors(samples, seed), allowed, allowed, samples.failed());
  }

  /** So many bad ones among independent trials against the largest share allowed, 0 to 1. */
  public static LevelOutcome count(long bad, long trials, double allowed) {
    return outcome(ClopperPearson.of(bad, trials), allowed, allowed, bad);
  }

  /** Availability is the same test said the other way: 99.9 % available is 0.1 % failed. */
  private static LevelOutcome outcome(
      Estimate estimate, double limit, double allowedBad, long bad) {
    if (estimate.upper() <= limit) {
      return new LevelOutcome.Meets(estimate, limit);
    }
    if (estimate.lower() > limit) {
      return new LevelOutcome.Breaks(estimate, limit);
    }
    long needed = SampleSizes.forShare(allowedBad);
    if (estimate.samples() < needed) {
      return new LevelOutcome.TooFew(estimate, limit, needed);
    }
    OptionalLong missing = SampleSizes.missing(allowedBad, bad, estimate.samples());
    boolean enough = missing.isPresent() && missing.getAsLong() == 0;
    return new LevelOutcome.Straddles(estimate, limit, enough ? OptionalLong.empty() : missing);
  }
}
