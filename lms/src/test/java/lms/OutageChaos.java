package lms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import lms.platform.Database;
import lms.platform.DatabaseSettings;
import lms.platform.Metrics;
import lms.platform.Transaction;
import lms.platform.Unavailable;
import lms.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** The platform while its database is gone, and when it is back. */
final class OutageChaos {
  /** The pool's wait of 3 s, twice at most where a page asks two things, and some room. */
  private static final Duration BOUND = Duration.ofSeconds(8);

  /** Only one request a second may find out whether the database is back. */
  private static final int REFUSED = 20;

  @Test
  void answersWith503InBoundedTimeWhileTheDatabaseIsGoneAndRecoversByItself() {
    try (TestDatabase database = new TestDatabase();
        LmsServer server = new LmsServer(database.newDatabase(), Clock.systemUTC())) {
      TaughtCourse course = TaughtCourse.in(server, "HR-5001", 1, TaughtCourse.Rules.NONE);
      Learner learner = Learner.registered(server, "patient");
      learner.enrol(course.id()).expect(201);
      long attempt = learner.start(course.quiz());
      learner.save(attempt, course.questions().getFirst(), 1, "b").expect(200);

      database.stop();
      whileItIsGone(server, course, learner, attempt);
      database.start();

      Eventually.within(
          30, () -> learner.read("/grades").status() == 200, () -> "it does not recover");
      assertThat(server.get("/api/metrics", null).body()).contains("lms_database_breaker_open 0");
      assertThat(learner.read("/attempts/" + attempt).expect(200).text())
          .contains("\"sequence\":1,\"value\":\"b\"");
      assertThat(learner.api("PUT", completion(course), "{}", "kept").expect(200).json())
          .isEqualTo(learner.api("PUT", completion(course), "{}", "kept").expect(200).json());
      learner.hand(attempt).expect(200);
    }
  }

  /** Its pool has looked at no connection that was dead, and can name no reason for having none. */
  @Test
  void isKnownToBeGoneAlsoWhereItsConnectionsBrokeAtWork() {
    try (TestDatabase server = new TestDatabase()) {
      DatabaseSettings many = server.newDatabase();
      var one = new DatabaseSettings(many.url(), many.user(), many.password(), 1);
      try (Database database = new Database(one, new Metrics())) {
        database.connect();
        assertThatThrownBy(
                () ->
                    database.inTransaction(
                        transaction -> {
                          server.stop();
                          return now(transaction);
                        }))
            .isInstanceOf(Unavailable.class);

        assertThatThrownBy(() -> database.reading(OutageChaos::now))
            .isInstanceOf(Unavailable.class)
            .hasMessage("The database does not answer");

        server.start();
        Eventually.within(30, () -> answers(database), () -> "it does not recover");
      }
    }
  }

  private static long now(Transaction transaction) {
    return transaction.first("SELECT 1 AS n", row -> row.number("n")).orElseThrow();
  }

  private static boolean answers(Database database) {
    try {
      return database.reading(OutageChaos::now) == 1;
    } catch (Unavailable e) {
      return false;
    }
  }

  @Test
  void refusesWhatWritesAtOnceAndGoesOnReadingWhileNothingCanBeWritten() throws Exception {
    try (TestDatabase database = new TestDatabase()) {
      DatabaseSettings settings = database.newDatabase();
      try (LmsServer server = new LmsServer(settings, Clock.systemUTC())) {
        TaughtCourse course = TaughtCourse.in(server, "HR-5002", 1, TaughtCourse.Rules.NONE);
        long question = course.questions().getFirst();
        Learner learner = Learner.registered(server, "reader");
        learner.enrol(course.id()).expect(201);
        long attempt = learner.start(course.quiz());
        try (Connection locking =
                DriverManager.getConnection(settings.url(), settings.user(), settings.password());
            Statement lock = locking.createStatement()) {
          lock.execute("FLUSH TABLES WITH READ LOCK");
          assertThat(Together.run(5, () -> timed(() -> learner.save(attempt, question, 1, "a"))))
              .extracting(Learner.Reply::status)
              .containsOnly(503);
          long waitsBefore = waits(server);
          for (int request = 0; request < REFUSED; request++) {
            assertThat(learner.save(attempt, question, 1, "a").status()).isEqualTo(503);
          }
          assertThat(waits(server) - waitsBefore).as("who waited").isLessThan(REFUSED);
          assertThat(learner.read("/grades").status()).isEqualTo(200);
        }
        Eventually.within(
            30,
            () -> learner.save(attempt, question, 2, "b").status() == 200,
            () -> "it does not recover");
      }
    }
  }

  private static void whileItIsGone(
      LmsServer server, TaughtCourse course, Learner learner, long attempt) {
    // The first finds the pool's connections dead; from then on none is there, and none can be
    // made.
    assertThat(timed(() -> learner.read("/grades")).status()).isEqualTo(503);
    List<Learner.Reply> replies =
        Together.run(
            List.of(
                () -> timed(() -> learner.read("/grades")),
                () -> timed(() -> learner.save(attempt, course.questions().getFirst(), 2, "a")),
                () -> timed(() -> learner.hand(attempt)),
                () -> timed(() -> learner.api("PUT", completion(course), "{}", "kept")),
                () -> timed(() -> learner.position(course.lessons().getFirst(), 7))));

    assertThat(replies).extracting(Learner.Reply::status).containsOnly(503);
    assertThat(replies).extracting(Learner.Reply::problem).containsOnly("unavailable");
    assertThat(replies).allMatch(reply -> reply.text().contains("The database does not answer"));
    var page = server.get("/my", learner.cookie());
    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.headers().firstValue("Retry-After")).isPresent();
    assertThat(server.get("/api/metrics", null).body()).contains("lms_database_breaker_open 1");
    long waitsBefore = waits(server);
    for (int request = 0; request < REFUSED; request++) {
      assertThat(learner.read("/grades").status()).isEqualTo(503);
    }
    assertThat(waits(server) - waitsBefore).as("who waited for a connection").isLessThan(REFUSED);
    assertThat(server.get("/api/health", null).body()).contains("\"database\":\"down\"");
    assertThat(server.get("/api/health/ready", null).statusCode()).isEqualTo(200);
    assertThat(server.get("/api/health/live", null).statusCode()).isEqualTo(200);
  }

  /** How often somebody has waited for a connection. */
  private static long waits(LmsServer server) {
    return server
        .get("/api/metrics", null)
        .body()
        .lines()
        .filter(line -> line.startsWith("lms_database_connection_wait_seconds_count"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static Learner.Reply timed(Supplier<Learner.Reply> request) {
    long start = System.nanoTime();
    Learner.Reply reply = request.get();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
    return reply;
  }

  private static String completion(TaughtCourse course) {
    return "/lessons/" + course.lessons().getFirst() + "/completion";
  }
}
