package reports.statistics;

import java.util.OptionalLong;

/** How many samples a proof with 95 % confidence needs. */
public final class SampleSizes {
  private static final long MOST = 1_000_000_000L;

  private SampleSizes() {}

  /**
   * The smallest number of samples that can prove a percentile, when none is above the limit: 59
   * for p95, 299 for p99.
   */
  public static long forPercentile(double share) {
    return forShare(1 - share);
  }

  /**
   * The smallest number of requests that can prove that at most this share is bad, when none is:
   * 2,995 for 0.1 %.
   */
  public static long forShare(double allowed) {
    requireShare(allowed);
    // (1 - allowed)^n <= 5 %; the rounding guards against a logarithm one bit off a whole number.
    double exact = Math.log(1 - Estimate.CONFIDENCE) / Math.log1p(-allowed);
    return (long) Math.ceil(exact - 1e-9);
  }

  /** The smallest number of requests that proves the share although so many of them were bad. */
  public static long forShare(double allowed, long bad) {
    requireShare(allowed);
    long low = forShare(allowed);
    long high = low;
    while (ClopperPearson.upper((int) bad, (int) high) > allowed) {
      low = high + 1;
      high *= 2;
    }
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (ClopperPearson.upper((int) Math.min(bad, middle), (int) middle) <= allowed) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /**
   * How many more requests would prove that at most {@code allowed} are bad, if the share of bad
   * ones stayed what it is; empty where that share is too high for any number below a billion.
   */
  public static OptionalLong missing(double allowed, long bad, long total) {
    requireShare(allowed);
    double observed = (double) bad / total;
    if (!(observed < allowed)) {
      return OptionalLong.empty();
    }
    long needed = total;
    while (!proves(allowed, observed, needed)) {
      needed *= 2;
      if (needed > MOST) {
        return OptionalLong.empty();
      }
    }
    long low = total;
    long high = needed;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (proves(allowed, observed, middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return OptionalLong.of(low - total);
  }

  private static boolean proves(double allowed, double observed, long total) {
    int bad = (int) Math.ceil(observed * total - 1e-9);
    return ClopperPearson.upper(bad, (int) total) <= allowed;
  }

  private static void requireShare(double allowed) {
    if (!(allowed > 0 && allowed < 1)) {
      throw new IllegalArgumentException("A share is in (0, 1), not %s.".formatted(allowed));
    }
  }
}
