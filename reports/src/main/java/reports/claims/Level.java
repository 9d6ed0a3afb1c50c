package reports.claims;

import java.util.Locale;

/** A service level: one limit on one statistic. */
public sealed interface Level {
  /** What the limit is on and over what, in a few words. */
  String words();

  /** Over which requests. */
  Over over();

  /** Kinds with fewer planned requests in a phase are not judged one by one. */
  long minimumPlanned();

  /**
   * A percentile of the response times of successful requests.
   *
   * @param percentile above 0 and below 100
   * @param limitMillis the largest value allowed
   * @param over which requests
   * @param minimumPlanned kinds with fewer planned requests in a phase are not judged one by one
   */
  record ResponseTime(double percentile, int limitMillis, Over over, long minimumPlanned)
      implements Level {
    /** The percentile as a share from 0 to 1. */
    public double share() {
      return percentile / 100;
    }

    @Override
    public String words() {
      return "p" + plain(percentile) + " at most " + limitMillis + " ms, " + over.words();
    }
  }

  /**
   * The share of failed requests.
   *
   * @param limitPercent the largest share allowed, in percent
   * @param over which requests
   * @param minimumPlanned kinds with fewer planned requests in a phase are not judged one by one
   */
  record Errors(double limitPercent, Over over, long minimumPlanned) implements Level {
    /** The limit as a share from 0 to 1. */
    public double share() {
      return limitPercent / 100;
    }

    @Override
    public String words() {
      return "errors at most " + plain(limitPercent) + " %, " + over.words();
    }
  }

  /**
   * The share of the planned requests that did not succeed before the phase was over: of people who
   * sign in, those who never got in. In a closed phase, whose plan is an expectation, of those
   * sent.
   *
   * @param limitPercent the largest share allowed, in percent
   * @param over which requests
   * @param minimumPlanned kinds with fewer planned requests in a phase are not judged one by one
   */
  record Unserved(double limitPercent, Over over, long minimumPlanned) implements Level {
    /** The limit as a share from 0 to 1. */
    public double share() {
      return limitPercent / 100;
    }

    @Override
    public String words() {
      return "unserved at most " + plain(limitPercent) + " %, " + over.words();
    }
  }

  /** Over which requests. */
  enum Over {
    /** All that count, together. */
    ALL("all requests"),
    /** Those of each kind by themselves. */
    EACH_KIND("each kind");

    private final String words;

    Over(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.valueOf(value);
  }
}
