package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import lms.testing.MutableClock;
import lms.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beginning an exam while many do: one a second, two at once after a quiet time. */
final class ExamQueueTest {
  private static final MutableClock clock = new MutableClock();
  private static final LmsServer server = LmsServer.admitting(TestDatabase.create(), clock, 1);

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void waitUntilItIsQuiet() {
    clock.forward(Duration.ofHours(1));
  }

  @Test
  void saysToProgramsWhenToComeBackAndLetsThemInThen() {
    TaughtCourse course = TaughtCourse.in(server, "HR-6001", 1, TaughtCourse.Rules.NONE);
    String path = "/api/quizzes/" + course.quiz() + "/attempts";
    double queued = server.figure("lms_quiz_starts_queued_total");
    double waits = server.figure("lms_quiz_start_wait_seconds_count");
    double seconds = server.figure("lms_quiz_start_wait_seconds_sum");
    for (int i = 0; i < 2; i++) {
      enrolled(course, "quick" + i).start(course.quiz());
    }
    Learner third = enrolled(course, "third");
    Learner fourth = enrolled(course, "fourth");

    HttpResponse<String> told = server.send("POST", path, "{}", third.cookie(), "key");
    assertThat(told.statusCode()).isEqualTo(503);
    assertThat(told.headers().firstValue("Retry-After")).contains("1");
    JsonNode waiting = new Learner.Reply(503, told.body()).json();
    assertThat(waiting.path("type").asText()).isEqualTo("/problems/waiting");
    assertThat(waiting.path("place").asLong()).isEqualTo(1);
    assertThat(Instant.parse(waiting.path("startsAt").asText()))
        .isEqualTo(clock.instant().plusSeconds(1));
    HttpResponse<String> next = server.send("POST", path, "{}", fourth.cookie(), "key");
    assertThat(next.headers().firstValue("Retry-After")).contains("2");

    clock.forward(Duration.ofSeconds(1));
    assertThat(server.send("POST", path, "{}", fourth.cookie(), "key").statusCode())
        .as("not before its turn")
        .isEqualTo(503);
    assertThat(server.send("POST", path, "{}", third.cookie(), "key").statusCode())
        .as("under the key of before")
        .isEqualTo(201);
    clock.forward(Duration.ofSeconds(1));
    assertThat(server.send("POST", path, "{}", fourth.cookie(), "key").statusCode()).isEqualTo(201);
    assertThat(server.count("SELECT COUNT(*) AS n FROM attempts WHERE quiz_id = ?", course.quiz()))
        .isEqualTo(4);
    assertThat(server.figure("lms_quiz_starts_queued_total") - queued).isEqualTo(3);
    assertThat(server.figure("lms_quiz_start_wait_seconds_count") - waits).isEqualTo(3);
    assertThat(server.figure("lms_quiz_start_wait_seconds_sum") - seconds).isEqualTo(4);
  }

  @Test
  void showsPeopleAPlaceAndATimeAndThenAButton() {
    TaughtCourse course = TaughtCourse.in(server, "HR-6002", 1, TaughtCourse.Rules.NONE);
    String quiz = "/quizzes/" + course.quiz();
    for (int i = 0; i < 2; i++) {
      enrolled(course, "early" + i).start(course.quiz());
    }
    Learner learner = enrolled(course, "patient");
    assertThat(learner.page(quiz + "/waiting").headers().firstValue("Location")).contains(quiz);

    HttpResponse<String> sent = learner.submit(quiz, quiz + "/attempts", Map.of());
    assertThat(sent.headers().firstValue("Location")).contains(quiz + "/waiting");
    HttpResponse<String> waiting = learner.page(quiz + "/waiting");
    assertThat(waiting.body()).contains("You are number 1 in the queue").doesNotContain("<button>");
    assertThat(waiting.headers().firstValue("Refresh")).contains("1");

    clock.forward(Duration.ofSeconds(1));
    assertThat(learner.page(quiz + "/waiting").body()).contains("It is your turn");
    HttpResponse<String> begun = learner.submit(quiz + "/waiting", quiz + "/attempts", Map.of());
    assertThat(begun.headers().firstValue("Location").orElseThrow()).startsWith("/attempts/");
  }

  @Test
  void letsNobodyWaitWhoGoesOnOrMayNotBegin() {
    TaughtCourse course = TaughtCourse.in(server, "HR-6003", 1, new TaughtCourse.Rules(null, 0, 1));
    Learner open = enrolled(course, "open");
    Learner used = enrolled(course, "used");
    long attempt = open.start(course.quiz());
    used.hand(used.start(course.quiz())).expect(200);
    Learner stranger = Learner.registered(server, "stranger");
    String path = "/quizzes/" + course.quiz() + "/attempts";

    assertThat(enrolled(course, "waits").api("POST", path, "{}").status()).isEqualTo(503);
    assertThat(open.api("POST", path, "{}").expect(200).json().path("attemptId").asLong())
        .isEqualTo(attempt);
    assertThat(used.api("POST", path, "{}").expect(409).problem()).isEqualTo("attempts-used");
    stranger.api("POST", path, "{}").expect(403);
  }

  private static Learner enrolled(TaughtCourse course, String name) {
    Learner learner = Learner.registered(server, name);
    learner.enrol(course.id()).expect(201);
    return learner;
  }
}
