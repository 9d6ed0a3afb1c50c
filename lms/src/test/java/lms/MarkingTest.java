package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Marking attempts by hand. */
final class MarkingTest {
  private static final LmsServer server = new LmsServer();
  private static Teacher teacher;

  @BeforeAll
  static void prepare() {
    teacher = Teacher.registered(server, "marker");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** An attempt at two essays and a choice, handed in. */
  private record Written(Learner learner, long attempt, List<Long> essays, long choice) {
    static Written by(String name, String code) {
      long course = teacher.published(code, "l");
      long quiz = teacher.quiz(course, "Essays");
      String place = "/teach/quizzes/" + quiz;
      List<Long> essays = List.of(teacher.essay(place, "Why?"), teacher.essay(place, "How?"));
      long choice = teacher.single(place, "Seen?");
      teacher.publishQuiz(quiz);
      Learner learner = Learner.taking(server, course, name);
      long attempt = learner.start(quiz);
      learner.save(attempt, essays.getFirst(), 1, "Because.").expect(200);
      learner.save(attempt, essays.getLast(), 1, "So.").expect(200);
      learner.save(attempt, choice, 1, "b").expect(200);
      learner.hand(attempt).expect(200);
      return new Written(learner, attempt, essays, choice);
    }

    String page() {
      return "/teach/attempts/" + attempt + "/marking";
    }

    /** All fields, as a browser sends them; what is not in {@code typed} is empty. */
    Map<String, String> form(Map<String, String> typed) {
      Map<String, String> all = new LinkedHashMap<>();
      for (long question : List.of(essays.getFirst(), essays.getLast(), choice)) {
        all.put("points" + question, "");
        all.put("comment" + question, "");
      }
      all.putAll(typed);
      return all;
    }

    double score() {
      return learner.read("/attempts/" + attempt + "/review").json().path("score").asDouble();
    }
  }

  @Test
  void givesPointsForAWholeAttemptByOneForm() {
    Written written = Written.by("whole", "HR-5131");
    String first = "points" + written.essays().getFirst();
    String second = "points" + written.essays().getLast();
    String comment = "comment" + written.essays().getLast();

    teacher.act(
        written.page(),
        written.page(),
        written.form(Map.of(first, "7", second, "8,25", comment, "Well seen")));

    assertThat(written.score()).isEqualTo(15.25);
    assertThat(written.learner().page("/attempts/" + written.attempt() + "/review").body())
        .contains("Well seen");
    assertThat(teacher.page(written.page()).body())
        .contains("value=\"8.25\"")
        .contains(">No</dd>", ">Yes</dd>");
    String choice = "points" + written.choice();
    Map<String, String> again =
        written.form(Map.of(first, "", second, "8.25", comment, "Well seen", choice, "1"));
    teacher.act(written.page(), written.page(), again);
    assertThat(written.score()).as("taken back, kept and given").isEqualTo(9.25);
    assertThat(teacher.page(written.page()).body()).contains("One answer waits");
  }

  @Test
  void refusesACommentWithoutPointsAndKeepsAllThatWasTyped() {
    Written written = Written.by("refused", "HR-5132");
    String points = "points" + written.essays().getFirst();
    String comment = "comment" + written.essays().getLast();

    String body =
        teacher
            .refused(
                422,
                written.page(),
                written.page(),
                written.form(Map.of(points, "9.5", comment, "Alone")))
            .body();

    assertThat(body).contains("Question 2: give points", "value=\"9.5\"", "Alone");
    assertThat(
            teacher
                .refused(422, written.page(), written.page(), written.form(Map.of(points, "10.5")))
                .body())
        .contains("Points of question 1", "value=\"10.5\"");
    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM answer_marks WHERE attempt_id = ?", written.attempt()))
        .isZero();
  }

  @Test
  void givesTheSecondOfTwoMarkersAConflictAndWhatTheyTyped() {
    Written written = Written.by("twice", "HR-5133");
    String first = "points" + written.essays().getFirst();
    String second = "points" + written.essays().getLast();
    String comment = "comment" + written.essays().getFirst();
    Map<String, String> seen = Learner.hidden(teacher.page(written.page()).body());
    Map<String, String> theirs =
        written.form(Map.of(first, "4", comment, "Too short", second, "5"));
    teacher.act(written.page(), written.page(), theirs);
    Map<String, String> ours = new LinkedHashMap<>(seen);
    ours.putAll(written.form(Map.of(first, "9", comment, "Clear")));
    ours.put("key", "another-marker");

    String body = teacher.refused(409, written.page(), written.page(), ours).body();

    assertThat(body)
        .contains("Somebody else has marked this attempt")
        .contains("name=\"" + first + "\" inputmode=\"decimal\" maxlength=\"12\" value=\"9\"")
        .contains("Clear", "4: Too short")
        .contains("name=\"" + second + "\" inputmode=\"decimal\" maxlength=\"12\" value=\"5\"");
    assertThat(written.score()).isEqualTo(9);
    Map<String, String> sure = Learner.hidden(body);
    sure.putAll(written.form(Map.of(first, "9", comment, "Clear", second, "5")));
    teacher.act(written.page(), written.page(), sure);
    assertThat(written.score()).as("ours, and theirs where we typed nothing").isEqualTo(14);
  }

  @Test
  void countsTheQuestionsOfAnAttemptFromOneWhereverTheyAreFrom() {
    long course = teacher.published("HR-5134", "l");
    String bank = "/teach/courses/" + course + "/bank";
    long category = Teacher.idOf(teacher.act(bank, bank, Map.of("name", "Roots")));
    for (int i = 0; i < 3; i++) {
      teacher.essay("/teach/categories/" + category, "Drawn " + i);
    }
    long quiz = teacher.quiz(course, "Numbers");
    String page = "/teach/quizzes/" + quiz;
    teacher.question(page, "text", Map.of("prompt", "For nothing", "correct", "x", "points", "0"));
    teacher.act(page, page + "/draws", Map.of("category", Long.toString(category), "number", "2"));
    teacher.publishQuiz(quiz);
    Learner learner = Learner.taking(server, course, "counts");
    long attempt = learner.start(quiz);
    assertThat(learner.page("/attempts/" + attempt).body()).contains("(0 points)");
    learner.submit("/my", "/language", Map.of("language", "es"));
    assertThat(learner.page("/attempts/" + attempt).body()).contains("(0 puntos)");
    learner.hand(attempt).expect(200);

    assertThat(teacher.page("/teach/attempts/" + attempt + "/marking").body())
        .contains(">1. <", ">2. <", ">3. <")
        .doesNotContain(">0. <");
  }
}
