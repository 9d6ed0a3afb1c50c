package reports.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Resamples whole blocks of seconds, so that a bound also holds where neighbouring requests share
 * their fate: a pause of the server is one event, not a thousand independent ones. Blocks are drawn
 * with replacement from a circle of seconds; the same seed gives the same bounds.
 *
 * @see "D. N. Politis and J. P. Romano, A circular block-resampling procedure for stationary data
 *     (1992)"
 */
public final class BlockBootstrap {
  /** The lengths of blocks, in seconds; the wider bound counts. */
  public static final List<Integer> BLOCK_SECONDS = List.of(1, 5);

  /** How many resamples a bound rests on. */
  public static final int RESAMPLES = 2_000;

  private final int seconds;
  private final int blockSeconds;
  private final long seed;

  BlockBootstrap(int seconds, int blockSeconds, long seed) {
    this.seconds = seconds;
    this.blockSeconds = blockSeconds;
    this.seed = seed;
  }

  /** Whether there are blocks to choose between: with fewer than two nothing can vary. */
  boolean applies() {
    return seconds >= 2 * blockSeconds;
  }

  /**
   * The statistic of each resample, sorted. It is handed how often each second was drawn; NaN,
   * where a resample held no sample, sorts last.
   */
  double[] distribution(ToDoubleFunction<int[]> statistic) {
    double[] results = new double[RESAMPLES];
    replay(RESAMPLES, (resample, weights) -> results[resample] = statistic.applyAsDouble(weights));
    Arrays.sort(results);
    return results;
  }

  /** Takes one resample. */
  interface Taker {
    void take(int resample, int[] weights);
  }

  /** Hands over the weights of so many resamples, in an array that is used again. */
  void replay(int resamples, Taker taker) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] weights = new int[seconds];
    for (int resample = 0; resample < resamples; resample++) {
      Arrays.fill(weights, 0);
      for (int drawn = 0; drawn < seconds; drawn += blockSeconds) {
        int start = random.nextInt(seconds);
        int length = Math.min(blockSeconds, seconds - drawn);
        for (int i = 0; i < length; i++) {
          int second = start + i;
          weights[second < seconds ? second : second - seconds]++;
        }
      }
      taker.take(resample, weights);
    }
  }

  /** The lower one-sided bound of a sorted distribution. */
  static double lower(double[] sorted) {
    return sorted[(int) Math.floor((1 - Estimate.CONFIDENCE) * sorted.length)];
  }

  /** The upper one-sided bound of a sorted distribution. */
  static double upper(double[] sorted) {
    return sorted[(int) Math.ceil(Estimate.CONFIDENCE * sorted.length) - 1];
  }
}
