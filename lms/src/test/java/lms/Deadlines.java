package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import lms.platform.DatabaseSettings;
import lms.testing.MutableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Attempts with 60 s and a grace of 5 s, by a clock of the test's own, on any database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Deadlines {
  private static final TaughtCourse.Rules MINUTE = new TaughtCourse.Rules(60, 5, null);

  private final MutableClock clock = new MutableClock();
  private final LmsServer server;

  Deadlines(DatabaseSettings database) {
    server = new LmsServer(database, clock);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void acceptsAnswersUntilTheEndOfTheGrace() {
    TaughtCourse course = TaughtCourse.in(server, "HR-2001", 1, MINUTE);
    Learner learner = enrolled(course, "slow");
    JsonNode started = start(learner, course);
    long attempt = started.path("attemptId").asLong();
    long question = course.questions().getFirst();
    Instant deadline = clock.instant().plusSeconds(60);
    assertThat(Instant.parse(started.path("deadline").asText())).isEqualTo(deadline);

    clock.forward(Duration.ofSeconds(65));
    learner.save(attempt, question, 1, "b").expect(200);
    clock.forward(Duration.ofMillis(1));
    assertThat(learner.save(attempt, question, 2, "a").expect(409).problem())
        .isEqualTo("attempt-overdue");

    JsonNode closed = learner.read("/attempts/" + attempt).expect(200).json();
    assertThat(closed.path("score").asDouble()).isEqualTo(1);
    assertThat(Instant.parse(closed.path("submittedAt").asText()))
        .isEqualTo(deadline.plusSeconds(5));
    assertThat(closed.path("answers").get(0).path("value").asText()).isEqualTo("b");
    assertThat(learner.hand(attempt).expect(409).problem()).isEqualTo("attempt-submitted");
  }

  @Test
  void gradesALateSubmissionByWhatWasSavedInTime() {
    TaughtCourse course = TaughtCourse.in(server, "HR-2002", 1, MINUTE);
    Learner learner = enrolled(course, "late");
    long attempt = start(learner, course).path("attemptId").asLong();
    learner.save(attempt, course.questions().getFirst(), 1, "b").expect(200);

    clock.forward(Duration.ofHours(2));

    assertThat(learner.hand(attempt).expect(200).json().path("score").asDouble()).isEqualTo(1);
  }

  @Test
  void showsTheGradeOfAnAttemptThatNobodyCameBackTo() {
    TaughtCourse course = TaughtCourse.in(server, "HR-2003", 1, MINUTE);
    Learner learner = enrolled(course, "gone");
    long attempt = start(learner, course).path("attemptId").asLong();
    learner.save(attempt, course.questions().getFirst(), 1, "b").expect(200);
    assertThat(learner.read("/grades").json().path("grades").get(0).path("best").isNull()).isTrue();

    clock.forward(Duration.ofMinutes(3));

    assertThat(learner.read("/grades").json().path("grades").get(0).path("best").asDouble())
        .isEqualTo(1);
    assertThat(learner.page("/quizzes/" + course.quiz()).body()).contains("1 of 4");
  }

  @Test
  void startsANewAttemptOverAnOverdueOne() {
    TaughtCourse course = TaughtCourse.in(server, "HR-2004", 1, new TaughtCourse.Rules(60, 5, 2));
    Learner learner = enrolled(course, "again");
    start(learner, course);
    clock.forward(Duration.ofMinutes(3));

    JsonNode second = start(learner, course);

    assertThat(second.path("number").asInt()).isEqualTo(2);
    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM attempts WHERE quiz_id = ? AND submitted_at IS NULL",
                course.quiz()))
        .isEqualTo(1);
  }

  @Test
  void endsASessionAfterTwoWeeks() {
    Learner learner = Learner.registered(server, "forgotten");
    learner.read("/grades").expect(200);

    clock.forward(Duration.ofDays(15));

    learner.read("/grades").expect(401);
  }

  private static JsonNode start(Learner learner, TaughtCourse course) {
    return learner.api("POST", "/quizzes/" + course.quiz() + "/attempts", "{}").expect(201).json();
  }

  private Learner enrolled(TaughtCourse course, String name) {
    Learner learner = Learner.registered(server, name);
    learner.enrol(course.id()).expect(201);
    return learner;
  }
}
