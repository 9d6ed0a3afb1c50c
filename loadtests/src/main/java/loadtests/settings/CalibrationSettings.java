package loadtests.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./headroom calibrate} was asked for. Immutable; every value is checked before one
 * exists.
 *
 * @param url what is requested; null where the null server is
 * @param rate requests a second
 * @param duration how long it is measured
 * @param expectBody a text that a right answer contains; null where any will do
 * @param p99 the level on response times
 * @param errorsPercent the level on failed requests
 * @param seed what all instants follow from
 */
public record CalibrationSettings(
    @Nullable URI url,
    double rate,
    Duration duration,
    @Nullable String expectBody,
    Duration p99,
    double errorsPercent,
    long seed) {
  private static final Setting<URI> URL = Setting.address("url", "what is requested");
  private static final Setting<Double> RATE =
      Setting.number("rate", "100", 1, 20_000, " requests a second", "at planned instants");
  private static final Setting<Duration> DURATION =
      Setting.duration(
          "duration",
          "60s",
          Duration.ofSeconds(1),
          Duration.ofHours(24),
          "how long it is measured, after a warm-up");
  private static final Setting<String> EXPECT_BODY =
      Setting.text(
          "expect-body",
          "none",
          "a text",
          Pattern.compile(".+", Pattern.DOTALL),
          "a text that every right answer contains; {i} stands for the number of the request");
  private static final Setting<Duration> P99 =
      Setting.duration(
          "p99",
          "999ms",
          Duration.ofMillis(1),
          Duration.ofSeconds(10),
          "the level on response times: 99 % within it");
  private static final Setting<Double> ERRORS =
      new Setting<>(
          "errors",
          "0.1%",
          "a percentage from 0.001% to 50%",
          "the level on failed requests",
          CalibrationSettings::percent);
  private static final Setting<Long> SEED =
      Setting.seed("seed", "1", "what all instants follow from");

  /** Every setting of a calibration, in the order in which help lists them. */
  public static final List<Setting<?>> ALL =
      List.of(URL, RATE, DURATION, EXPECT_BODY, P99, ERRORS, SEED);

  /**
   * The settings that {@code given} names and the defaults of all others.
   *
   * @throws SettingRefused for a bad value
   */
  public static CalibrationSettings of(Map<String, String> given) {
    return new CalibrationSettings(
        asked(given, URL).orElse(null),
        value(given, RATE),
        value(given, DURATION),
        asked(given, EXPECT_BODY).orElse(null),
        value(given, P99),
        value(given, ERRORS),
        value(given, SEED));
  }

  private static <T> Optional<T> asked(Map<String, String> given, Setting<T> setting) {
    return Optional.ofNullable(given.get(setting.name())).map(setting::read);
  }

  private static <T> T value(Map<String, String> given, Setting<T> setting) {
    return asked(given, setting).orElseGet(() -> setting.read(setting.byDefault()));
  }

  private static double percent(String text) {
    double value = Double.parseDouble(text.endsWith("%") ? text.replace("%", "") : text);
    if (value >= 0.001 && value <= 50) {
      return value;
    }
    throw new IllegalArgumentException("out of range");
  }

  /** All settings with the values in force, as run.json keeps them. */
  public TreeMap<String, String> inForce() {
    var all = new TreeMap<String, String>();
    all.put(URL.name(), url == null ? "the null server" : url.toString());
    all.put(RATE.name(), Double.toString(rate));
    all.put(DURATION.name(), Setting.show(duration));
    all.put(EXPECT_BODY.name(), expectBody == null ? "" : expectBody);
    all.put(P99.name(), Setting.show(p99));
    all.put(ERRORS.name(), errorsPercent + "%");
    all.put(SEED.name(), Long.toString(seed));
    return all;
  }
}
