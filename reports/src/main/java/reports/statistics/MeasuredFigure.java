package reports.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * A figure of one run with the interval that the truth lies in at any confidence: that of
 * independent requests, or that of the block bootstrap (the standard error of the resamples times a
 * t quantile), whichever end is farther. Blocks are 1 s long, and 5 s or a 24th of a long phase:
 * requests of one second share their fate, and so may whole stretches. Overlapping blocks tell as
 * much of their variance as half as many more that do not overlap. Immutable.
 *
 * @see "H. R. Künsch, The jackknife and the bootstrap for general stationary observations, Annals
 *     of Statistics 17 (1989)"
 * @see "G. Y. Zou and A. Donner, Construction of confidence limits about effect measures: a general
 *     approach, Statistics in Medicine 27 (2008)"
 */
public final class MeasuredFigure {
  /** A standard error needs fewer resamples than a bound in a tail. */
  private static final int RESAMPLES = 500;

  /** With fewer there is no telling how much they vary. */
  private static final int BLOCKS_LEAST = 6;

  private static final int BLOCK_SECONDS = 5;
  private static final int BLOCKS_OF_LONG_PHASES = 24;

  private static final Interval UNKNOWN =
      new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  private final double value;
  private final long samples;
  private final DoubleFunction<Interval> independent;
  private final List<Spread> spreads;

  /** The standard error that blocks of one length give. */
  private record Spread(double standardError, int blocks) {}

  private MeasuredFigure(
      double value, long samples, DoubleFunction<Interval> independent, List<Spread> spreads) {
    this.value = value;
    this.samples = samples;
    this.independent = independent;
    this.spreads = List.copyOf(spreads);
  }

  /** A percentile of the response times of successful requests, in milliseconds. */
  public static MeasuredFigure percentile(Samples samples, double share, long seed) {
    List<Histogram> seconds = samples.seconds().stream().map(Samples.Second::successes).toList();
    Histogram all = Histogram.merged(seconds);
    if (all.total() == 0) {
      return nothing();
    }
    ResampledPercentile resampled = new ResampledPercentile(seconds, share);
    return new MeasuredFigure(
        all.percentile(share),
        all.total(),
        doubt -> ranks(all, share, doubt),
        spreads(seconds.size(), seed, resampled::of));
  }

  private static Interval ranks(Histogram all, double share, double doubt) {
    OptionalLong lower = OrderStatistics.lowerRank(all.total(), share, doubt / 2);
    OptionalLong upper = OrderStatistics.upperRank(all.total(), share, doubt / 2);
    return new Interval(
        lower.isPresent() ? all.valueOfRank(lower.getAsLong()) : 0,
        upper.isPresent() ? all.valueOfRank(upper.getAsLong()) : Double.POSITIVE_INFINITY);
  }

  /** The share of the requests that failed, 0 to 1. */
  public static MeasuredFigure errors(Samples samples, long seed) {
    long requests = samples.requests();
    long failed = samples.failed();
    if (requests == 0) {
      return nothing();
    }
    long[] each = samples.seconds().stream().mapToLong(Samples.Second::requests).toArray();
    long[] bad =
        samples.seconds().stream().mapToLong(second -> second.failures().total()).toArray();
    return new MeasuredFigure(
        (double) failed / requests,
        requests,
        doubt ->
            new Interval(
                ClopperPearson.lower((int) failed, (int) requests, doubt / 2),
                ClopperPearson.upper((int) failed, (int) requests, doubt / 2)),
        spreads(
            each.length,
            seed,
            weights -> (double) Bounds.weighted(bad, weights) / Bounds.weighted(each, weights)));
  }

  /**
   * Where the true difference in requests a second lies, the second less the first. Seconds are
   * taken in pairs, so that the arrivals which a plan gives to both do not pass for noise.
   *
   * @param doubt as in {@link #interval}
   */
  public static Interval throughputDifference(
      Samples first, Samples second, long seed, double doubt) {
    int seconds = Math.min(first.seconds().size(), second.seconds().size());
    if (first.requests() == 0 || second.requests() == 0) {
      return UNKNOWN;
    }
    long[] more = new long[seconds];
    for (int i = 0; i < seconds; i++) {
      more[i] = second.seconds().get(i).requests() - first.seconds().get(i).requests();
    }
    double difference = second.requestsPerSecond() - first.requestsPerSecond();
    double half =
        half(
            spreads(
                seconds, seed, weights -> (double) Bounds.weighted(more, weights) / weights.length),
            doubt);
    return new Interval(difference - half, difference + half);
  }

  private static MeasuredFigure nothing() {
    Interval unknown = new Interval(0, Double.POSITIVE_INFINITY);
    return new MeasuredFigure(Double.NaN, 0, _ -> unknown, List.of());
  }

  private static List<Spread> spreads(int seconds, long seed, ToDoubleFunction<int[]> statistic) {
    List<Spread> spreads = new ArrayList<>();
    int longer = Math.max(BLOCK_SECONDS, seconds / BLOCKS_OF_LONG_PHASES);
    for (int blockSeconds : List.of(1, longer)) {
      int blocks = seconds / blockSeconds;
      if (blocks < BLOCKS_LEAST) {
        return List.of(new Spread(Double.POSITIVE_INFINITY, BLOCKS_LEAST));
      }
      double[] resamples = new double[RESAMPLES];
      new BlockBootstrap(seconds, blockSeconds, seed)
          .replay(
              RESAMPLES,
              (resample, weights) -> resamples[resample] = statistic.applyAsDouble(weights));
      spreads.add(new Spread(standardError(resamples, blocks), blocks));
    }
    return spreads;
  }

  /** Infinite where a resample held no sample. */
  private static double standardError(double[] resamples, int blocks) {
    double sum = 0;
    for (double each : resamples) {
      sum += each;
    }
    double mean = sum / resamples.length;
    double squares = 0;
    for (double each : resamples) {
      squares += (each - mean) * (each - mean);
    }
    // Resampling n blocks shows (n - 1) / n of their variance.
    double variance = squares / (resamples.length - 1) * blocks / (blocks - 1);
    return Double.isNaN(variance) ? Double.POSITIVE_INFINITY : Math.sqrt(variance);
  }

  /** The figure as measured; NaN where there is no sample. */
  public double value() {
    return value;
  }

  /** How many samples it rests on. */
  public long samples() {
    return samples;
  }

  /**
   * Where the truth lies, at least 0.
   *
   * @param doubt the probability of being wrong, on both sides together; 0.05 for 95 %
   */
  public Interval interval(double doubt) {
    Interval exact = independent.apply(doubt);
    double half = half(spreads, doubt);
    return new Interval(
        Math.max(0, Math.min(exact.lower(), value - half)), Math.max(exact.upper(), value + half));
  }

  private static double half(List<Spread> spreads, double doubt) {
    double half = 0;
    for (Spread spread : spreads) {
      double freedom = 1.5 * spread.blocks() - 1;
      double t = new TDistribution(freedom).inverseCumulativeProbability(1 - doubt / 2);
      half = Math.max(half, t * spread.standardError());
    }
    return half;
  }

  /**
   * Where the true difference of two figures lies, the second less the first: from the interval of
   * each (MOVER).
   */
  public static Interval difference(MeasuredFigure first, MeasuredFigure second, double doubt) {
    Interval a = first.interval(doubt);
    Interval b = second.interval(doubt);
    if (!a.finite() || !b.finite() || first.samples == 0 || second.samples == 0) {
      return UNKNOWN;
    }
    double difference = second.value - first.value;
    return new Interval(
        difference - Math.hypot(second.value - b.lower(), a.upper() - first.value),
        difference + Math.hypot(b.upper() - second.value, first.value - a.lower()));
  }
}
