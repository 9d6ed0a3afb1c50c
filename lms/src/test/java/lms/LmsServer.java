package lms;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import lms.platform.Database;
import lms.platform.DatabaseSettings;
import lms.platform.Metrics;
import lms.testing.TestDatabase;
import lms.testing.TestRedis;
import org.jspecify.annotations.Nullable;

/** The platform on a database and a Redis of its own, and a client that speaks to it. */
final class LmsServer implements AutoCloseable {
  final TestRedis redis = new TestRedis();
  final Database database;
  final Lms lms;
  private final HttpClient client = HttpClient.newHttpClient();

  LmsServer() {
    this(TestDatabase.create(), Clock.systemUTC());
  }

  LmsServer(DatabaseSettings settings, Clock clock) {
    this(settings, clock, 2, 50);
  }

  LmsServer(int hashingThreads, int hashingQueue) {
    this(TestDatabase.create(), Clock.systemUTC(), hashingThreads, hashingQueue);
  }

  private LmsServer(DatabaseSettings settings, Clock clock, int hashingThreads, int hashingQueue) {
    LmsConfig config =
        new LmsConfig(
            "127.0.0.1", 0, settings, redis.url(), hashingThreads, hashingQueue, "test", false);
    lms = Lms.start(config, clock);
    database = new Database(settings, new Metrics());
  }

  /** Sends one request; {@code cookie} and {@code key} where they are not null. */
  HttpResponse<String> send(
      String method, String path, String body, @Nullable String cookie, @Nullable String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + lms.port() + path))
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
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path, @Nullable String cookie) {
    return send("GET", path, "", cookie, null);
  }

  /** Registers somebody new and answers the session's cookie. */
  String registered(String name) {
    HttpResponse<String> response =
        send(
            "POST",
            "/api/registration",
            "{\"name\":\"%s\",\"email\":\"%s@example.test\",\"password\":\"long enough %s\"}"
                .formatted(name, name, name),
            null,
            null);
    return cookie(response);
  }

  static String cookie(HttpResponse<String> response) {
    String header = response.headers().firstValue("Set-Cookie").orElseThrow();
    return header.substring(0, header.indexOf(';'));
  }

  /** A published course with one lesson; answers its id. */
  long course(String code, @Nullable Integer seats) {
    return database.inTransaction(
        transaction -> {
          long teacher =
              transaction.insert(
                  "INSERT INTO users (email, name, role, password_hash, created_at)"
                      + " VALUES (?, 'Tess Teacher', 'teacher', '-', NOW(3))",
                  code + "-teacher@example.test");
          long course =
              transaction.insert(
                  "INSERT INTO courses (code, title, summary, description, category,"
                      + " content_token, teacher_id, seats, published_at) VALUES"
                      + " (?, ?, 'A summary', 'A description', 'science', ?, ?, ?, NOW(3))",
                  code,
                  "Botany of " + code,
                  "token-" + code,
                  teacher,
                  seats);
          long section =
              transaction.insert(
                  "INSERT INTO sections (course_id, position, title) VALUES (?, 1, 'Roots')",
                  course);
          transaction.run(
              "INSERT INTO lessons (course_id, section_id, position, title, body, content_token)"
                  + " VALUES (?, ?, 1, 'First roots', 'Text', 't1')",
              course,
              section);
          return course;
        });
  }

  long count(String sql, Object... parameters) {
    return database
        .inTransaction(transaction -> transaction.first(sql, row -> row.number("n"), parameters))
        .orElseThrow();
  }

  @Override
  public void close() {
    lms.close();
    database.close();
    redis.close();
  }
}
