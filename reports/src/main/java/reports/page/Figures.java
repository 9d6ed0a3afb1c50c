package reports.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How figures are written: in one way on the whole page, whatever the reader's locale. */
final class Figures {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Figures() {}

  /** A number with at most three significant decimals; a dash where there is none. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    double size = Math.abs(value);
    if (size >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    int digits = size >= 100 ? 1 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    if (size < 0.01) {
      return significant(value);
    }
    return plain(BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP));
  }

  /** A number of things. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A share from 0 to 1 as a percentage with enough digits to tell it from its limit. */
  static String percent(double share) {
    return Double.isFinite(share) ? number(share * 100) + " %" : "–";
  }

  /** A factor such as 1.40×, rounded down so that it never promises more than was found. */
  static String factor(double factor) {
    BigDecimal down = BigDecimal.valueOf(factor).setScale(2, RoundingMode.FLOOR);
    return down.toPlainString() + "×";
  }

  /** A percentile's name with all of its digits, such as p99.9. */
  static String percentile(double share) {
    return "p" + plain(BigDecimal.valueOf(100 * share).setScale(6, RoundingMode.HALF_UP));
  }

  /** Milliseconds. */
  static String millis(double millis) {
    return Double.isFinite(millis) ? number(millis) + " ms" : "–";
  }

  /** Seconds since the run began as m:ss or h:mm:ss. */
  static String clock(double seconds) {
    long whole = Math.round(seconds);
    String sign = whole < 0 ? "-" : "";
    whole = Math.abs(whole);
    return whole < 3600
        ? String.format(Locale.ROOT, "%s%d:%02d", sign, whole / 60, whole % 60)
        : String.format(
            Locale.ROOT, "%s%d:%02d:%02d", sign, whole / 3600, whole / 60 % 60, whole % 60);
  }

  /** A length of time in words that fit its size. */
  static String duration(double seconds) {
    if (seconds < 120) {
      return count(Math.round(seconds)) + " s";
    }
    return clock(seconds) + (seconds < 3600 ? " min" : " h");
  }

  /** An instant in UTC. */
  static String instant(long epochMillis) {
    return UTC.format(Instant.ofEpochMilli(epochMillis));
  }

  private static String significant(double value) {
    BigDecimal exact = BigDecimal.valueOf(value);
    int scale = exact.scale() - exact.precision() + 2;
    return plain(exact.setScale(Math.min(scale, 9), RoundingMode.HALF_UP));
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
