package environments;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A target's agreement to be put under load.
 *
 * <p>Loopback addresses need none: whoever runs the harness owns them. Every other target must
 * serve {@value #PATH}, a text of at most 4 KiB with exactly these three settings, one a line;
 * blank lines and lines that begin with {@code #} are skipped:
 *
 * <pre>
 * headroom-consent: 1
 * max-requests-per-second: 500
 * expires: 2027-01-31T00:00:00Z
 * </pre>
 *
 * @param maxRequestsPerSecond the most that the target agreed to; empty is no limit
 */
public record Consent(OptionalDouble maxRequestsPerSecond) {

  /** Where a target serves its consent document. */
  public static final String PATH = "/.well-known/headroom-consent";

  private static final int LENGTH_MAX = 4096;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String VERSION = "headroom-consent";
  private static final String RATE = "max-requests-per-second";
  private static final String EXPIRY = "expires";

  /**
   * Asks a target for its agreement.
   *
   * @throws EnvironmentUnavailable where it is not http or https, can't be found, or doesn't agree
   */
  public static Consent of(URI target) {
    String host = target.getHost();
    if (host == null || !List.of("http", "https").contains(target.getScheme())) {
      throw new EnvironmentUnavailable(
          "the target '" + target + "' is no web address; write it like http://127.0.0.1:8080");
    }
    if (isLoopback(host)) {
      return new Consent(OptionalDouble.empty());
    }
    return parse(target, fetch(target), Instant.now());
  }

  /** Reads a consent document as of an instant. */
  static Consent parse(URI target, String document, Instant now) {
    Map<String, String> settings = new HashMap<>();
    for (String line : document.lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        String[] parts = line.split(":", 2);
        String value = parts.length == 2 ? parts[1].strip() : "";
        if (!Stream.of(VERSION, RATE, EXPIRY).toList().contains(parts[0])
            || settings.put(parts[0], value) != null) {
          throw refused(target, "its consent document has the line '" + line + "'");
        }
      }
    }
    if (!"1".equals(settings.get(VERSION))) {
      throw refused(target, "its consent document doesn't say 'headroom-consent: 1'");
    }
    requireFuture(target, settings.getOrDefault(EXPIRY, ""), now);
    return new Consent(OptionalDouble.of(rate(target, settings.getOrDefault(RATE, ""))));
  }

  private static void requireFuture(URI target, String expiry, Instant now) {
    try {
      if (!Instant.parse(expiry).isAfter(now)) {
        throw refused(target, "its consent expired at " + expiry);
      }
    } catch (DateTimeParseException e) {
      throw refused(target, "'expires: " + expiry + "' is no time like 2027-01-31T00:00:00Z");
    }
  }

  private static double rate(URI target, String rate) {
    try {
      double value = Double.parseDouble(rate);
      if (value > 0 && Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below, as a number out of range is.
    }
    throw refused(target, "'" + RATE + ": " + rate + "' is no number above 0");
  }

  private static boolean isLoopback(String host) {
    try {
      InetAddress[] addresses = InetAddress.getAllByName(host);
      return Stream.of(addresses).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      throw new EnvironmentUnavailable("the host '" + host + "' of the target is unknown", e);
    }
  }

  private static String fetch(URI target) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpRequest request = HttpRequest.newBuilder(target.resolve(PATH)).timeout(TIMEOUT).build();
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw refused(target, "it answers " + response.statusCode() + " for " + PATH);
        }
        byte[] text = body.readNBytes(LENGTH_MAX + 1);
        if (text.length > LENGTH_MAX) {
          throw refused(target, "its consent document is longer than 4 KiB");
        }
        return new String(text, StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new EnvironmentUnavailable(
          "the target " + target + " could not be asked for consent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentUnavailable("interrupted while asking " + target + " for consent", e);
    }
  }

  private static EnvironmentUnavailable refused(URI target, String reason) {
    return new EnvironmentUnavailable(
        "no load is sent to "
            + target
            + ", which is not this machine and does not consent: "
            + reason
            + ". Whoever runs it can agree by serving "
            + PATH);
  }
}
