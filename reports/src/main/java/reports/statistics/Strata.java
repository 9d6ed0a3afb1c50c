package reports.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Bounds of a share whose seconds are of several sorts known beforehand, such as those in which
 * something was broken on purpose and the others. That there were so many of each sort is the plan
 * and no chance, so that only the seconds of one sort stand for each other.
 */
public final class Strata {
  private Strata() {}

  /**
   * The share of bad ones among all, 0 to 1: the strata's own bounds, put together by their weights
   * (MOVER). With no bad one the exact bound of all together stands alone.
   *
   * @param bad in each second
   * @param all in each second
   * @param stratum of each second, from 0
   * @param seed of the bootstrap
   */
  public static Estimate share(long[] bad, long[] all, int[] stratum, long seed) {
    long total = LongStream.of(all).sum();
    Estimate pooled = ClopperPearson.of(LongStream.of(bad).sum(), total);
    if (!(pooled.value() > 0)) {
      return pooled;
    }
    double below = 0;
    double above = 0;
    for (int each : Arrays.stream(stratum).distinct().toArray()) {
      long[] trials = of(all, stratum, each);
      double weight = (double) LongStream.of(trials).sum() / total;
      if (weight > 0) {
        Estimate own = Bounds.share(of(bad, stratum, each), trials, seed);
        below = Math.hypot(below, weight * (own.value() - own.lower()));
        above = Math.hypot(above, weight * (own.upper() - own.value()));
      }
    }
    return new Estimate(
        pooled.value(),
        Math.max(0, pooled.value() - below),
        Math.min(1, pooled.value() + above),
        total);
  }

  private static long[] of(long[] counts, int[] stratum, int which) {
    return IntStream.range(0, counts.length)
        .filter(i -> stratum[i] == which)
        .mapToLong(i -> counts[i])
        .toArray();
  }
}
