package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Finding the learners of a course, taking them out of it, and what they were told. */
final class RosterTest {
  private static final LmsServer server = new LmsServer();
  private static Teacher teacher;

  @BeforeAll
  static void prepare() {
    teacher = Teacher.registered(server, "keeper");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static long lesson(long course) {
    return server.count("SELECT MIN(id) AS n FROM lessons WHERE course_id = ?", course);
  }

  private static String roster(long course) {
    return "/teach/courses/" + course + "/roster";
  }

  @Test
  void takesSomebodyOutWhoseWorkIsKeptAndWhoseSeatGoesToTheLine() {
    long course = teacher.published("HR-5501", "One", "Two");
    teacher.settings(course, "HR-5501", Map.of("seats", "1"));
    Learner learner = Learner.taking(server, course, "absent");
    learner.complete(lesson(course)).expect(200);
    Learner waits = Learner.registered(server, "patient");
    waits.api("POST", "/courses/" + course + "/waiting", "{}").expect(201);
    String groups = "/teach/courses/" + course + "/groups";
    teacher.act(groups, groups, Map.of("name", "Morning"));
    long group = server.count("SELECT MAX(id) AS n FROM course_groups");
    String members = "/teach/groups/" + group;
    teacher.act(members, members + "/members", Map.of("emails", "absent@example.test"));
    String place = roster(course) + "/" + learner.id();
    assertThat(teacher.page(roster(course)).body()).contains(place);
    assertThat(teacher.page(place).body()).contains("absent@example.test", "is kept");

    String after =
        teacher
            .act(place, place + "/removal", Map.of())
            .headers()
            .firstValue("Location")
            .orElseThrow();

    assertThat(teacher.page(after).body())
        .contains("Taken out of the course", "patient@example.test")
        .doesNotContain("absent@example.test");
    assertThat(teacher.page(place).statusCode()).isEqualTo(404);
    assertThat(teacher.page(members).body()).doesNotContain("absent@example.test");
    assertThat(learner.page("/lessons/" + lesson(course)).statusCode()).isEqualTo(403);
    assertThat(learner.read("/notifications").text()).contains("has taken you out of Bees of");
    assertThat(waits.page("/lessons/" + lesson(course)).statusCode()).isEqualTo(200);
    assertThat(server.count("SELECT seats_taken AS n FROM courses WHERE id = ?", course))
        .isEqualTo(1);

    teacher.enrol(course, "absent@example.test").expect(200);
    assertThat(learner.read("/lessons/" + lesson(course)).json().path("completed").asBoolean())
        .isTrue();
    assertThat(server.count("SELECT COUNT(*) AS n FROM group_members WHERE group_id = ?", group))
        .isZero();
  }

  @Test
  void endsTheGroupsOfWhoLeavesAndOfNoOtherCourse() {
    long course = teacher.published("HR-5502", "l");
    long other = teacher.published("HR-5503", "l");
    Learner learner = Learner.taking(server, course, "grouped");
    learner.enrol(other).expect(201);
    for (long one : List.of(course, other)) {
      String groups = "/teach/courses/" + one + "/groups";
      teacher.act(groups, groups, Map.of("name", "Evening"));
      String group = "/teach/groups/" + server.count("SELECT MAX(id) AS n FROM course_groups");
      teacher.act(group, group + "/members", Map.of("emails", "grouped@example.test"));
    }

    learner.api("POST", "/courses/" + course + "/leave", "{}").expect(200);

    assertThat(
            teacher.numbers(
                "SELECT g.course_id AS n FROM group_members m JOIN course_groups g"
                    + " ON g.id = m.group_id WHERE m.user_id = ?",
                learner.id()))
        .containsExactly(other);
  }

  @Test
  void keepsWhoHasCompletedTheCourseAndSaysSo() {
    long course = teacher.published("HR-5504", "l");
    Learner learner = Learner.taking(server, course, "graduate");
    learner.complete(lesson(course)).expect(200);
    String place = roster(course) + "/" + learner.id();

    assertThat(teacher.page(place).body()).contains("stays in it").doesNotContain("/removal");
    assertThat(teacher.person().api("POST", place + "/removal", "{}").expect(409).problem())
        .isEqualTo("course-completed");
    learner.read("/lessons/" + lesson(course)).expect(200);
  }

  @Test
  void takesSomebodyOutByTheApiOnceAKey() {
    long course = teacher.published("HR-5505", "l");
    Learner learner = Learner.taking(server, course, "by-program");
    String path = roster(course) + "/" + learner.id() + "/removal";

    assertThat(Together.run(4, () -> teacher.person().api("POST", path, "{}", "k").status()))
        .containsOnly(200);
    assertThat(teacher.person().api("POST", path, "{}", "other").expect(409).problem())
        .isEqualTo("not-enrolled");
    assertThat(server.count("SELECT seats_taken AS n FROM courses WHERE id = ?", course)).isZero();
  }

  @Test
  void findsLearnersByNameOrAddressInRosterAndGradebookPageByPage() {
    long course = teacher.published("HR-5506", "l");
    String[] lines =
        IntStream.range(0, 130)
            .mapToObj(
                i ->
                    i % 2 == 0
                        ? "even%d@example.test,Ada %d".formatted(i, i)
                        : "odd%d@example.test,Ben %d".formatted(i, i))
            .toArray(String[]::new);
    teacher.enrol(course, lines).expect(200);
    teacher.enrol(course, "percent@example.test,100% \\\\_ Sure").expect(200);

    String first = teacher.page(roster(course) + "?q=aDA").body();
    assertThat(first).contains("Ada 0<", "Ada 98<").doesNotContain("Ben", "Ada 100<");
    assertThat(first).contains("value=\"aDA\"");
    assertThat(teacher.page(next(first)).body())
        .contains("Ada 100<", "Ada 128<")
        .doesNotContain("Ben", "rel=\"next\"");
    assertThat(teacher.page(roster(course) + "?q=odd77%40").body())
        .contains("Ben 77<")
        .doesNotContain("Ada 0<", "Ben 1<");
    assertThat(teacher.page(roster(course) + "?q=nobody-like-that").body())
        .contains("Nobody in this course fits");
    assertThat(teacher.page(roster(course) + "?q=" + "x".repeat(101)).statusCode()).isEqualTo(400);

    String gradebook = "/teach/courses/" + course + "/grades";
    String grades = teacher.page(gradebook + "?q=ben").body();
    assertThat(grades).contains("Ben 1<", "Ben 99<").doesNotContain("Ada", "Ben 101<");
    assertThat(teacher.page(next(grades)).body()).contains("Ben 101<", "Ben 129<");
    JsonNode json = teacher.person().read(gradebook + "?q=even4%40").expect(200).json();
    assertThat(json.path("lines")).hasSize(1);
    assertThat(teacher.page(gradebook + ".csv?q=ben").body().lines().count()).isEqualTo(66);
  }

  @Test
  void takesNoSignOfASearchForAPattern() {
    long course = teacher.published("HR-5507", "l");
    teacher.enrol(course, "a@signs.test,100% _sure", "b@signs.test,Plain").expect(200);

    for (String sign : List.of("%25", "_", "%25+_")) {
      assertThat(teacher.page(roster(course) + "?q=" + sign).body())
          .contains("100% _sure")
          .doesNotContain("Plain");
    }
    assertThat(teacher.page(roster(course) + "?q=%5C").body()).contains("Nobody in this course");
  }

  private static String next(String page) {
    Matcher matcher = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(page);
    assertThat(matcher.find()).as(page).isTrue();
    return matcher.group(1).replace("&amp;", "&");
  }

  @Test
  void changesAndTakesBackWhatWasAnnounced() {
    long course = teacher.published("HR-5508", "l");
    Learner learner = Learner.taking(server, course, "listener");
    String news = "/teach/courses/" + course + "/announcements";
    teacher.act(news, news, Map.of("title", "Fryday", "body", "We *walk*."));
    long id = server.count("SELECT MAX(id) AS n FROM announcements");
    String place = "/teach/announcements/" + id;
    assertThat(teacher.page(news).body()).contains(place);
    assertThat(teacher.page(place).body()).contains("Fryday", "We *walk*.");

    assertThat(teacher.refused(422, place, place, Map.of("title", "", "body", "kept")).body())
        .contains("kept");
    assertThat(
            teacher
                .person()
                .submit(place, place, Map.of("title", "T", "body", "**Bold**", "do", "preview"))
                .body())
        .contains("<strong>Bold</strong>");
    teacher.act(place, place, Map.of("title", "Friday", "body", "We *run*."));

    String conflict =
        teacher
            .refused(
                409, place, place, Map.of("title", "Sunday", "body", "We *sit*.", "edited", "0"))
            .body();
    assertThat(conflict).contains("Friday", "We *run*.", "Sunday", "We *sit*.");

    String read = "/courses/" + course + "/announcements";
    assertThat(learner.page(read).body())
        .contains("Friday", "<em>run</em>", "changed")
        .doesNotContain("Fryday", place);
    teacher.act(place, place + "/removal", Map.of());
    assertThat(learner.page(read).body()).doesNotContain("Friday");
    assertThat(teacher.page(place).statusCode()).isEqualTo(404);
    assertThat(server.count("SELECT COUNT(*) AS n FROM announcements WHERE id = ?", id)).isZero();
  }
}
