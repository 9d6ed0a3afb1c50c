package chaos.invariants;

import environments.AnyCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A browser's connection to the platform. It trusts any certificate: it visits only what the run
 * itself has started.
 */
final class Client implements AutoCloseable {
  private static final Duration TIME_OUT = Duration.ofSeconds(10);

  private final URI base;
  private final String address;
  private final HttpClient http;

  /**
   * One that has connected to nobody yet.
   *
   * @param address where an edge of the run is told that it comes from
   */
  Client(URI base, String address) {
    this.base = base;
    this.address = address;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIME_OUT)
            .sslContext(AnyCertificate.context())
            .build();
  }

  HttpResponse<String> get(String path, String cookie) throws IOException, InterruptedException {
    return send(request(path).header("Cookie", cookie).GET());
  }

  /**
   * Sends JSON.
   *
   * @param key the idempotency key; null where the request takes none
   */
  HttpResponse<String> send(
      String method, String path, String cookie, @Nullable String key, String json)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .header("Cookie", cookie)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json));
    return send(key == null ? request : request.header("Idempotency-Key", key));
  }

  /** Without a session. */
  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(TIME_OUT)
        .header("X-Forwarded-For", address)
        .header("User-Agent", "headroom-watcher");
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
