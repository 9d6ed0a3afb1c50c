package reports.judge;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** How figures are written in sentences: the same on every machine. */
public final class Words {
  private Words() {}

  /** A clause as a sentence. */
  static String sentence(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
  }

  /** A number with three significant digits at least, thousands separated. */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "unknown";
    }
    if (Double.isInfinite(value)) {
      return "without limit";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) || size >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    int decimals = size >= 100 ? 1 : size >= 1 ? 2 : size >= 0.01 ? 3 : 5;
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A whole number, thousands separated. */
  public static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A number with its unit. */
  public static String quantity(double value, String unit) {
    return Double.isFinite(value) ? number(value) + " " + unit : number(value);
  }
}
