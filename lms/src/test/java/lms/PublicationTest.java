package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the publication of a course changes, and what nobody sees or hears of before. */
final class PublicationTest {
  private static final LmsServer server = new LmsServer();
  private static Teacher teacher;

  @BeforeAll
  static void prepare() {
    teacher = Teacher.registered(server, "publisher");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static long lesson(long course) {
    return server.count("SELECT MIN(id) AS n FROM lessons WHERE course_id = ?", course);
  }

  private static long heardOf(Learner learner, String kind) {
    return server.count(
        "SELECT COUNT(*) AS n FROM notifications WHERE user_id = ? AND kind = ?",
        learner.id(),
        kind);
  }

  @Test
  void isPrecededByAPreviewForTeachersOnly() {
    long course = teacher.course("HR-5310");
    long section = teacher.section(course, "Beginnings");
    long shown = teacher.lesson(course, section, "A finished lesson");
    long quiz = teacher.quiz(course, "Early");
    String preview = "/teach/courses/" + course + "/preview";

    assertThat(teacher.page(preview).body())
        .contains("Bees of HR-5310", "All about them", "Beginnings")
        .contains("/teach/lessons/" + shown + "/preview", "/teach/quizzes/" + quiz + "/trial")
        .contains("This is what learners see")
        .doesNotContain("action=\"/courses/");
    assertThat(Learner.registered(server, "curious").page(preview).statusCode()).isEqualTo(403);
    assertThat(Learner.teaching(server, "colleague").page(preview).statusCode()).isEqualTo(403);
    assertThat(server.get("/courses/" + course, null).statusCode()).isEqualTo(404);
  }

  @Test
  void tellsThoseWhomATeacherEnrolledOnlyThenAndShowsThemNothingBefore() {
    long course = teacher.course("HR-5301");
    teacher.lesson(course, teacher.section(course, "s"), "l");
    long quiz = teacher.quiz(course, "Early");
    teacher.single("/teach/quizzes/" + quiz, "Early?");
    String polls = "/teach/courses/" + course + "/polls";
    long poll =
        Teacher.idOf(teacher.act(polls, polls, Map.of("question", "Q?", "options", "A\nB")));
    Learner learner = Learner.registered(server, "invited");
    teacher.enrol(course, "invited@example.test").expect(200);
    String news = "/teach/courses/" + course + "/announcements";
    String told =
        teacher
            .act(news, news, Map.of("title", "Bring shoes", "body", "Both"))
            .headers()
            .firstValue("Location")
            .orElseThrow();
    assertThat(teacher.page(told).body()).contains("notified once the course is published");

    for (String page : List.of("/my", "/grades", "/notifications", "/calendar")) {
      assertThat(learner.page(page).body()).as(page).doesNotContain("HR-5301", "Bring shoes");
    }
    assertThat(learner.page("/courses/" + course).statusCode()).isEqualTo(404);
    assertThat(learner.page("/lessons/" + lesson(course)).statusCode()).isEqualTo(404);
    assertThat(learner.page("/quizzes/" + quiz).statusCode()).isEqualTo(404);
    assertThat(learner.page("/polls/" + poll).statusCode()).isEqualTo(403);
    assertThat(learner.page("/courses/" + course + "/announcements").statusCode()).isEqualTo(403);
    learner.complete(lesson(course)).expect(404);
    learner.api("POST", "/quizzes/" + quiz + "/attempts", "{}").expect(404);
    learner
        .api("PUT", "/courses/" + course + "/rating", "{\"stars\":5,\"comment\":\"\"}")
        .expect(403);

    teacher.publish(course);

    Eventually.within(
        20,
        () -> heardOf(learner, "enrolment") == 1 && heardOf(learner, "announcement") == 1,
        () -> learner.read("/notifications").text());
    assertThat(learner.read("/notifications").text())
        .contains("You are enrolled: Bees of HR-5301", "Bring shoes");
    assertThat(learner.page("/my").body()).contains("HR-5301");
    assertThat(learner.page("/lessons/" + lesson(course)).statusCode()).isEqualTo(200);
    learner.start(quiz);
    teacher.enrol(course, "invited@example.test").expect(200);
    assertThat(server.count("SELECT COUNT(*) AS n FROM enrolment_news WHERE course_id = ?", course))
        .isZero();
    assertThat(heardOf(learner, "enrolment")).isEqualTo(1);
  }

  @Test
  void tellsNobodyWhoWasTakenOutBefore() {
    long course = teacher.course("HR-5302");
    teacher.lesson(course, teacher.section(course, "s"), "l");
    Learner stays = Learner.registered(server, "stays");
    Learner goes = Learner.registered(server, "goes");
    teacher.enrol(course, "stays@example.test", "goes@example.test").expect(200);
    String place = "/teach/courses/" + course + "/roster/" + goes.id();
    teacher.act(place, place + "/removal", Map.of());

    teacher.publish(course);

    Eventually.within(
        20, () -> heardOf(stays, "enrolment") == 1, () -> stays.read("/notifications").text());
    assertThat(heardOf(goes, "enrolment")).isZero();
  }

  @Test
  void closesTheQuizzesOfACourseThatIsTakenBack() {
    long course = teacher.published("HR-5303", "l");
    long quiz = teacher.quiz(course, "Kept by pods");
    teacher.single("/teach/quizzes/" + quiz, "Q?");
    teacher.publishQuiz(quiz);
    Learner early = Learner.taking(server, course, "early");
    assertThat(early.page("/quizzes/" + quiz).statusCode()).isEqualTo(200);
    early.api("POST", "/courses/" + course + "/leave", "{}").expect(200);

    teacher.withdraw(course);
    Learner invited = Learner.registered(server, "invited-back");
    teacher.enrol(course, "invited-back@example.test").expect(200);

    assertThat(invited.page("/quizzes/" + quiz).statusCode()).isEqualTo(404);
    invited.api("POST", "/quizzes/" + quiz + "/attempts", "{}").expect(404);
    teacher.publish(course);
    invited.start(quiz);
  }

  @Test
  void offersWhatCoursesCanBeFilteredByAtOnce() {
    assertThat(choices()).doesNotContain("value=\"alchemy\"");
    long course = teacher.course("HR-5304");
    teacher.lesson(course, teacher.section(course, "s"), "l");
    teacher.settings(course, "HR-5304", Map.of("category", "alchemy"));
    assertThat(choices()).doesNotContain("value=\"alchemy\"");

    teacher.publish(course);
    assertThat(choices()).contains("value=\"alchemy\"");
    teacher.settings(course, "HR-5304", Map.of("category", "astrology", "language", "eo"));
    assertThat(choices())
        .contains("value=\"astrology\"", "value=\"eo\"")
        .doesNotContain("value=\"alchemy\"");
    teacher.withdraw(course);
    assertThat(choices()).doesNotContain("value=\"astrology\"", "value=\"eo\"");
  }

  private static String choices() {
    return server.get("/courses", null).body();
  }

  @Test
  void showsTheNewNameOfATeacherAtOnce() {
    Teacher renamed = Teacher.registered(server, "renamed");
    long course = renamed.published("HR-5305", "l");
    assertThat(server.get("/courses/" + course, null).body()).contains("taught by renamed");

    JsonNode profile =
        renamed
            .person()
            .api("PUT", "/profile", "{\"name\":\"Dr. Bee\",\"language\":\"\",\"timeZone\":\"\"}")
            .expect(200)
            .json();

    assertThat(profile.path("name").asText()).isEqualTo("Dr. Bee");
    assertThat(server.get("/courses/" + course, null).body()).contains("taught by Dr. Bee");
  }
}
