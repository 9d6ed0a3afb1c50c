package lms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP with a platform at {@code base}. */
record Client(String base, HttpClient http) {
  Client(String base) {
    this(base, HttpClient.newHttpClient());
  }

  /** Sends one request; {@code cookie} and {@code key} where they are not null. */
  HttpResponse<String> send(
      String method, String path, String body, @Nullable String cookie, @Nullable String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (body.startsWith("{")) {
      request.header("Content-Type", "application/json");
    } else if (!body.isEmpty()) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
    }
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return sent(request.build());
  }

  private HttpResponse<String> sent(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a page with these headers, each a name and its value. */
  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return sent(request.build());
  }

  /** Sends a form with these headers. */
  HttpResponse<String> post(String path, String form, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .header("Content-Type", "application/x-www-form-urlencoded");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return sent(request.build());
  }

  /** Registers somebody new and answers the session's cookie. */
  String registered(String name) {
    return cookie(
        send(
            "POST",
            "/api/registration",
            "{\"name\":\"%s\",\"email\":\"%s@example.test\",\"password\":\"long enough %s\"}"
                .formatted(name, name, name),
            null,
            null));
  }

  /** Signs in again who was registered here, and answers the new session's cookie. */
  String signedIn(String name) {
    return cookie(
        send(
            "POST",
            "/api/sign-in",
            "{\"email\":\"%s@example.test\",\"password\":\"long enough %s\"}".formatted(name, name),
            null,
            null));
  }

  /** The session's cookie that an answer sets. */
  static String cookie(HttpResponse<String> response) {
    String header = response.headers().firstValue("Set-Cookie").orElseThrow();
    return header.substring(0, header.indexOf(';'));
  }
}
