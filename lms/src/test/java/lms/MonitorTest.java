package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an invigilator sees and does while others sit a quiz. */
final class MonitorTest {
  private static final LmsServer server = new LmsServer();
  private static Teacher teacher;

  @BeforeAll
  static void prepare() {
    teacher = Teacher.registered(server, "examiner");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void letsAnInvigilatorSeeWhoIsInAndGiveTimeAndOpenAgain() {
    long course = teacher.published("HR-5108", "l");
    long quiz = teacher.quiz(course, "Watched");
    String place = "/teach/quizzes/" + quiz;
    long question = teacher.single(place, "Seen?");
    teacher.rules(place, Map.of("minutes", "30"));
    teacher.publishQuiz(quiz);
    Learner learner = Learner.taking(server, course, "watched");
    long attempt = learner.start(quiz);
    learner.save(attempt, question, 1, "a").expect(200);

    JsonNode line = monitor(quiz).path("lines").get(0);
    assertThat(line.path("name").asText()).isEqualTo("watched");
    assertThat(line.path("answered").asInt()).isEqualTo(1);
    assertThat(line.path("savedAt").isNull()).isFalse();
    long left = line.path("secondsLeft").asLong();
    assertThat(left).isBetween(1L, 1_800L);

    String page = "/teach/attempts/" + attempt;
    teacher.act(page, page + "/extension", Map.of("minutes", "10"));
    assertThat(monitor(quiz).path("lines").get(0).path("secondsLeft").asLong())
        .isGreaterThan(1_800L);
    learner.hand(attempt).expect(200);
    assertThat(teacher.refused(409, page, page + "/extension", Map.of("minutes", "5")).body())
        .contains("open it again");
    assertThat(monitor(quiz).path("open").asInt()).isZero();
    teacher.act(page, page + "/reopening", Map.of("minutes", "5"));
    learner.save(attempt, question, 2, "b").expect(200);
    assertThat(monitor(quiz).path("open").asInt()).isOne();
  }

  @Test
  void tellsALearnerInTheirLanguageWhatTheyWereGiven() {
    long course = teacher.published("HR-5115", "l");
    long quiz = teacher.quiz(course, "Generous");
    String place = "/teach/quizzes/" + quiz;
    teacher.single(place, "Seen?");
    teacher.rules(place, Map.of("title", "Generous", "minutes", "30"));
    teacher.publishQuiz(quiz);
    Learner learner = Learner.taking(server, course, "given");
    long attempt = learner.start(quiz);
    String page = "/teach/attempts/" + attempt;
    Map<String, String> allowance =
        Map.of("email", "given@example.test", "minutes", "15", "attempts", "1");

    teacher.act(place + "/allowances", place + "/allowances", allowance);
    teacher.act(place + "/allowances", place + "/allowances", allowance);
    teacher.act(page, page + "/extension", Map.of("minutes", "1"));
    learner.hand(attempt).expect(200);
    teacher.act(page, page + "/reopening", Map.of("minutes", "5"));

    assertThat(told(learner))
        .containsExactly(
            "Generous: your attempt is open again",
            "Generous: 0 of 1 points",
            "Generous: you have one more minute",
            "Generous: you have 15 extra minutes and one extra attempt",
            "You are enrolled: Bees of HR-5115");
    learner.submit("/my", "/language", Map.of("language", "es"));
    assertThat(learner.page("/notifications").body())
        .contains(
            "Generous: tu intento vuelve a estar abierto",
            "Generous: 0 de 1 puntos",
            "Generous: tienes 15 minutos más y un intento más");
  }

  private static List<String> told(Learner learner) {
    List<String> titles = new ArrayList<>();
    learner
        .read("/notifications")
        .expect(200)
        .json()
        .path("items")
        .forEach(item -> titles.add(item.path("title").asText()));
    return titles;
  }

  private static JsonNode monitor(long quiz) {
    return teacher.person().read("/teach/quizzes/" + quiz + "/monitor").expect(200).json();
  }

  @Test
  void givesASecondTabThatChangesTheRulesAConflictAndWhatItTyped() {
    long course = teacher.course("HR-5109");
    String place = "/teach/quizzes/" + teacher.quiz(course, "Rules");
    String seen = Learner.hidden(teacher.page(place + "/settings").body()).get("edited");
    teacher.rules(place, Map.of("title", "By the first tab"));

    String body =
        teacher
            .refused(
                409,
                place + "/settings",
                place + "/settings",
                Map.of(
                    "title",
                    "By the second tab",
                    "grace",
                    "7",
                    "pass",
                    "50",
                    "overdue",
                    "submit",
                    "review",
                    "never",
                    "edited",
                    seen))
            .body();

    assertThat(body).contains("By the first tab", "By the second tab");
  }

  @Test
  void showsWhoHasNotBegunAndFindsPeopleByNameOrAddress() {
    long course = teacher.published("HR-5116", "l");
    long quiz = teacher.quiz(course, "Begun by one");
    teacher.single("/teach/quizzes/" + quiz, "Seen?");
    teacher.publishQuiz(quiz);
    Learner begun = Learner.taking(server, course, "begun-anna");
    Learner.taking(server, course, "sleeping-anna");
    Learner.taking(server, course, "sleeping-bert");
    begun.start(quiz);

    assertThat(monitor(quiz).path("absent").asInt()).isEqualTo(2);
    assertThat(names(quiz, "show=absent", "absentees"))
        .containsExactly("sleeping-anna", "sleeping-bert");
    assertThat(names(quiz, "show=absent&q=ANNA", "absentees")).containsExactly("sleeping-anna");
    assertThat(names(quiz, "show=absent&q=bert%40example", "absentees"))
        .containsExactly("sleeping-bert");
    assertThat(names(quiz, "show=all&q=anna", "lines")).containsExactly("begun-anna");
    assertThat(names(quiz, "show=all&q=bert", "lines")).isEmpty();
    assertThat(teacher.page("/teach/quizzes/" + quiz + "/monitor?show=absent").body())
        .contains("2 people have not begun", "sleeping-anna", "sleeping-bert@example.test")
        .doesNotContain("begun-anna");
    teacher.person().read("/teach/quizzes/" + quiz + "/monitor?show=some").expect(400);
  }

  private static List<String> names(long quiz, String query, String list) {
    List<String> names = new ArrayList<>();
    teacher
        .person()
        .read("/teach/quizzes/" + quiz + "/monitor?" + query)
        .expect(200)
        .json()
        .path(list)
        .forEach(line -> names.add(line.path("name").asText()));
    return names;
  }

  @Test
  void watchesGroupsByThemselves() {
    long course = teacher.published("HR-5110", "l");
    long quiz = teacher.quiz(course, "Grouped");
    teacher.single("/teach/quizzes/" + quiz, "Seen?");
    teacher.publishQuiz(quiz);
    Learner inside = Learner.taking(server, course, "inside");
    Learner outside = Learner.taking(server, course, "outside");
    inside.start(quiz);
    outside.start(quiz);
    String groups = "/teach/courses/" + course + "/groups";
    teacher.act(groups, groups, Map.of("name", "Morning"));
    long group = server.count("SELECT MAX(id) AS n FROM course_groups");
    String page = "/teach/groups/" + group;
    assertThat(
            teacher
                .refused(
                    422,
                    page,
                    page + "/members",
                    Map.of("emails", "inside@example.test\nnobody@example.test"))
                .body())
        .contains("nobody@example.test");

    JsonNode seen =
        teacher
            .person()
            .read("/teach/quizzes/" + quiz + "/monitor?group=" + group)
            .expect(200)
            .json();

    assertThat(seen.path("lines")).hasSize(1);
    assertThat(seen.path("lines").get(0).path("name").asText()).isEqualTo("inside");
  }
}
