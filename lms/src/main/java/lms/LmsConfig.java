package lms;

import static java.util.Map.entry;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lms.platform.DatabaseSettings;
import lms.platform.Rates;
import lms.platform.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a process; the defaults stand in {@link #DEFAULTS} and nowhere else.
 *
 * @param port 0 for a free one
 * @param migrating whether the process brings the schema up to date when it starts; one that does
 *     not demands that somebody did
 * @param hashingThreads passwords hashed at once, at least 1
 * @param hashingQueue passwords waiting for that, at least 1
 * @param drain how long a process that was asked to end still takes requests
 * @param listensEarly whether a process that starts listens at once and refuses, or only when it is
 *     ready
 * @param publicUrl where browsers reach the platform, without a slash at the end
 * @param tracing where spans of requests are sent, or null where nowhere
 * @param mail by what mails are sent, or null where none are
 * @param quizStarts exams that may begin in a second in all processes together, at least 1
 */
public record LmsConfig(
    String host,
    int port,
    DatabaseSettings database,
    boolean migrating,
    String redisUrl,
    int hashingThreads,
    int hashingQueue,
    String podName,
    boolean secureCookies,
    Duration drain,
    boolean listensEarly,
    String publicUrl,
    @Nullable Mail mail,
    int quizStarts,
    Rates rates,
    Tracing.@Nullable Target tracing) {

  /**
   * A mail server, {@code smtp://USER:PASSWORD@HOST:PORT} or {@code smtps://...}, and the address
   * that mails are from.
   */
  public record Mail(String url, String from) {}

  private static final String NONE = "none";
  private static final String PASSWORD = "LMS_DATABASE_PASSWORD";
  static final String PASSWORD_FILE = "LMS_DATABASE_PASSWORD_FILE";

  /** Every setting with its default; an empty one has none and must be given. */
  static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          // The address to listen on; 0.0.0.0 for all.
          entry("LMS_HTTP_HOST", "127.0.0.1"),
          // The port to listen on; 0 for a free one.
          entry("LMS_HTTP_PORT", "8080"),
          // A URL of MySQL Connector/J, for MySQL and MariaDB alike.
          entry("LMS_DATABASE_URL", ""),
          entry("LMS_DATABASE_USER", ""),
          // Or LMS_DATABASE_PASSWORD_FILE, a file that holds nothing else.
          entry(PASSWORD, ""),
          // false where a job of its own brings the schema up to date.
          entry("LMS_DATABASE_MIGRATE", "true"),
          // Connections of this process.
          entry("LMS_DATABASE_POOL", "20"),
          entry("LMS_REDIS_URL", "redis://127.0.0.1:6379"),
          // Passwords hashed at once; 0 for one a CPU.
          entry("LMS_HASHING_THREADS", "0"),
          // Passwords waiting to be hashed; who comes then is told to come back.
          entry("LMS_HASHING_QUEUE", "50"),
          // Exams that may begin in a second, in all processes together; who comes then waits.
          entry("LMS_QUIZ_STARTS", "200"),
          // The name of this process among others.
          entry("LMS_POD_NAME", "lms"),
          // true behind TLS: browsers then send the session's cookie nowhere else.
          entry("LMS_SECURE_COOKIES", "false"),
          // How long, after SIGTERM, requests are still taken while readiness says no.
          entry("LMS_DRAIN_SECONDS", "0"),
          // false where those who send requests never ask for readiness, but pass over who refuses.
          entry("LMS_LISTEN_EARLY", "true"),
          // Where browsers reach the platform: for mails, calendars and certificates.
          entry("LMS_PUBLIC_URL", "http://127.0.0.1:8080"),
          // none, or a mail server such as smtp://USER:PASSWORD@HOST:587.
          entry("LMS_SMTP_URL", NONE),
          // Whom mails are from.
          entry("LMS_MAIL_FROM", "noreply@localhost"),
          // Requests a minute of one account, in this process; more are answered 429.
          entry("LMS_RATE_ACCOUNT", "6000"),
          // The same of all at one address who are not signed in.
          entry("LMS_RATE_ADDRESS", "60000"),
          // How many proxies in front say in X-Forwarded-For where a request comes from.
          entry("LMS_TRUSTED_PROXIES", "0"),
          // none, or where spans go, such as http://collector:4318/v1/traces.
          entry("LMS_OTLP_ENDPOINT", NONE),
          // How many of 100 traces that begin here are sent.
          entry("LMS_OTLP_PERCENT", "10"));

  /** A setting that is unknown, missing or wrong. */
  static final class WrongSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongSetting(String message) {
      super(message);
    }
  }

  /** Reads the settings from an environment; every mistake is a {@link WrongSetting}. */
  static LmsConfig of(Map<String, String> environment) {
    Map<String, String> values = values(environment);
    int threads = number(values, "LMS_HASHING_THREADS", 0, 64);
    return new LmsConfig(
        text(values, "LMS_HTTP_HOST"),
        number(values, "LMS_HTTP_PORT", 0, 65_535),
        new DatabaseSettings(
            databaseUrl(values),
            text(values, "LMS_DATABASE_USER"),
            text(values, PASSWORD),
            number(values, "LMS_DATABASE_POOL", 1, 200)),
        flag(values, "LMS_DATABASE_MIGRATE"),
        redisUrl(values),
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
        number(values, "LMS_HASHING_QUEUE", 1, 10_000),
        text(values, "LMS_POD_NAME"),
        flag(values, "LMS_SECURE_COOKIES"),
        Duration.ofSeconds(number(values, "LMS_DRAIN_SECONDS", 0, 600)),
        flag(values, "LMS_LISTEN_EARLY"),
        publicUrl(values),
        mail(values),
        number(values, "LMS_QUIZ_STARTS", 1, 100_000),
        new Rates(
            number(values, "LMS_RATE_ACCOUNT", 1, 10_000_000),
            number(values, "LMS_RATE_ADDRESS", 1, 10_000_000),
            number(values, "LMS_TRUSTED_PROXIES", 0, 10)),
        tracing(values));
  }

  private static String publicUrl(Map<String, String> values) {
    String url = text(values, "LMS_PUBLIC_URL");
    if (!isAddress(url, List.of("http", "https"))) {
      throw new WrongSetting("LMS_PUBLIC_URL must be like https://lms.example.org");
    }
    return url.replaceFirst("/+$", "");
  }

  /** Not repeated in the message: such an address may hold a password. */
  private static @Nullable Mail mail(Map<String, String> values) {
    String url = text(values, "LMS_SMTP_URL");
    if (url.equals(NONE)) {
      return null;
    }
    if (!isAddress(url, List.of("smtp", "smtps"))) {
      throw new WrongSetting(
          "LMS_SMTP_URL must be none or like smtp://USER:PASSWORD@HOST:587 or smtps://HOST:465");
    }
    String from = text(values, "LMS_MAIL_FROM");
    if (!from.matches("[^@\\s]+@[^@\\s]+")) {
      throw new WrongSetting("LMS_MAIL_FROM is \"" + from + "\": an e-mail address");
    }
    return new Mail(url, from);
  }

  private static Tracing.@Nullable Target tracing(Map<String, String> values) {
    int percent = number(values, "LMS_OTLP_PERCENT", 1, 100);
    String endpoint = text(values, "LMS_OTLP_ENDPOINT");
    if (endpoint.equals(NONE)) {
      return null;
    }
    if (!isAddress(endpoint, List.of("http", "https"))) {
      throw new WrongSetting(
          "LMS_OTLP_ENDPOINT must be none or like http://collector:4318/v1/traces");
    }
    return new Tracing.Target(endpoint, percent);
  }

  private static Map<String, String> values(Map<String, String> environment) {
    Map<String, String> values = new TreeMap<>(DEFAULTS);
    withPassword(environment)
        .forEach(
            (name, value) -> {
              if (name.startsWith("LMS_")) {
                if (!DEFAULTS.containsKey(name)) {
                  throw new WrongSetting(
                      name
                          + " is no setting; these are: "
                          + String.join(", ", new TreeMap<>(DEFAULTS).keySet()));
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
    return values;
  }

  /** The same with the password that stands in a file, where one is named. */
  private static Map<String, String> withPassword(Map<String, String> environment) {
    String file = environment.get(PASSWORD_FILE);
    if (file == null) {
      return environment;
    }
    if (environment.containsKey(PASSWORD)) {
      throw new WrongSetting(PASSWORD + " and " + PASSWORD_FILE + " are both given: one is enough");
    }
    Map<String, String> complete = new HashMap<>(environment);
    complete.remove(PASSWORD_FILE);
    try {
      complete.put(PASSWORD, Files.readString(Path.of(file)).strip());
    } catch (IOException | InvalidPathException e) {
      throw new WrongSetting(PASSWORD_FILE + " is \"" + file + "\", which can't be read");
    }
    return complete;
  }

  private static String text(Map<String, String> values, String name) {
    return values.getOrDefault(name, "");
  }

  /** Not repeated in the message: such an address may hold a password. */
  private static String databaseUrl(Map<String, String> values) {
    String url = text(values, "LMS_DATABASE_URL");
    if (!url.startsWith("jdbc:mysql://")) {
      throw new WrongSetting("LMS_DATABASE_URL must be like jdbc:mysql://HOST:PORT/DATABASE");
    }
    return url;
  }

  private static String redisUrl(Map<String, String> values) {
    String url = text(values, "LMS_REDIS_URL");
    if (!isAddress(url, List.of("redis", "rediss"))) {
      throw new WrongSetting("LMS_REDIS_URL must be like redis://HOST:PORT or rediss://HOST:PORT");
    }
    return url;
  }

  private static boolean isAddress(String url, List<String> schemes) {
    try {
      URI uri = new URI(url);
      return uri.getScheme() != null && schemes.contains(uri.getScheme()) && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
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
