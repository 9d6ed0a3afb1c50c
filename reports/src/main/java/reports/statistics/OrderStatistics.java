package reports.statistics;

import java.util.OptionalLong;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * One-sided 95 % bounds of a percentile that are themselves samples: the ranks follow from the
 * binomial distribution alone, whatever the distribution of the samples.
 *
 * @see "H. A. David and H. N. Nagaraja, Order Statistics, third edition, section 7.1"
 */
public final class OrderStatistics {
  private OrderStatistics() {}

  /** The percentile of these samples with its bounds, in milliseconds. */
  public static Estimate percentile(Histogram samples, double share) {
    long total = samples.total();
    if (total == 0) {
      return new Estimate(Double.NaN, 0, Double.POSITIVE_INFINITY, 0);
    }
    OptionalLong lower = lowerRank(total, share);
    OptionalLong upper = upperRank(total, share);
    return new Estimate(
        samples.percentile(share),
        lower.isPresent() ? samples.valueOfRank(lower.getAsLong()) : 0,
        upper.isPresent() ? samples.valueOfRank(upper.getAsLong()) : Double.POSITIVE_INFINITY,
        total);
  }

  /** The smallest rank that is an upper bound; empty where the samples are too few. */
  static OptionalLong upperRank(long total, double share) {
    return upperRank(total, share, 1 - Estimate.CONFIDENCE);
  }

  /** The largest rank that is a lower bound; empty where the samples are too few. */
  static OptionalLong lowerRank(long total, double share) {
    return lowerRank(total, share, 1 - Estimate.CONFIDENCE);
  }

  /** The rank of the upper bound that is wrong with probability {@code doubt}. */
  static OptionalLong upperRank(long total, double share, double doubt) {
    BinomialDistribution below = new BinomialDistribution(Math.toIntExact(total), share);
    int rank = firstReaching(below, (int) total, 1 - doubt) + 1;
    return rank <= total ? OptionalLong.of(rank) : OptionalLong.empty();
  }

  /** The rank of the lower bound that is wrong with probability {@code doubt}. */
  static OptionalLong lowerRank(long total, double share, double doubt) {
    BinomialDistribution below = new BinomialDistribution(Math.toIntExact(total), share);
    // P(B >= rank) >= 95 % is P(B <= rank - 1) <= 5 %.
    int rank = firstExceeding(below, (int) total, doubt);
    return rank >= 1 ? OptionalLong.of(rank) : OptionalLong.empty();
  }

  /** The smallest k with P(B <= k) >= probability. */
  private static int firstReaching(BinomialDistribution binomial, int trials, double probability) {
    int low = 0;
    int high = trials;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (binomial.cumulativeProbability(middle) >= probability) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The smallest k with P(B <= k) > probability. */
  private static int firstExceeding(BinomialDistribution binomial, int trials, double probability) {
    int low = 0;
    int high = trials;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (binomial.cumulativeProbability(middle) > probability) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
