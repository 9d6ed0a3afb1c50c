package reports.statistics;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * The bounds that a verdict rests on: exact ones for independent requests, block-bootstrap ones for
 * requests that are not, and of all of them the wider.
 */
public final class Bounds {
  private Bounds() {}

  /**
   * A percentile of the response times of the requests that succeeded, in milliseconds.
   *
   * @param share above 0 and below 1; 0.99 for p99
   * @param seed of the resamples
   */
  public static Estimate percentile(Samples samples, double share, long seed) {
    List<Histogram> seconds = samples.seconds().stream().map(Samples.Second::successes).toList();
    Estimate exact = OrderStatistics.percentile(Histogram.merged(seconds), share);
    if (exact.samples() == 0) {
      return exact;
    }
    ResampledPercentile resampled = new ResampledPercentile(seconds, share);
    return widened(exact, seconds.size(), seed, resampled::of);
  }

  /**
   * The share of the requests that failed, 0 to 1. With no failure the exact bound stands alone.
   */
  public static Estimate errors(Samples samples, long seed) {
    return share(
        samples.seconds().stream().mapToLong(second -> second.failures().total()).toArray(),
        samples.seconds().stream().mapToLong(Samples.Second::requests).toArray(),
        seed);
  }

  /**
   * The share of bad ones among all, 0 to 1, from how many there were of both in each second. With
   * no bad one the exact bound stands alone.
   */
  public static Estimate share(long[] bad, long[] all, long seed) {
    long found = LongStream.of(bad).sum();
    Estimate exact = ClopperPearson.of(found, LongStream.of(all).sum());
    if (found == 0) {
      return exact;
    }
    WeightedSum requests = sum(all);
    WeightedSum failed = sum(bad);
    return widened(
        exact, all.length, seed, weights -> (double) failed.of(weights) / requests.of(weights));
  }

  private static WeightedSum sum(long[] counts) {
    return new WeightedSum(LongStream.of(counts).mapToInt(Math::toIntExact).toArray());
  }

  private static Estimate widened(
      Estimate exact, int seconds, long seed, ToDoubleFunction<int[]> statistic) {
    Estimate widest = exact;
    for (int blockSeconds : BlockBootstrap.BLOCK_SECONDS) {
      BlockBootstrap bootstrap = new BlockBootstrap(seconds, blockSeconds, seed);
      if (bootstrap.applies()) {
        double[] sorted = bootstrap.distribution(statistic);
        double upper = BlockBootstrap.upper(sorted);
        widest =
            widest.widened(
                BlockBootstrap.lower(sorted),
                Double.isNaN(upper) ? Double.POSITIVE_INFINITY : upper);
      }
    }
    return widest;
  }

  static long weighted(long[] counts, int[] weights) {
    long sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += counts[i] * weights[i];
    }
    return sum;
  }
}
