package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** When a section of a course opens, as its teacher says on the course's page. */
final class SectionConditionsTest {
  private static final LmsServer server = new LmsServer();
  private static Teacher teacher;

  @BeforeAll
  static void prepare() {
    teacher = Teacher.registered(server, "opens");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private record Course(long id, long first, long second, long lesson) {
    static Course of(String code) {
      long id = teacher.course(code);
      long first = teacher.section(id, "First part");
      long second = teacher.section(id, "Second part");
      long lesson = teacher.lesson(id, first, "One");
      teacher.lesson(id, second, "Two");
      teacher.publish(id);
      return new Course(id, first, second, lesson);
    }

    String page() {
      return "/teach/courses/" + id;
    }

    long secondLesson() {
      return server.count("SELECT id AS n FROM lessons WHERE section_id = ?", second);
    }

    /** The form of a section as the page shows it, with some fields changed. */
    Map<String, String> form(long section, String title, String opens, long after) {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("title", title);
      fields.put("opens", opens);
      fields.put("after", Long.toString(after));
      fields.put(
          "edited",
          Long.toString(server.count("SELECT edited AS n FROM sections WHERE id = ?", section)));
      return fields;
    }
  }

  @Test
  void locksItsLessonsUntilItOpens() {
    Course course = Course.of("HR-5301");
    Learner learner = Learner.taking(server, course.id(), "early");
    String lesson = "/lessons/" + course.secondLesson();
    learner.read(lesson).expect(200);

    String action = "/teach/sections/" + course.second();
    teacher.act(
        course.page(), action, course.form(course.second(), "Second part", "2050-01-01T10:00", 0));

    assertThat(learner.read(lesson).expect(403).problem()).isEqualTo("locked");
    assertThat(learner.page(lesson).body()).contains("Opens on 1 Jan 2050, 10:00");
    assertThat(teacher.page(course.page()).body()).contains("value=\"2050-01-01T10:00\"");
    teacher.act(course.page(), action, course.form(course.second(), "Second part", "", 0));
    learner.read(lesson).expect(200);
  }

  @Test
  void opensItWhenAnotherIsDone() {
    Course course = Course.of("HR-5302");
    Learner learner = Learner.taking(server, course.id(), "inorder");
    String lesson = "/lessons/" + course.secondLesson();

    teacher.act(
        course.page(),
        "/teach/sections/" + course.second(),
        course.form(course.second(), "Second part", "", course.first()));

    assertThat(learner.page(lesson).body()).contains("First complete all lessons of");
    learner.complete(course.lesson()).expect(200);
    learner.read(lesson).expect(200);
  }

  @Test
  void refusesWhatWouldNeverOpenAndWhatIsOfAnotherCourse() {
    Course course = Course.of("HR-5303");
    Course other = Course.of("HR-5304");
    String second = "/teach/sections/" + course.second();
    teacher.act(
        course.page(), second, course.form(course.second(), "Second part", "", course.first()));

    assertThat(
            teacher
                .refused(
                    422,
                    course.page(),
                    "/teach/sections/" + course.first(),
                    course.form(course.first(), "First part", "", course.second()))
                .body())
        .contains("wait for each other");
    teacher.refused(
        422,
        course.page(),
        "/teach/sections/" + course.first(),
        course.form(course.first(), "First part", "", course.first()));
    teacher.refused(
        422, course.page(), second, course.form(course.second(), "Second part", "", other.first()));
    teacher.refused(
        422, course.page(), second, course.form(course.second(), "Second part", "soon", 0));
    Map<String, String> old = course.form(course.second(), "Late", "", 0);
    old.put("edited", "0");
    teacher.refused(409, course.page(), second, old);
    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM sections WHERE course_id = ? AND title = 'Second part'"
                    + " AND after_section_id = ?",
                course.id(),
                course.first()))
        .isEqualTo(1);
  }

  @Test
  void refusesSectionsAndLessonsThatWaitForEachOtherCrosswise() {
    Course course = Course.of("HR-5306");
    String second = "/teach/sections/" + course.second();
    teacher.act(
        course.page(), second, course.form(course.second(), "Second part", "", course.first()));

    teacher.person().api("PUT", rules(course.lesson()), after(course.secondLesson())).expect(422);
    teacher.person().api("PUT", rules(course.secondLesson()), after(course.lesson())).expect(200);
    String conditions = "/teach/lessons/" + course.lesson() + "/conditions";
    Map<String, String> waits =
        Map.of(
            "after",
            Long.toString(course.secondLesson()),
            "completion",
            "hand",
            "quiz",
            "0",
            "opens",
            "",
            "due",
            "");
    assertThat(teacher.refused(422, conditions, conditions, waits).body())
        .contains("wait for each other");
    long empty = teacher.section(course.id(), "Empty part");
    teacher.refused(
        422,
        course.page(),
        "/teach/sections/" + empty,
        course.form(empty, "Empty part", "", empty));
  }

  @Test
  void refusesALessonAtAPlaceWhereItWouldWaitForItself() {
    Course course = Course.of("HR-5307");
    teacher.act(
        course.page(),
        "/teach/sections/" + course.first(),
        course.form(course.first(), "First part", "", course.second()));
    long lower = teacher.lesson(course.id(), course.first(), "Lower");
    teacher.person().api("PUT", rules(lower), after(course.lesson())).expect(200);
    String place = "/teach/lessons/" + lower;

    teacher.refused(422, course.page(), place + "/place", Map.of("direction", "down"));

    assertThat(server.count("SELECT section_id AS n FROM lessons WHERE id = ?", lower))
        .isEqualTo(course.first());
  }

  private static String rules(long lesson) {
    return "/lessons/" + lesson + "/rules";
  }

  private static String after(long lesson) {
    return "{\"opensAt\":\"\",\"after\":%d,\"dueAt\":\"\",\"completion\":\"hand\",\"quizId\":0}"
        .formatted(lesson);
  }

  @Test
  void letsNobodyWaitForWhatIsRemoved() {
    long course = teacher.course("HR-5305");
    long first = teacher.section(course, "First part");
    long second = teacher.section(course, "Second part");
    long gone = teacher.lesson(course, first, "Gone");
    long stays = teacher.lesson(course, second, "Stays");
    Course known = new Course(course, first, second, gone);
    teacher.act(
        known.page(), "/teach/sections/" + second, known.form(second, "Second part", "", first));
    teacher.person().api("PUT", rules(stays), after(gone)).expect(200);

    String lesson = "/teach/lessons/" + gone;
    teacher.act(lesson, lesson + "/removal", Map.of());
    teacher.act(known.page(), "/teach/sections/" + first + "/removal", Map.of());
    teacher.publish(course);

    Learner.taking(server, course, "unhindered").read("/lessons/" + stays).expect(200);
  }
}
