package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lms.platform.DatabaseSettings;
import lms.platform.Figures;
import lms.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What people do, and what goes wrong, in the figures that {@link MetricsTest} leaves out. */
final class FigureMovementTest {
  private static final Path TESTS =
      Path.of(Objects.requireNonNull(System.getProperty("headroom.root"), "headroom.root"))
          .resolve("lms/src/test/java");

  private static final LmsServer server = new LmsServer();

  @AfterAll
  static void stop() {
    server.close();
  }

  /** What {@code act} adds to {@code series}. */
  private static double gain(String series, Runnable act) {
    double before = server.figure(series);
    act.run();
    return server.figure(series) - before;
  }

  @Test
  void isShownForEveryFigureByATestThatNamesIt() throws IOException {
    StringBuilder tests = new StringBuilder();
    try (Stream<Path> files = Files.walk(TESTS)) {
      for (Path file : files.filter(FigureMovementTest::isTest).toList()) {
        tests.append(Files.readString(file));
      }
    }

    assertThat(Figures.all())
        .extracting(figure -> figure.name())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(tests).contains(name));
  }

  private static boolean isTest(Path file) {
    return file.toString().endsWith("Test.java") || file.toString().endsWith("Chaos.java");
  }

  @Test
  void countsWhoComesGoesAndChangesThePassword() {
    Learner person = Learner.registered(server, "moves");
    String old = "long enough moves";

    assertThat(gain("lms_sign_ins_total{source=\"api\",}", () -> server.signedIn("moves")))
        .isEqualTo(1);
    String change = "{\"current\":\"%s\",\"password\":\"brand new password\"}".formatted(old);
    assertThat(
            gain(
                "lms_password_changes_total",
                () -> {
                  person.api("PUT", "/profile/password", change).expect(204);
                  person.api("PUT", "/profile/password", change).expect(422);
                }))
        .isEqualTo(1);
    Learner other = Learner.registered(server, "leaves");
    assertThat(gain("lms_sign_outs_total", () -> other.api("POST", "/sign-out", "{}").expect(204)))
        .isEqualTo(1);
    assertThat(
            gain(
                "lms_accounts_erased_total",
                () -> {
                  person.api("POST", "/profile/erasure", "{\"password\":\"wrong\"}").expect(422);
                  person
                      .api("POST", "/profile/erasure", "{\"password\":\"brand new password\"}")
                      .expect(204);
                }))
        .isEqualTo(1);
  }

  @Test
  void countsTheLineForASeat() {
    long course = server.course("HR-7301", 1);
    Learner seated = Learner.registered(server, "seated");
    Learner first = Learner.registered(server, "first");
    Learner second = Learner.registered(server, "second");
    seated.enrol(course).expect(201);
    String waiting = "/courses/" + course + "/waiting";
    String event = "lms_course_waiting_total{event=\"%s\",}";

    assertThat(
            gain(
                event.formatted("joined"),
                () -> {
                  first.api("POST", waiting, "{}").expect(201);
                  second.api("POST", waiting, "{}").expect(201);
                  second.api("POST", waiting, "{}");
                }))
        .isEqualTo(2);
    assertThat(
            gain(
                event.formatted("left"),
                () -> {
                  first.api("POST", waiting + "/end", "{}");
                  first.api("POST", waiting + "/end", "{}").expect(409);
                }))
        .isEqualTo(1);
    double served = server.figure(event.formatted("seated"));
    double enrolled = server.figure("lms_course_enrollments_total{kind=\"waiting\",}");
    assertThat(
            gain(
                "lms_course_departures_total",
                () -> seated.api("POST", "/courses/" + course + "/leave", "{}")))
        .isEqualTo(1);
    assertThat(server.figure(event.formatted("seated"))).isEqualTo(served + 1);
    assertThat(server.figure("lms_course_enrollments_total{kind=\"waiting\",}"))
        .isEqualTo(enrolled + 1);
  }

  @Test
  void countsWhatIsSaidAndTakenBack() {
    TaughtCourse course = TaughtCourse.in(server, "HR-7302", 1, TaughtCourse.Rules.NONE);
    Learner learner = Learner.taking(server, course.id(), "talks");
    String said = "lms_discussion_posts_total{kind=\"%s\",}";
    List<Long> posts = new ArrayList<>();
    String lesson = "/lessons/" + course.lessons().getFirst() + "/discussion";

    assertThat(gain(said.formatted("thread"), () -> posts.add(post(learner, lesson)))).isEqualTo(1);
    String replies = "/posts/" + posts.getFirst() + "/replies";
    assertThat(gain(said.formatted("reply"), () -> posts.add(post(learner, replies)))).isEqualTo(1);
    String deletion = "/posts/" + posts.getLast() + "/deletion";
    assertThat(gain("lms_discussion_deletions_total", () -> learner.api("POST", deletion, "{}")))
        .isEqualTo(1);
  }

  private static long post(Learner learner, String path) {
    return learner
        .api("POST", path, "{\"body\":\"Why?\"}")
        .expect(201)
        .json()
        .path("postId")
        .asLong();
  }

  @Test
  void countsAnExamFromItsBeginningToItsCertificate() {
    TaughtCourse course = TaughtCourse.in(server, "HR-7303", 1, TaughtCourse.Rules.NONE);
    Learner learner = Learner.taking(server, course.id(), "passes");
    List<Long> attempts = new ArrayList<>();

    assertThat(
            gain(
                "lms_quiz_attempts_total",
                () -> {
                  attempts.add(learner.start(course.quiz()));
                  attempts.add(learner.start(course.quiz())); // The same one, resumed.
                }))
        .isEqualTo(1);
    double closed = server.figure("lms_quiz_submissions_total{ending=\"learner\",}");
    assertThat(
            gain(
                "lms_quiz_answers_saved_total",
                () -> {
                  learner.save(attempts.getFirst(), course.questions().getFirst(), 1, "a");
                  learner.save(attempts.getFirst(), course.questions().getFirst(), 1, "b");
                  course.pass(learner, attempts.getFirst(), 2);
                }))
        .as("each answer once, an old sequence never")
        .isEqualTo(5);
    assertThat(server.figure("lms_quiz_submissions_total{ending=\"learner\",}"))
        .isEqualTo(closed + 1);
    long lesson = course.lessons().getFirst();
    assertThat(
            gain(
                "lms_certificates_issued_total",
                () -> {
                  learner.complete(lesson).expect(200);
                  learner.complete(lesson).expect(200);
                }))
        .isEqualTo(1);
  }

  @Test
  void countsAWriteThatIsSentAgain() {
    TaughtCourse course = TaughtCourse.in(server, "HR-7304", 1, TaughtCourse.Rules.NONE);
    Learner learner = Learner.registered(server, "repeats");
    String path = "/courses/" + course.id() + "/enrolment";

    assertThat(
            gain(
                "lms_idempotent_replays_total",
                () -> {
                  learner.api("POST", path, "{}", "one-key").expect(201);
                  learner.api("POST", path, "{}", "one-key").expect(201);
                }))
        .isEqualTo(1);
  }

  @Test
  void countsVideoPositionsStoredAndOvertakenByNewerOnes() {
    TaughtCourse course = TaughtCourse.in(server, "HR-7305", 1, TaughtCourse.Rules.NONE);
    Learner learner = Learner.taking(server, course.id(), "watches");
    String written = "lms_video_position_writes_total{result=\"%s\",}";
    double before =
        server.figure(written.formatted("stored")) + server.figure(written.formatted("coalesced"));

    for (int seconds = 1; seconds <= 40; seconds++) {
      learner.position(course.lessons().getFirst(), seconds);
    }

    Eventually.within(
        10,
        () ->
            server.figure(written.formatted("stored"))
                    + server.figure(written.formatted("coalesced"))
                == before + 40,
        () -> "40 positions were sent, and are not all accounted for");
    assertThat(server.figure(written.formatted("stored"))).isPositive();
    assertThat(server.figure("lms_video_position_queue")).isZero();
  }

  @Test
  void countsWhatIsNoRequestAtAll() {
    assertThat(
            gain(
                "lms_http_requests_malformed_total{status=\"400\",}",
                () -> RawRequest.sent(server.address(), "GARBAGE\r\n\r\n")))
        .isEqualTo(1);
  }

  @Test
  void showsTheProcessAndItsCache() {
    long course = server.course("HR-7306", null);
    double cpu = server.figure("lms_process_cpu_seconds_total");

    assertThat(
            gain(
                "lms_redis_commands_total{command=\"GET\",}",
                () -> server.get("/api/courses/" + course, null)))
        .isPositive();
    assertThat(server.figure("lms_cache_entries")).isPositive();
    assertThat(server.figure("lms_jvm_heap_used_bytes")).isGreaterThan(1_000_000);
    assertThat(server.figure("lms_jvm_threads")).isGreaterThan(4);
    assertThat(server.figure("lms_uptime_seconds")).isPositive();
    assertThat(server.get("/api/metrics", null).body()).contains("lms_jvm_gc_pause_seconds_sum");
    Eventually.within(
        10,
        () -> server.figure("lms_process_cpu_seconds_total") > cpu,
        () -> "this process takes CPU by asking");
  }

  @Test
  void countsWhatRedisRefusesAndAnswersAllTheSame() {
    long course = server.course("HR-7307", null);
    server.redis.pretend("course:" + course);

    assertThat(
            gain(
                "lms_cache_failures_total",
                () ->
                    assertThat(server.get("/api/courses/" + course, null).statusCode())
                        .isEqualTo(200)))
        .isPositive();
  }

  @Test
  void showsWhoWaitsToBeHashedAndCountsWhoIsTurnedAway() throws Exception {
    try (LmsServer small = new LmsServer(1, 4);
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      String body = "{\"email\":\"nobody@example.test\",\"password\":\"long enough\"}";
      List<Future<Integer>> answers =
          IntStream.range(0, 200)
              .mapToObj(
                  i ->
                      executor.submit(
                          () -> small.send("POST", "/api/sign-in", body, null, null).statusCode()))
              .toList();

      Eventually.within(
          20,
          () -> small.figure("lms_password_hashing_queue") > 0,
          () -> "nobody waits to be hashed");
      int rejected = 0;
      for (Future<Integer> answer : answers) {
        rejected += answer.get() == 503 ? 1 : 0;
      }
      assertThat(rejected).isPositive();
      assertThat(small.figure("lms_password_hashing_rejected_total")).isEqualTo(rejected);
      assertThat(small.figure("lms_password_hashing_queue")).isZero();
    }
  }

  /** While nobody may read courses, whoever asks for one holds a connection, or waits for one. */
  @Test
  void showsTheConnectionsAndCountsWhoIsTurnedAwayWhenTooManyWait() throws Exception {
    DatabaseSettings settings = TestDatabase.create();
    try (LmsServer busy = new LmsServer(settings, Clock.systemUTC());
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(busy.figure("lms_database_connections_limit")).isEqualTo(settings.poolSize());
      Eventually.within(
          10,
          () -> busy.figure("lms_database_connections_idle") > 0,
          () -> "no connection is held");
      assertThat(busy.figure("lms_database_connections_held"))
          .isBetween(1.0, (double) settings.poolSize());
      try (Connection other =
              DriverManager.getConnection(settings.url(), settings.user(), settings.password());
          Statement lock = other.createStatement()) {
        lock.execute("LOCK TABLES courses WRITE");
        for (int i = 0; i < 600; i++) {
          int id = i + 1;
          executor.execute(() -> busy.get("/api/courses/" + id, null));
        }
        Eventually.within(
            20,
            () ->
                busy.figure("lms_http_requests_shed_total") > 0
                    && busy.figure("lms_database_connections_pending") > 0
                    && busy.figure("lms_http_requests_active") > settings.poolSize(),
            () -> "600 requests that wait leave no trace");
        assertThat(busy.figure("lms_database_connections_active"))
            .isLessThanOrEqualTo(settings.poolSize());
        unlock(lock);
      }
    }
  }

  private static void unlock(Statement lock) throws SQLException {
    lock.execute("UNLOCK TABLES");
  }
}
