package reports.compare;

import java.util.Locale;
import reports.statistics.MeasuredFigure;
import reports.statistics.Samples;

/** What is compared of the requests of one kind in one phase. */
public enum Metric {
  /** Median response time of successful requests. */
  P50("ms"),
  /** 95th percentile of the same. */
  P95("ms"),
  /** 99th percentile of the same. */
  P99("ms"),
  /** Share of the requests that failed, in percent. */
  ERRORS("%"),
  /** Requests a second. */
  THROUGHPUT("/s");

  /** Response times are logged in whole milliseconds: less than two of them matters to nobody. */
  static final double LEAST_MILLIS = 2;

  /** In percentage points: all of the errors that a claim allows. */
  static final double LEAST_POINTS = 0.1;

  /** Of the figure of the first run. */
  static final double LEAST_SHARE = 0.05;

  private final String unit;

  Metric(String unit) {
    this.unit = unit;
  }

  /** The unit of its figures; differences of errors are percentage points. */
  public String unit() {
    return unit;
  }

  /** Its name in tables and files. */
  public String words() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a higher figure is better. */
  boolean higherIsBetter() {
    return this == THROUGHPUT;
  }

  /** Compares the samples of two runs. */
  Figures of(Samples before, Samples after, long seed) {
    return switch (this) {
      case P50 -> percentile(before, after, 0.5, seed);
      case P95 -> percentile(before, after, 0.95, seed);
      case P99 -> percentile(before, after, 0.99, seed);
      case ERRORS ->
          Figures.of(MeasuredFigure.errors(before, seed), MeasuredFigure.errors(after, seed), 100);
      case THROUGHPUT ->
          new Figures(
              before.requestsPerSecond(),
              after.requestsPerSecond(),
              doubt -> MeasuredFigure.throughputDifference(before, after, seed, doubt));
    };
  }

  private static Figures percentile(Samples before, Samples after, double share, long seed) {
    return Figures.of(
        MeasuredFigure.percentile(before, share, seed),
        MeasuredFigure.percentile(after, share, seed),
        1);
  }

  /** The smallest difference that matters to somebody whose figure is {@code before}, as shown. */
  double smallestThatMatters(double before) {
    double relative = LEAST_SHARE * before;
    return switch (this) {
      case P50, P95, P99 -> Math.max(LEAST_MILLIS, relative);
      case ERRORS -> Math.max(LEAST_POINTS, relative);
      case THROUGHPUT -> relative;
    };
  }

  /** What a difference that matters is called. */
  String called(boolean better) {
    return switch (this) {
      case P50, P95, P99 -> better ? "faster" : "slower";
      case ERRORS -> better ? "fewer errors" : "more errors";
      case THROUGHPUT -> better ? "more" : "less";
    };
  }
}
