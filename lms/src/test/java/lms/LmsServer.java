package lms;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import lms.platform.Database;
import lms.platform.DatabaseSettings;
import lms.platform.Metrics;
import lms.platform.Rates;
import lms.platform.Transaction;
import lms.testing.TestDatabase;
import lms.testing.TestRedis;
import org.jspecify.annotations.Nullable;

/** The platform on a database and a Redis of its own, and a client that speaks to it. */
final class LmsServer implements AutoCloseable {
  final TestRedis redis = new TestRedis();
  final Database database;
  final Lms lms;
  private final Client client;
  private volatile @Nullable Contract contract;

  LmsServer() {
    this(TestDatabase.create(), Clock.systemUTC());
  }

  LmsServer(DatabaseSettings settings, Clock clock) {
    this(settings, clock, Duration.ZERO, 2, 50, null, 10_000);
  }

  LmsServer(DatabaseSettings settings, Clock clock, Duration drain) {
    this(settings, clock, drain, 2, 50, null, 10_000);
  }

  LmsServer(int hashingThreads, int hashingQueue) {
    this(
        TestDatabase.create(),
        Clock.systemUTC(),
        Duration.ZERO,
        hashingThreads,
        hashingQueue,
        null,
        10_000);
  }

  LmsServer(DatabaseSettings settings, Clock clock, LmsConfig.Mail mail) {
    this(settings, clock, Duration.ZERO, 2, 50, mail, 10_000);
  }

  /** Lets so many exams begin a second. */
  static LmsServer admitting(DatabaseSettings settings, Clock clock, int quizStarts) {
    return new LmsServer(settings, clock, Duration.ZERO, 2, 50, null, quizStarts);
  }

  /** With these settings beside those that lead to its database and its Redis. */
  LmsServer(Map<String, String> more, Clock clock) {
    DatabaseSettings settings = TestDatabase.create();
    Map<String, String> environment = new HashMap<>(more);
    environment.put("LMS_HTTP_PORT", "0");
    environment.put("LMS_DATABASE_URL", settings.url());
    environment.put("LMS_DATABASE_USER", settings.user());
    environment.put("LMS_DATABASE_PASSWORD", "any");
    environment.put("LMS_DATABASE_POOL", "10");
    environment.put("LMS_REDIS_URL", redis.url());
    lms = Lms.start(LmsConfig.of(environment), clock);
    client = new Client("http://127.0.0.1:" + lms.port());
    database = new Database(settings, new Metrics());
  }

  private LmsServer(
      DatabaseSettings settings,
      Clock clock,
      Duration drain,
      int hashingThreads,
      int hashingQueue,
      LmsConfig.@Nullable Mail mail,
      int quizStarts) {
    LmsConfig config =
        new LmsConfig(
            "127.0.0.1",
            0,
            settings,
            true,
            redis.url(),
            hashingThreads,
            hashingQueue,
            "test",
            false,
            drain,
            true,
            "https://lms.example.test",
            mail,
            quizStarts,
            new Rates(1_000_000, 1_000_000, 0),
            null);
    lms = Lms.start(config, clock);
    client = new Client("http://127.0.0.1:" + lms.port());
    database = new Database(settings, new Metrics());
  }

  /**
   * Sends one request; {@code cookie} and {@code key} where they are not null. What the API answers
   * is held against what it promises.
   */
  HttpResponse<String> send(
      String method, String path, String body, @Nullable String cookie, @Nullable String key) {
    HttpResponse<String> answer = client.send(method, path, body, cookie, key);
    if (path.startsWith("/api/")) {
      contract().check(method, path, answer);
    }
    return answer;
  }

  /** What this platform's API promises. */
  Contract contract() {
    Contract known = contract;
    if (known == null) {
      known = new Contract(client.send("GET", "/api/openapi.json", "", null, null).body());
      contract = known;
    }
    return known;
  }

  /** Where it answers. */
  String address() {
    return client.base();
  }

  HttpResponse<String> get(String path, @Nullable String cookie) {
    return send("GET", path, "", cookie, null);
  }

  /** The value of a series at {@code /api/metrics}; 0 where it is not there yet. */
  double figure(String series) {
    return get("/api/metrics", null)
        .body()
        .lines()
        .filter(line -> line.startsWith(series + ' '))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  /** Signs in again who was registered here, and answers the new session's cookie. */
  String signedIn(String name) {
    return client.signedIn(name);
  }

  /** Registers somebody new and answers the session's cookie. */
  String registered(String name) {
    return client.registered(name);
  }

  /** A learner whom nobody signs in as, for tests that need many at once; answers the id. */
  static long learner(Transaction transaction, String email, String name) {
    return transaction.insert(
        "INSERT INTO users (email, name, role, password_hash, created_at)"
            + " VALUES (?, ?, 'learner', '-', NOW(3))",
        email,
        name);
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
