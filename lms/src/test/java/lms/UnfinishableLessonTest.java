package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What completes a lesson can't be taken away from it. */
final class UnfinishableLessonTest {
  private static final LmsServer server = new LmsServer();
  private static Teacher teacher;

  @BeforeAll
  static void prepare() {
    teacher = Teacher.registered(server, "completes");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void keepsTheQuizThatCompletesALesson() {
    long course = teacher.course("HR-5401");
    long lesson = teacher.lesson(course, teacher.section(course, "Part"), "Tested");
    long quiz = teacher.quiz(course, "Awaited");
    String place = "/teach/quizzes/" + quiz;
    teacher.single(place, "Seen?");
    complete(lesson, "quiz", quiz);

    assertThat(teacher.refused(409, place, place + "/removal", Map.of()).body())
        .contains("completes the lesson", "Tested");
    teacher.publish(course);
    teacher.refused(409, place, place + "/publication", Map.of("published", "false"));
    complete(lesson, "hand", 0);
    teacher.act(place, place + "/publication", Map.of("published", "false"));
    teacher.act(place, place + "/removal", Map.of());

    assertThat(server.count("SELECT COUNT(*) AS n FROM quizzes WHERE id = ?", quiz)).isZero();
  }

  @Test
  void keepsAQuizThatSomebodyHasAGradeForAndTakesWhatBelongsToOneThatGoes() {
    long course = teacher.published("HR-5402", "l");
    Learner learner = Learner.taking(server, course, "graded");
    long graded = published(course, "Graded");
    long plain = published(course, "Plain");
    String weights = "/teach/courses/" + course + "/weights";
    teacher.act(weights, weights, Map.of("q" + graded, "2", "q" + plain, "3"));
    String cell = "/teach/courses/" + course + "/grades/" + learner.id() + "/q" + graded;
    teacher.act(cell, cell, Map.of("percent", "50", "reason", "spoken"));

    String place = "/teach/quizzes/" + graded;
    teacher.refused(409, place, place + "/publication", Map.of("published", "false"));
    String other = "/teach/quizzes/" + plain;
    teacher.act(other, other + "/publication", Map.of("published", "false"));
    teacher.act(other, other + "/removal", Map.of());

    assertThat(items(graded)).isOne();
    assertThat(items(plain)).isZero();
  }

  private static long published(long course, String title) {
    long quiz = teacher.quiz(course, title);
    teacher.single("/teach/quizzes/" + quiz, "Seen?");
    teacher.publishQuiz(quiz);
    return quiz;
  }

  private static long items(long quiz) {
    return server.count("SELECT COUNT(*) AS n FROM grade_items WHERE quiz_id = ?", quiz);
  }

  @Test
  void keepsTheVideoWhoseWatchingCompletesALesson() {
    long course = teacher.course("HR-5403");
    long lesson = teacher.lesson(course, teacher.section(course, "Part"), "Watched");
    String place = "/teach/lessons/" + lesson;
    teacher.act(place, place, Map.of("title", "Watched", "body", "b", "video", "60"));
    complete(lesson, "viewed", 0);
    Map<String, String> without = Map.of("title", "Watched", "body", "kept", "video", "");

    assertThat(teacher.refused(422, place, place, without).body())
        .contains("Watching its video completes this lesson", "kept");
    complete(lesson, "hand", 0);
    teacher.act(place, place, without);
  }

  private static void complete(long lesson, String completion, long quiz) {
    teacher
        .person()
        .api(
            "PUT",
            "/lessons/" + lesson + "/rules",
            "{\"opensAt\":\"\",\"after\":0,\"dueAt\":\"\",\"completion\":\"%s\",\"quizId\":%d}"
                .formatted(completion, quiz))
        .expect(200);
  }
}
