package reports.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One claim, what was found about it, and why.
 *
 * @param id the claim's id in claims.yaml
 * @param statement the claim in words
 * @param source where it was promised
 * @param why the reason of the verdict, in sentences
 * @param checks the service levels behind the verdict
 * @param command the command that would judge the claim or repeat the measurement, if any
 * @param informative whether the claim sets no exit status
 */
record VerdictCard(
    String id,
    String statement,
    String source,
    Stamp stamp,
    List<String> why,
    List<Check> checks,
    @Nullable String command,
    boolean informative) {

  VerdictCard {
    why = List.copyOf(why);
    checks = List.copyOf(checks);
  }

  /**
   * One service level: what was measured, what its bound says, and the limit.
   *
   * @param measured the value with its unit
   * @param bound the bound with its unit, empty where there is none
   * @param limit the limit with its unit
   * @param result what the bound says of the limit
   * @param bar the same drawn on a scale, where it can be drawn
   */
  record Check(
      String name,
      String measured,
      String bound,
      String limit,
      Table.Cell result,
      @Nullable Bar bar) {}

  /**
   * A measured value, its bound and the limit on a scale from 0 to 100 wide.
   *
   * @param measured where the measured value stands
   * @param bound where the bound stands
   * @param limit where the limit stands
   */
  record Bar(double measured, double bound, double limit) {

    /** The bar for three values of one unit; the scale ends a quarter beyond the largest. */
    static @Nullable Bar of(double measured, double bound, double limit) {
      double largest = Math.max(limit, Math.max(measured, bound));
      if (!(largest > 0) || !Double.isFinite(largest) || measured < 0) {
        return null;
      }
      double scale = 100 / (largest * 1.25);
      return new Bar(round(measured * scale), round(bound * scale), round(limit * scale));
    }

    /** Where what is sure ends and the doubt begins. */
    double from() {
      return Math.min(measured, bound);
    }

    /** How wide the doubt is. */
    double width() {
      return round(Math.abs(bound - measured));
    }

    private static double round(double value) {
      return Math.round(value * 10) / 10.0;
    }
  }
}
