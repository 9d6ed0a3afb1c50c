package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lms.platform.DatabaseSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A course from registration to certificate, by the API and by pages, on any database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CourseJourney {
  private final LmsServer server;

  CourseJourney(DatabaseSettings database) {
    server = new LmsServer(database, Clock.systemUTC());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void takesACourseByTheApiFromEnrolmentToCertificate() {
    TaughtCourse course = TaughtCourse.in(server, "HR-0001", 3, TaughtCourse.Rules.NONE);
    Learner ada = Learner.registered(server, "ada");

    JsonNode enrolment = ada.enrol(course.id()).expect(201).json();
    assertThat(enrolment.path("courseId").asLong()).isEqualTo(course.id());
    assertThat(ada.enrol(course.id()).expect(409).problem()).isEqualTo("already-enrolled");

    long lesson = course.lessons().getFirst();
    JsonNode read = ada.read("/lessons/" + lesson).expect(200).json();
    assertThat(read.path("html").asText()).contains("<em>drink</em>").contains("&lt;b&gt;");
    assertThat(read.path("next").asLong()).isEqualTo(course.lessons().get(1));
    assertThat(ada.position(lesson, 90).expect(200).json().path("seconds").asInt()).isEqualTo(90);
    assertThat(ada.position(lesson, 30).expect(200).json().path("seconds").asInt()).isEqualTo(90);
    assertThat(ada.position(lesson, 601).expect(422).problem()).isEqualTo("bad-position");

    for (int i = 0; i < 3; i++) {
      JsonNode done = ada.complete(course.lessons().get(i)).expect(200).json();
      assertThat(done.path("done").asInt()).isEqualTo(i + 1);
      assertThat(done.path("of").asInt()).isEqualTo(3);
      assertThat(done.path("certificate").isNull()).isTrue();
    }

    long attempt = ada.start(course.quiz());
    course.pass(ada, attempt, 1);
    JsonNode grade = ada.read("/grades").expect(200).json().path("grades").get(0);
    assertThat(grade.path("best").asDouble()).isEqualTo(4);
    assertThat(grade.path("maxScore").asDouble()).isEqualTo(4);
    assertThat(grade.path("passed").asBoolean()).isTrue();
    String code = grade.path("certificate").asText();

    HttpResponse<String> proof = server.get("/api/certificates/" + code, null);
    assertThat(proof.statusCode()).isEqualTo(200);
    assertThat(proof.body()).contains("\"userName\":\"ada\"").contains("Botany of HR-0001");
    assertThat(server.get("/api/certificates/NOSUCHCODE", null).statusCode()).isEqualTo(404);
  }

  @Test
  void asksInAnAttemptWithoutGivingTheKeysAway() {
    TaughtCourse course = TaughtCourse.in(server, "HR-0002", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "bob");

    Learner.Reply started =
        learner.api("POST", "/quizzes/" + course.quiz() + "/attempts", "{}").expect(201);
    assertThat(started.text()).doesNotContain("correct").doesNotContain("Chlorophyll");
    JsonNode attempt = started.json();
    assertThat(attempt.path("number").asInt()).isEqualTo(1);
    assertThat(attempt.path("deadline").isNull()).isTrue();
    List<Long> asked = new ArrayList<>();
    attempt.path("questions").forEach(question -> asked.add(question.path("id").asLong()));
    assertThat(asked).containsExactlyInAnyOrderElementsOf(course.questions());

    long id = attempt.path("attemptId").asLong();
    learner.save(id, course.questions().getFirst(), 1, "b").expect(200);
    JsonNode resumed =
        learner.api("POST", "/quizzes/" + course.quiz() + "/attempts", "{}").expect(200).json();
    assertThat(resumed.path("attemptId").asLong()).isEqualTo(id);
    assertThat(resumed.path("answers").get(0).path("value").asText()).isEqualTo("b");
    assertThat(resumed.path("questions")).isEqualTo(attempt.path("questions"));
    assertThat(learner.read("/attempts/" + id).expect(200).json().path("answers"))
        .isEqualTo(resumed.path("answers"));
  }

  @Test
  void keepsTheAnswerWithTheHighestSequence() {
    TaughtCourse course = TaughtCourse.in(server, "HR-0003", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "cleo");
    long attempt = learner.start(course.quiz());
    long question = course.questions().getFirst();

    learner.save(attempt, question, 5, "a").expect(200);
    JsonNode older = learner.save(attempt, question, 3, "c").expect(200).json();
    assertThat(older.path("sequence").asLong()).isEqualTo(5);
    assertThat(older.path("value").asText()).isEqualTo("a");
    learner.save(attempt, question, 5, "a").expect(200);
    assertThat(learner.save(attempt, question, 5, "b").expect(422).problem())
        .isEqualTo("sequence-reused");
    JsonNode newer = learner.save(attempt, question, 6, "b").expect(200).json();
    assertThat(newer.path("questionId").asLong()).isEqualTo(question);
    assertThat(newer.path("value").asText()).isEqualTo("b");
    assertThat(learner.save(attempt, question, 7, "z").expect(422).problem())
        .isEqualTo("bad-answer");
    learner.save(attempt, 999_999, 7, "a").expect(404);
    learner.save(attempt, question, 0, "a").expect(422);

    assertThat(learner.hand(attempt).expect(200).json().path("score").asDouble()).isEqualTo(1);
    assertThat(learner.save(attempt, question, 8, "a").expect(409).problem())
        .isEqualTo("attempt-submitted");
    learner.hand(attempt).expect(409);
  }

  @Test
  void showsWhatEachAnswerEarnedOnlyAfterSubmission() {
    TaughtCourse course = TaughtCourse.in(server, "HR-0004", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "dora");
    long attempt = learner.start(course.quiz());
    assertThat(learner.page("/attempts/" + attempt + "/review").statusCode()).isEqualTo(409);
    learner.save(attempt, course.questions().get(1), 1, "a,b").expect(200);
    learner.save(attempt, course.questions().get(2), 1, "12,45").expect(200);
    learner.hand(attempt).expect(200);

    assertThat(learner.page("/attempts/" + attempt + "/review").body())
        .contains("1 of 4 points: not passed")
        .contains("Roots; Leaves")
        .contains("Roots; Stems")
        .contains("12,45")
        .contains("Chlorophyll");
    assertThat(learner.read("/attempts/" + attempt + "/review").expect(200).text())
        .contains("\"passed\":false");
  }

  @Test
  void takesACourseByPagesAlone() {
    TaughtCourse course = TaughtCourse.in(server, "HR-0005", 2, TaughtCourse.Rules.NONE);
    Learner eve = Learner.registered(server, "eve");
    String home = "/courses/" + course.id();

    assertThat(eve.submit(home, home + "/enrol", Map.of()).statusCode()).isEqualTo(303);
    assertThat(eve.page(home).body())
        .contains("You take this course")
        .contains("/quizzes/" + course.quiz())
        .contains(home + "/ratings");
    assertThat(eve.page("/my").body()).contains("data-course=\"" + course.id() + '"');
    for (int i = 0; i < 2; i++) {
      String lesson = "/lessons/" + course.lessons().get(i);
      assertThat(eve.page(lesson).body())
          .contains(
              "data-lesson=\"%d\" data-token=\"token-%d-%d\""
                  .formatted(course.lessons().get(i), course.id(), i + 1));
      assertThat(eve.submit(lesson, lesson + "/position", Map.of("seconds", "70")).statusCode())
          .isEqualTo(303);
      assertThat(eve.page(lesson).body()).contains("second 70 of 600");
      assertThat(eve.submit(lesson, lesson + "/completion", Map.of()).statusCode()).isEqualTo(303);
    }

    String quiz = "/quizzes/" + course.quiz();
    String attempt = location(eve.submit(quiz, quiz + "/attempts", Map.of()));
    assertThat(location(eve.submit(attempt, attempt + "/answers", answers(course))))
        .isEqualTo(attempt + "?notice=saved");
    assertThat(location(eve.submit(attempt, attempt + "/submission", answers(course))))
        .isEqualTo(attempt + "?notice=complete");
    String asked = attempt + "?notice=complete";
    assertThat(eve.page(asked).body()).contains("Every question has an answer", "Hand in now");
    assertThat(location(eve.submit(asked, attempt + "/submission", answers(course))))
        .isEqualTo(attempt + "/review");
    assertThat(eve.page(attempt + "/review").body()).contains("4 of 4 points: passed");
    String grades = eve.page("/grades").body();
    assertThat(grades).contains("4 of 4, passed");
    String certificate = grades.substring(grades.indexOf("/certificates/"));
    certificate = certificate.substring(0, certificate.indexOf('"'));
    assertThat(server.get(certificate, null).body())
        .contains("<strong>eve</strong>")
        .contains("Botany of HR-0005");
  }

  @Test
  void tellsLearnersWhatHappenedUntilTheyHaveReadIt() {
    TaughtCourse course = TaughtCourse.in(server, "HR-0006", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "fay");
    learner.complete(course.lessons().getFirst()).expect(200);
    course.pass(learner, learner.start(course.quiz()), 1);

    JsonNode inbox = learner.read("/notifications").expect(200).json();
    assertThat(inbox.path("unread").asInt()).isEqualTo(3);
    assertThat(inbox.path("items").findValuesAsText("kind"))
        .containsExactly("certificate", "grade", "enrolment");
    inbox.path("items").forEach(item -> assertOpens(learner, item.path("link").asText()));

    learner.api("POST", "/notifications/read", "{}").expect(204);
    assertThat(learner.read("/notifications").json().path("unread").asInt()).isZero();
    assertThat(learner.page("/notifications").body()).contains("Nothing is unread.");
  }

  @Test
  void countsALearnersRatingOnceHoweverOftenItChanges() {
    TaughtCourse course = TaughtCourse.in(server, "HR-0007", 1, TaughtCourse.Rules.NONE);
    Learner gus = enrolled(course, "gus");
    Learner hal = enrolled(course, "hal");
    String rating = "/courses/" + course.id() + "/rating";

    gus.api("PUT", rating, "{\"stars\":2,\"comment\":\"Dry\"}").expect(200);
    hal.api("PUT", rating, "{\"stars\":5,\"comment\":\"Fine\"}").expect(200);
    gus.api("PUT", rating, "{\"stars\":4,\"comment\":\"Better\"}").expect(200);
    gus.api("PUT", rating, "{\"stars\":6,\"comment\":\"\"}").expect(422);

    JsonNode shown = gus.read("/courses/" + course.id()).json();
    assertThat(shown.path("rating").asDouble()).isEqualTo(4.5);
    assertThat(shown.path("ratings").asInt()).isEqualTo(2);
    assertThat(gus.page("/courses/" + course.id() + "/ratings").body())
        .contains("Better")
        .contains("Fine")
        .doesNotContain("Dry");
  }

  @Test
  void letsOnlyThoseInWhoTakeTheCourse() {
    TaughtCourse course = TaughtCourse.in(server, "HR-0008", 1, TaughtCourse.Rules.NONE);
    Learner stranger = Learner.registered(server, "ivy");
    long lesson = course.lessons().getFirst();

    stranger.read("/lessons/" + lesson).expect(403);
    stranger.position(lesson, 5).expect(403);
    stranger.complete(lesson).expect(403);
    stranger.api("POST", "/quizzes/" + course.quiz() + "/attempts", "{}").expect(403);
    stranger
        .api("PUT", "/courses/" + course.id() + "/rating", "{\"stars\":1,\"comment\":\"\"}")
        .expect(403);
    assertThat(stranger.page("/lessons/" + lesson).statusCode()).isEqualTo(403);
    assertThat(stranger.page("/quizzes/" + course.quiz()).statusCode()).isEqualTo(403);
    assertThat(
            server.count("SELECT COUNT(*) AS n FROM lesson_progress WHERE lesson_id = ?", lesson))
        .isZero();
  }

  private static void assertOpens(Learner learner, String link) {
    assertThat(learner.page(link).statusCode()).as(link).isEqualTo(200);
  }

  private Learner enrolled(TaughtCourse course, String name) {
    Learner learner = Learner.registered(server, name);
    learner.enrol(course.id()).expect(201);
    return learner;
  }

  private static String location(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Location")
        .orElseThrow(() -> new AssertionError(response.body()));
  }

  private static Map<String, String> answers(TaughtCourse course) {
    Map<String, String> answers = new java.util.HashMap<>();
    for (int i = 0; i < course.questions().size(); i++) {
      answers.put("q" + course.questions().get(i), TaughtCourse.RIGHT.get(i));
    }
    return answers;
  }
}
