package environments;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** Sums of metrics in Prometheus' text format; made to be cheap, so not a whole parser. */
final class PrometheusText {

  private PrometheusText() {}

  /**
   * The sums of samples by metric name.
   *
   * @param text in the text format 0.0.4, such as {@code name{label="value"} 1.5}
   * @param counted which samples count, by what stands before the value: name and labels
   */
  static Map<String, Double> sums(String text, Predicate<String> counted) {
    Map<String, Double> sums = new HashMap<>();
    int begin = 0;
    while (begin < text.length()) {
      int newline = text.indexOf('\n', begin);
      int end = newline < 0 ? text.length() : newline;
      if (text.startsWith("lms_", begin)) {
        add(sums, text.substring(begin, end).strip(), counted);
      }
      begin = end + 1;
    }
    return sums;
  }

  private static void add(Map<String, Double> sums, String line, Predicate<String> counted) {
    int labels = line.indexOf('{');
    int afterSeries = labels < 0 ? line.indexOf(' ') : line.lastIndexOf('}') + 1;
    if (afterSeries <= 0) {
      return;
    }
    String series = line.substring(0, afterSeries);
    OptionalDouble value = value(line.substring(afterSeries));
    if (value.isPresent() && counted.test(series)) {
      sums.merge(
          labels < 0 ? series : series.substring(0, labels), value.getAsDouble(), Double::sum);
    }
  }

  /** The first word after a series; a time may follow it. */
  private static OptionalDouble value(String rest) {
    String value = rest.strip().split(" ", 2)[0];
    try {
      double number = Double.parseDouble(value);
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      // Prometheus writes infinities as +Inf, which no sum needs.
      return OptionalDouble.empty();
    }
  }
}
