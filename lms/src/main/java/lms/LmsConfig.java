package lms;

import java.util.Map;
import java.util.TreeMap;
import lms.platform.DatabaseSettings;

/**
 * The settings of a process; the defaults stand in {@link #DEFAULTS} and nowhere else.
 *
 * @param port 0 for a free one
 * @param hashingThreads passwords hashed at once, at least 1
 * @param hashingQueue passwords waiting for that, at least 1
 */
public record LmsConfig(
    String host,
    int port,
    DatabaseSettings database,
    String redisUrl,
    int hashingThreads,
    int hashingQueue,
    String podName,
    boolean secureCookies) {

  /** Every setting with its default; an empty one has none and must be given. */
  static final Map<String, String> DEFAULTS =
      Map.of(
          "LMS_HTTP_HOST", "127.0.0.1",
          "LMS_HTTP_PORT", "8080",
          "LMS_DATABASE_URL", "",
          "LMS_DATABASE_USER", "",
          "LMS_DATABASE_PASSWORD", "",
          "LMS_DATABASE_POOL", "20",
          "LMS_REDIS_URL", "redis://127.0.0.1:6379",
          "LMS_HASHING_THREADS", "0",
          "LMS_HASHING_QUEUE", "50",
          "LMS_POD_NAME", "lms");

  private static final String SECURE = "LMS_SECURE_COOKIES";

  /** A setting that is unknown, missing or wrong. */
  static final class WrongSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongSetting(String message) {
      super(message);
    }
  }

  /** Reads the settings from an environment; every mistake is a {@link WrongSetting}. */
  static LmsConfig of(Map<String, String> environment) {
    Map<String, String> known = new TreeMap<>(DEFAULTS);
    known.put(SECURE, "false");
    Map<String, String> values = new TreeMap<>(known);
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("LMS_")) {
            if (!known.containsKey(name)) {
              throw new WrongSetting(name + " is no setting: " + String.join(", ", known.keySet()));
            }
            values.put(name, value);
          }
        });
    values.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            throw new WrongSetting(name + " is missing");
          }
        });
    int threads = number(values, "LMS_HASHING_THREADS", 0, 64);
    return new LmsConfig(
        text(values, "LMS_HTTP_HOST"),
        number(values, "LMS_HTTP_PORT", 0, 65_535),
        new DatabaseSettings(
            text(values, "LMS_DATABASE_URL"),
            text(values, "LMS_DATABASE_USER"),
            text(values, "LMS_DATABASE_PASSWORD"),
            number(values, "LMS_DATABASE_POOL", 1, 200)),
        text(values, "LMS_REDIS_URL"),
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
        number(values, "LMS_HASHING_QUEUE", 1, 10_000),
        text(values, "LMS_POD_NAME"),
        flag(values, SECURE));
  }

  private static String text(Map<String, String> values, String name) {
    return values.getOrDefault(name, "");
  }

  private static int number(Map<String, String> values, String name, int min, int max) {
    String text = text(values, name);
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number outside the range.
    }
    throw new WrongSetting(name + " is \"" + text + "\": a number from " + min + " to " + max);
  }

  private static boolean flag(Map<String, String> values, String name) {
    String text = text(values, name);
    if (!text.equals("true") && !text.equals("false")) {
      throw new WrongSetting(name + " is \"" + text + "\": true or false");
    }
    return text.equals("true");
  }
}
