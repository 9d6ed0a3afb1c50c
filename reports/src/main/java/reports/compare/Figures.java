package reports.compare;

import java.util.function.DoubleFunction;
import reports.statistics.Interval;
import reports.statistics.MeasuredFigure;

/**
 * A figure of A and of B in the unit of its metric; NaN where there is no sample.
 *
 * @param difference where B less A lies, by the probability of being wrong
 */
record Figures(double before, double after, DoubleFunction<Interval> difference) {
  /** Of figures measured apart, shown {@code scale} times as large. */
  static Figures of(MeasuredFigure before, MeasuredFigure after, double scale) {
    return new Figures(
        before.value() * scale,
        after.value() * scale,
        doubt -> {
          Interval found = MeasuredFigure.difference(before, after, doubt);
          return new Interval(found.lower() * scale, found.upper() * scale);
        });
  }
}
