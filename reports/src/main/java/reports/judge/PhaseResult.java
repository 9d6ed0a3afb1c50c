package reports.judge;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import reports.run.Phase;
import reports.statistics.Estimate;

/**
 * What came of the load of one phase.
 *
 * @param phase what was planned
 * @param complete whether the evidence covers all of it
 * @param all the requests of all kinds together
 * @param kinds each kind, by name; planned kinds that were never sent included
 * @param seconds one point for each second
 * @param curve the distribution of successful response times
 * @param messages how often each error message came, by "kind: message"
 */
public record PhaseResult(
    Phase phase,
    boolean complete,
    KindResult all,
    List<KindResult> kinds,
    List<SecondPoint> seconds,
    List<CurvePoint> curve,
    SortedMap<String, Long> messages) {
  /** Copies its collections. */
  public PhaseResult {
    kinds = List.copyOf(kinds);
    seconds = List.copyOf(seconds);
    curve = List.copyOf(curve);
    messages = Collections.unmodifiableSortedMap(new TreeMap<>(messages));
  }

  /** Requests a second that started in it. */
  public double requestsPerSecond() {
    return all.requests() / phase.seconds();
  }

  /**
   * The requests of one kind. Response times are those of successful requests, in milliseconds;
   * each estimate has one-sided 95 % bounds, infinite where there are too few samples.
   *
   * @param kind its name, or {@link LevelResult#ALL}
   * @param planned requests planned
   * @param requests requests sent
   * @param failed how many of them failed
   * @param meanMillis NaN where none succeeded
   * @param maxMillis NaN where none succeeded
   * @param errorPercent the share of failed requests
   * @param decisive whether its levels can set a verdict, being planned often enough
   */
  public record KindResult(
      String kind,
      long planned,
      long requests,
      long failed,
      double meanMillis,
      double maxMillis,
      Estimate p50,
      Estimate p95,
      Estimate p99,
      Estimate errorPercent,
      boolean decisive) {}

  /**
   * One second; response times are NaN where nothing succeeded.
   *
   * @param t epoch milliseconds
   * @param requests requests that started in it
   * @param failed how many of them failed
   */
  public record SecondPoint(
      long t, long requests, long failed, double p50, double p95, double p99, double max) {}

  /** A share from 0 to 1 of the requests, and the response time that they stay within. */
  public record CurvePoint(double share, double millis) {}
}
