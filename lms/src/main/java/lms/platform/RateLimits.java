package lms.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts what each account, and each address without one, asks of this process in a minute.
 * Thread-safe.
 *
 * <p>It keeps one from taking the whole of a process; it is far from what people do. What it
 * forgets under pressure begins a new minute, to the good of who asks.
 */
final class RateLimits {
  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final HeaderName FORWARDED_FOR = HeaderNames.create("X-Forwarded-For");
  private static final int KNOWN_MAX = 50_000;
  private static final int ADDRESS_MAX = 64;

  private final Rates rates;
  private final Clock clock;
  private final Metrics metrics;
  private final Cache<String, Window> windows =
      Caffeine.newBuilder().maximumSize(KNOWN_MAX).executor(Runnable::run).build();

  RateLimits(Rates rates, Clock clock, Metrics metrics) {
    this.rates = rates;
    this.clock = clock;
    this.metrics = metrics;
    metrics.counting("lms_http_requests_limited_total", "policy", "account");
    metrics.counting("lms_http_requests_limited_total", "policy", "address");
  }

  private record Window(long endMillis, AtomicInteger used) {}

  /**
   * What is left of a minute.
   *
   * @param left below 0 for the requests that are too many
   * @param seconds until the next minute begins, at least 1
   */
  record Left(String policy, int quota, int left, int seconds) {
    boolean exhausted() {
      return left < 0;
    }

    /** The header RateLimit-Policy of draft-ietf-httpapi-ratelimit-headers. */
    String policyField() {
      return '"' + policy + "\";q=" + quota + ";w=" + WINDOW.toSeconds();
    }

    /** The header RateLimit of the same draft. */
    String field() {
      return '"' + policy + "\";r=" + Math.max(0, left) + ";t=" + seconds;
    }
  }

  /** Counts one request. */
  Left take(@Nullable Person visitor, String address) {
    return visitor == null
        ? take("address", rates.address(), address)
        : take("account", rates.account(), Long.toString(visitor.id()));
  }

  private Left take(String policy, int quota, String who) {
    long now = clock.millis();
    Window window =
        windows
            .asMap()
            .compute(
                policy + ':' + who,
                (_, known) ->
                    known == null || known.endMillis() <= now
                        ? new Window(now + WINDOW.toMillis(), new AtomicInteger())
                        : known);
    int left = quota - window.used().incrementAndGet();
    if (left < 0) {
      metrics.count("lms_http_requests_limited_total", "policy", policy);
    }
    int seconds = (int) Math.max(1, (window.endMillis() - now + 999) / 1000);
    return new Left(policy, quota, left, seconds);
  }

  /** Where a request comes from: the peer, or whom the outermost trusted proxy names. */
  String address(ServerRequest request) {
    if (rates.proxies() > 0) {
      List<String> hops =
          request.headers().values(FORWARDED_FOR).stream()
              .flatMap(line -> Arrays.stream(line.split(",", -1)))
              .map(String::strip)
              .toList();
      int trusted = hops.size() - rates.proxies();
      if (trusted >= 0 && hops.get(trusted).length() <= ADDRESS_MAX) {
        return hops.get(trusted);
      }
    }
    return request.remotePeer().host();
  }
}
