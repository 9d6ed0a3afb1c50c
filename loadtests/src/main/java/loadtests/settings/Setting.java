package loadtests.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One setting: everything that is to be known about it.
 *
 * @param name as in {@code --name} and {@code -Dname}
 * @param byDefault the default as a user would write it, or in words what decides
 * @param range which values are right, with their unit
 * @param meaning what it does, in one line
 * @param reader turns text into a value; throws {@link IllegalArgumentException} for a bad one
 */
public record Setting<T>(
    String name, String byDefault, String range, String meaning, Function<String, T> reader) {
  private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)?");

  /** The value that {@code text} stands for. */
  T read(String text) {
    try {
      return reader.apply(text.strip());
    } catch (IllegalArgumentException _) {
      throw new SettingRefused(name + " must be " + range + ", not '" + text + "'");
    }
  }

  static Setting<String> choice(
      String name, String byDefault, Collection<String> values, String meaning) {
    String range = "one of " + String.join(", ", values);
    return new Setting<>(name, byDefault, range, meaning, text -> oneOf(name, values, text));
  }

  private static String oneOf(String name, Collection<String> values, String text) {
    if (values.contains(text)) {
      return text;
    }
    String hint =
        Nearest.to(text, values)
            .map(near -> "; did you mean '" + near + "'?")
            .orElse("; it is one of " + String.join(", ", values));
    throw new SettingRefused("unknown " + name + " '" + text + "'" + hint);
  }

  static Setting<Integer> whole(
      String name, String byDefault, int from, int to, String unit, String meaning) {
    String range = "a whole number from %d to %d%s".formatted(from, to, unit);
    return new Setting<>(
        name, byDefault, range, meaning, text -> within(Integer.parseInt(text), from, to));
  }

  static Setting<Long> seed(String name, String byDefault, String meaning) {
    return new Setting<>(name, byDefault, "a whole number", meaning, Long::parseLong);
  }

  static Setting<Double> number(
      String name, String byDefault, double from, double to, String unit, String meaning) {
    String range = String.format(Locale.ROOT, "a number from %s to %s%s", from, to, unit);
    return new Setting<>(
        name, byDefault, range, meaning, text -> within(Double.parseDouble(text), from, to));
  }

  static Setting<Duration> duration(
      String name, String byDefault, Duration from, Duration to, String meaning) {
    String range =
        "a duration from %s to %s, such as 90s, 2m or 1h".formatted(show(from), show(to));
    return new Setting<>(name, byDefault, range, meaning, text -> within(parse(text), from, to));
  }

  static Setting<URI> address(String name, String meaning) {
    String range = "an address such as http://127.0.0.1:8080";
    return new Setting<>(name, "none", range, meaning, Setting::address);
  }

  static Setting<String> text(
      String name, String byDefault, String range, Pattern pattern, String meaning) {
    return new Setting<>(
        name,
        byDefault,
        range,
        meaning,
        text -> {
          require(pattern.matcher(text).matches());
          return text;
        });
  }

  private static URI address(String text) {
    URI address = URI.create(text);
    require(address.getScheme() != null && address.getHost() != null);
    require(List.of("http", "https").contains(address.getScheme()));
    return address;
  }

  /** Reads {@code 250ms}, {@code 90s}, {@code 2m} or {@code 1h}; a plain number is seconds. */
  static Duration parse(String text) {
    var matcher = DURATION.matcher(text);
    require(matcher.matches());
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case null, default -> Duration.ofSeconds(amount);
    };
  }

  /** A duration as a user would write it. */
  static String show(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    return duration.toMinutes() >= 120 && millis % 3_600_000 == 0
        ? duration.toHours() + "h"
        : millis / 1000 + "s";
  }

  private static <V extends Comparable<V>> V within(V value, V from, V to) {
    require(value.compareTo(from) >= 0 && value.compareTo(to) <= 0);
    return value;
  }

  private static void require(boolean right) {
    if (!right) {
      throw new IllegalArgumentException("out of range");
    }
  }
}
