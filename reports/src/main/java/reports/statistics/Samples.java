package reports.statistics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * What was measured, second by second: the evidence that bounds are computed from. A request counts
 * in the second in which it started. Seconds without a request are there, and empty.
 *
 * @param seconds one entry a second, in order of time
 */
public record Samples(List<Second> seconds) {
  /**
   * One second.
   *
   * @param successes response times of the requests that succeeded
   * @param failures response times of those that failed
   */
  public record Second(Histogram successes, Histogram failures) {
    /** A second without a request. */
    public static final Second EMPTY = new Second(Histogram.EMPTY, Histogram.EMPTY);

    /** How many requests started in it. */
    public long requests() {
      return successes.total() + failures.total();
    }
  }

  public Samples {
    seconds = List.copyOf(seconds);
  }

  /** So many seconds without a request. */
  public static Samples nothing(int seconds) {
    return new Samples(Collections.nCopies(seconds, Second.EMPTY));
  }

  /** All samples of these together, second by second: of several kinds or several injectors. */
  public static Samples merged(Collection<Samples> parts) {
    int length = parts.stream().mapToInt(part -> part.seconds.size()).max().orElse(0);
    List<Second> merged = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      int at = i;
      List<Second> same =
          parts.stream()
              .filter(part -> at < part.seconds.size())
              .map(part -> part.seconds.get(at))
              .toList();
      merged.add(new Second(merged(same, Second::successes), merged(same, Second::failures)));
    }
    return new Samples(merged);
  }

  private static Histogram merged(List<Second> seconds, Function<Second, Histogram> part) {
    return Histogram.merged(seconds.stream().map(part).toList());
  }

  /** Response times of all requests that succeeded. */
  public Histogram successes() {
    return merged(seconds, Second::successes);
  }

  /** Response times of all requests that failed. */
  public Histogram failures() {
    return merged(seconds, Second::failures);
  }

  /** How many requests there were. */
  public long requests() {
    return seconds.stream().mapToLong(Second::requests).sum();
  }

  /** How many of the requests failed. */
  public long failed() {
    return seconds.stream().mapToLong(second -> second.failures().total()).sum();
  }

  /** How many of the requests succeeded. */
  public long succeeded() {
    return requests() - failed();
  }

  /** Requests a second, over all seconds; NaN where there is no second. */
  public double requestsPerSecond() {
    return (double) requests() / seconds.size();
  }
}
