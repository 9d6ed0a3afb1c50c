package reports.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import reports.run.Baseline;
import reports.run.Baseline.Second;

/**
 * Where the service is as without a fault, second by second, from what a baseline shows around the
 * same second of its phase: the 31 seconds of which it is the middle one, or the first or last 31.
 *
 * <ul>
 *   <li>Successful requests: at least nine tenths of the 10 % quantile, and no more than four
 *       standard deviations of chance below the median where that is less.
 *   <li>Failed requests: at most the 90 % quantile, 1 % of the median of all requests, or one,
 *       whichever is most.
 *   <li>p99: at most twice the 90 % quantile, or 50 ms above it where that is more.
 * </ul>
 *
 * <p>A machine with two cores stalls now and then: one second alone whose p99 or whose successes
 * are beyond their edge is noise, two in a row are not. Failures are never noise. Immutable.
 */
public final class Band {
  /** Fewer seconds don't show what is normal. */
  public static final int SECONDS_LEAST = 20;

  private static final int WINDOW = 31;
  private static final double LOW = 0.1;
  private static final double HIGH = 0.9;
  private static final double OK_SHARE = 0.9;
  private static final double DEVIATIONS = 4;
  private static final double FAILED_SHARE = 0.01;
  private static final double P99_FACTOR = 2;
  private static final double P99_MORE_MILLIS = 50;

  private final List<Edge> edges;

  /**
   * The edges in one second.
   *
   * @param okLeast successful requests at least
   * @param failedMost failed ones at most
   * @param p99Most 99th percentile of the response times at most, in milliseconds; infinite where
   *     the baseline answered nothing
   */
  public record Edge(double okLeast, double failedMost, double p99Most) {}

  private Band(List<Edge> edges) {
    this.edges = edges;
  }

  /** The band of a baseline, which has {@link #SECONDS_LEAST} seconds at least. */
  public static Band of(Baseline baseline) {
    List<Second> seconds = baseline.seconds();
    if (seconds.size() < SECONDS_LEAST) {
      throw new IllegalArgumentException("A baseline of %d seconds.".formatted(seconds.size()));
    }
    int width = Math.min(WINDOW, seconds.size());
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < seconds.size(); i++) {
      int from = Math.clamp(i - width / 2, 0, seconds.size() - width);
      edges.add(edge(seconds.subList(from, from + width)));
    }
    return new Band(edges);
  }

  private static Edge edge(List<Second> around) {
    double low = quantile(around.stream().map(each -> (double) each.ok()), LOW);
    double median = quantile(around.stream().map(each -> (double) each.ok()), 0.5);
    double least = Math.min(OK_SHARE * low, median - DEVIATIONS * Math.sqrt(median));
    double all = quantile(around.stream().map(each -> (double) each.ok() + each.failed()), 0.5);
    double failed = quantile(around.stream().map(each -> (double) each.failed()), HIGH);
    double p99 = quantile(around.stream().map(Second::p99).filter(Objects::nonNull), HIGH);
    return new Edge(
        Math.max(low >= 1 ? 1 : 0, Math.floor(least)),
        Math.max(Math.max(1, failed), Math.floor(FAILED_SHARE * all)),
        Math.max(P99_FACTOR * p99, p99 + P99_MORE_MILLIS));
  }

  /** The nearest rank; infinite of nothing. */
  private static double quantile(Stream<Double> values, double share) {
    List<Double> sorted = values.sorted().toList();
    return sorted.isEmpty()
        ? Double.POSITIVE_INFINITY
        : sorted.get((int) Math.ceil(share * sorted.size() - 1e-9) - 1);
  }

  /** The edges in a second of the phase; beyond the baseline's end those of its last second. */
  public Edge at(int second) {
    return edges.get(Math.clamp(second, 0, edges.size() - 1));
  }

  /** Which of these seconds, numbered from 0, are in the band. */
  public List<Boolean> holds(List<Second> seconds) {
    IntPredicate enough = i -> seconds.get(i).ok() >= at(i).okLeast();
    IntPredicate fast =
        i -> Objects.requireNonNullElse(seconds.get(i).p99(), 0.0) <= at(i).p99Most();
    List<Boolean> holds = new ArrayList<>();
    for (int i = 0; i < seconds.size(); i++) {
      boolean fewFailed = seconds.get(i).failed() <= at(i).failedMost();
      holds.add(
          fewFailed && orAlone(enough, i, seconds.size()) && orAlone(fast, i, seconds.size()));
    }
    return holds;
  }

  /** Whether it holds in a second, or in both of its neighbours. */
  private static boolean orAlone(IntPredicate holds, int second, int seconds) {
    boolean between = second > 0 && second + 1 < seconds;
    return holds.test(second) || (between && holds.test(second - 1) && holds.test(second + 1));
  }
}
