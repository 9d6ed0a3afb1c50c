package reports.statistics;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * Exact one-sided 95 % bounds of a share, from failures among independent trials.
 *
 * @see "C. J. Clopper and E. S. Pearson, The use of confidence or fiducial limits illustrated in
 *     the case of the binomial, Biometrika 26 (1934)"
 */
public final class ClopperPearson {
  private static final double DOUBT = 1 - Estimate.CONFIDENCE;

  private ClopperPearson() {}

  /** The estimate of the share; 0 to 1. With no trial the bounds are 0 and 1. */
  public static Estimate of(long failures, long trials) {
    if (failures < 0 || failures > trials || trials > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("%d failures in %d trials.".formatted(failures, trials));
    }
    return new Estimate(
        (double) failures / trials,
        lower((int) failures, (int) trials),
        upper((int) failures, (int) trials),
        trials);
  }

  /** The largest share with which at most this many failures are still 5 % likely. */
  static double upper(int failures, int trials) {
    return upper(failures, trials, DOUBT);
  }

  /** The smallest share with which at least this many failures are already 5 % likely. */
  static double lower(int failures, int trials) {
    return lower(failures, trials, DOUBT);
  }

  /** The upper bound that is wrong with probability {@code doubt}. */
  static double upper(int failures, int trials, double doubt) {
    return failures == trials
        ? 1
        : crossing(share -> doubt - atMost(failures, trials, share), (double) failures / trials, 1);
  }

  /** The lower bound that is wrong with probability {@code doubt}. */
  static double lower(int failures, int trials, double doubt) {
    return failures == 0
        ? 0
        : crossing(
            share -> 1 - atMost(failures - 1, trials, share) - doubt,
            0,
            (double) failures / trials);
  }

  private static double atMost(int failures, int trials, double share) {
    return new BinomialDistribution(trials, share).cumulativeProbability(failures);
  }

  /** Where an increasing function crosses zero, to the last bit: by bisection. */
  private static double crossing(DoubleUnaryOperator increasing, double from, double to) {
    double below = from;
    double above = to;
    while (true) {
      double middle = (below + above) / 2;
      if (middle <= below || middle >= above) {
        return middle;
      }
      if (increasing.applyAsDouble(middle) < 0) {
        below = middle;
      } else {
        above = middle;
      }
    }
  }
}
