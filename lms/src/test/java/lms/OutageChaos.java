package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
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

  private static void whileItIsGone(
      LmsServer server, TaughtCourse course, Learner learner, long attempt) {
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
