package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import lms.platform.DatabaseSettings;
import lms.quizzes.QuizContent;
import lms.quizzes.QuizSettings;
import org.junit.jupiter.api.Test;

/** What learners see of their grades, beside what their teachers see. */
abstract class OwnGrades extends Exams {
  OwnGrades(DatabaseSettings database) {
    super(database);
  }

  private Teacher teaching(TaughtCourse course, String name) {
    Teacher teacher = Teacher.registered(server, name);
    teacher.person().takeOver(course.id());
    return teacher;
  }

  /** Hands in one right answer of four. */
  private static void handIn(Learner learner, TaughtCourse course) {
    long attempt = learner.start(course.quiz());
    learner.save(attempt, course.questions().getFirst(), 1, "b").expect(200);
    learner.hand(attempt).expect(200);
  }

  /** Adds something that is graded elsewhere, and answers how paths name it. */
  private String outside(Teacher teacher, TaughtCourse course, String title, int weight) {
    String taught = "/teach/courses/" + course.id();
    teacher.act(
        taught + "/weights",
        taught + "/items",
        Map.of("title", title, "weight", Integer.toString(weight)));
    return "i" + server.count("SELECT MAX(id) AS n FROM grade_items");
  }

  private static void give(
      Teacher teacher, TaughtCourse course, Learner learner, String item, String percent) {
    String cell = cell(course, learner, item);
    teacher.act(cell, cell, Map.of("percent", percent, "reason", "Because of " + item));
  }

  private static String cell(TaughtCourse course, Learner learner, String item) {
    return "/teach/courses/%d/grades/%d/%s".formatted(course.id(), learner.id(), item);
  }

  private static JsonNode grade(Learner learner, int at) {
    return learner.read("/grades").expect(200).json().path("grades").path(at);
  }

  private static JsonNode finalGrade(Learner learner) {
    return learner.read("/grades").expect(200).json().path("courses").path(0);
  }

  private static JsonNode line(Teacher teacher, TaughtCourse course) {
    return teacher
        .person()
        .read("/teach/courses/" + course.id() + "/grades")
        .expect(200)
        .json()
        .path("lines")
        .path(0);
  }

  @Test
  void areWhatTheTeacherGivesByHandWithItsReasonAndTheFinalGrade() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3101", 1, TaughtCourse.Rules.NONE);
    Teacher teacher = teaching(course, "grader");
    Learner learner = enrolled(course, "graded");
    handIn(learner, course);
    String talk = outside(teacher, course, "Talk", 3);
    assertThat(grade(learner, 0).path("percent").asDouble()).isEqualTo(25);
    assertThat(grade(learner, 1).path("title").asText()).isEqualTo("Talk");
    assertThat(grade(learner, 1).path("percent").isNull()).isTrue();
    assertThat(finalGrade(learner).path("percent").asDouble()).isEqualTo(6.25);

    give(teacher, course, learner, talk, "80");
    give(teacher, course, learner, "q" + course.quiz(), "50,5");

    assertThat(grade(learner, 0).path("percent").asDouble()).isEqualTo(50.5);
    assertThat(grade(learner, 0).path("best").asDouble()).isEqualTo(1);
    assertThat(finalGrade(learner).path("percent").asDouble())
        .isEqualTo(72.625)
        .isEqualTo(line(teacher, course).path("total").asDouble());
    assertThat(learner.page("/grades").body())
        .contains("Because of " + talk, "Because of q" + course.quiz(), "73%", "given by");
    assertThat(learner.read("/notifications").text())
        .contains("Talk: your teacher gives you 80 %")
        .contains("What plants do: your teacher gives you 50.5 %");

    String cell = cell(course, learner, "q" + course.quiz());
    teacher.act(cell, cell, Map.of("do", "take-back"));
    assertThat(learner.page("/grades").body()).doesNotContain("Because of q");
    assertThat(finalGrade(learner).path("percent").asDouble()).isEqualTo(66.25);
    assertThat(learner.read("/notifications").text()).contains("What plants do: the grade given");
  }

  @Test
  void tellNothingThatTheReviewOfAQuizHides() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3102", 1, TaughtCourse.Rules.NONE);
    Instant closing = clock.instant().plusSeconds(3_600);
    reviewFrom(course, closing, true);
    Teacher teacher = teaching(course, "secretive");
    Learner learner = enrolled(course, "waits-for-it");
    String talk = outside(teacher, course, "Talk", 1);
    give(teacher, course, learner, talk, "60");
    assertThat(finalGrade(learner).path("percent").asDouble()).isEqualTo(30);
    handIn(learner, course);

    JsonNode hidden = grade(learner, 0);
    assertThat(hidden.path("hidden").asBoolean()).isTrue();
    for (String field : List.of("percent", "best", "maxScore")) {
      assertThat(hidden.path(field).isNull()).as(field).isTrue();
    }
    assertThat(grade(learner, 1).path("percent").asDouble()).isEqualTo(60);
    assertThat(finalGrade(learner).path("percent").isNull()).isTrue();
    assertThat(finalGrade(learner).path("withheld").asBoolean()).isTrue();
    assertThat(learner.page("/grades").body())
        .contains("60%", "not shown now", "shown once all its grades are")
        .doesNotContain("25%", "43%", "1 of 4");

    clock.forward(Duration.ofHours(1));
    assertThat(grade(learner, 0).path("percent").asDouble()).isEqualTo(25);
    assertThat(finalGrade(learner).path("percent").asDouble()).isEqualTo(42.5);

    set(
        course,
        rules ->
            review(
                rules, new QuizSettings.Review(QuizSettings.ReviewFrom.NEVER, true, true, true)));
    assertThat(finalGrade(learner).path("percent").isNull()).isTrue();
    give(teacher, course, learner, "q" + course.quiz(), "90");
    assertThat(grade(learner, 0).path("percent").asDouble()).as("no attempt's").isEqualTo(90);
    assertThat(grade(learner, 0).path("best").isNull()).isTrue();
    assertThat(finalGrade(learner).path("percent").asDouble()).isEqualTo(75);
  }

  @Test
  void sayToLearnersAndTeachersThatMarksAreMissing() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3103", 1, TaughtCourse.Rules.NONE);
    Teacher teacher = teaching(course, "marker");
    long essay = 40_000 + course.quiz();
    ask(
        course,
        content ->
            new QuizContent(
                List.of(content.questions().getFirst(), essay(essay, "Why?")), Map.of()));
    Learner learner = enrolled(course, "essayist");
    long attempt = learner.start(course.quiz());
    learner.save(attempt, course.questions().getFirst(), 1, "b").expect(200);
    learner.save(attempt, essay, 1, "Because of light.").expect(200);
    learner.hand(attempt).expect(200);
    String gradebook = "/teach/courses/" + course.id() + "/grades";

    assertThat(grade(learner, 0).path("pending").asInt()).isEqualTo(1);
    assertThat(finalGrade(learner).path("waits").asBoolean()).isTrue();
    assertThat(learner.page("/grades").body())
        .contains("1 of 5 so far", "one answer waits for marks")
        .doesNotContain("not passed");
    assertThat(line(teacher, course).path("cells").path(0).path("pending").asInt()).isEqualTo(1);
    assertThat(teacher.page(gradebook).body()).contains("waits for marks", "so far");
    assertThat(teacher.page(gradebook + ".csv").body().lines().toList().getLast())
        .endsWith("20,20,What plants do");

    mark(attempt, essay, 3.5, "");
    assertThat(learner.page("/grades").body())
        .contains("4.5 of 5, passed")
        .doesNotContain("so far", "for marks");
    assertThat(teacher.page(gradebook).body()).doesNotContain("waits for marks");
    assertThat(teacher.page(gradebook + ".csv").body().lines().toList().getLast())
        .endsWith("90,90,");
  }

  /** Where questions are drawn, attempts can be worth different points. */
  @Test
  void takePointsAndTheirMaximumOfOneAttempt() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3104", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "draws");
    long user = learner.id();
    for (List<Integer> points : List.of(List.of(4, 10), List.of(3, 5), List.of(2, 4))) {
      in(
          work ->
              work.run(
                  "INSERT INTO attempts (quiz_id, user_id, number, shuffle_seed, started_at,"
                      + " submitted_at, score, max_score)"
                      + " VALUES (?, ?, ?, 7, NOW(3), NOW(3), ?, ?)",
                  course.quiz(),
                  user,
                  points.getLast(),
                  points.getFirst(),
                  points.getLast()));
    }

    assertThat(grade(learner, 0).path("best").asDouble()).isEqualTo(3);
    assertThat(grade(learner, 0).path("maxScore").asDouble()).isEqualTo(5);
    assertThat(grade(learner, 0).path("attempts").asInt()).isEqualTo(3);
    assertThat(grade(learner, 0).path("percent").asDouble()).isEqualTo(60);
    assertThat(learner.page("/grades").body()).contains("3 of 5, passed");
  }

  @Test
  void leadThroughAllCoursesPageByPage() {
    Learner learner = Learner.registered(server, "collector");
    long user = learner.id();
    for (int i = 0; i < 53; i++) {
      long course = server.course("HR-32" + (10 + i), null);
      in(
          work ->
              work.run(
                  "INSERT INTO enrolments (user_id, course_id, created_at) VALUES (?, ?, NOW(3))",
                  user,
                  course));
    }
    List<Long> all = new ArrayList<>();
    JsonNode page = learner.read("/grades").expect(200).json();
    page.path("courses").forEach(course -> all.add(course.path("courseId").asLong()));
    assertThat(all).hasSize(50);
    String next = "/grades?before=" + page.path("next").asLong();
    assertThat(learner.page("/grades").body()).contains(next);

    JsonNode last = learner.read(next).expect(200).json();
    last.path("courses").forEach(course -> all.add(course.path("courseId").asLong()));

    assertThat(last.path("next").isNull()).isTrue();
    assertThat(new HashSet<>(all)).hasSize(53);
  }
}
