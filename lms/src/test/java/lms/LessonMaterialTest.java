package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a teacher sets about a lesson, and what learners see of it at once. */
final class LessonMaterialTest {
  private static final LmsServer server = new LmsServer();
  private static TaughtCourse course;
  private static Learner teacher;
  private static Learner learner;

  @BeforeAll
  static void prepare() {
    course = TaughtCourse.in(server, "HR-8501", 3, TaughtCourse.Rules.NONE);
    teacher = Learner.registered(server, "tess");
    server.database.inTransaction(
        transaction -> {
          transaction.run("UPDATE users SET role = 'teacher' WHERE name = 'tess'");
          return transaction.run(
              "UPDATE courses SET teacher_id = (SELECT id FROM users WHERE name = 'tess')"
                  + " WHERE id = ?",
              course.id());
        });
    learner = Learner.registered(server, "lea");
    learner.enrol(course.id()).expect(201);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void locksALessonForWhoHasReadItBefore() {
    long first = course.lessons().get(0);
    long last = course.lessons().get(2);
    learner.read("/lessons/" + last).expect(200);

    teacher.api("PUT", "/lessons/" + last + "/rules", rules(null, first, "hand")).expect(200);

    assertThat(learner.read("/lessons/" + last).expect(403).problem()).isEqualTo("locked");
    assertThat(
            teacher
                .api("PUT", "/lessons/" + first + "/rules", rules(null, last, "hand"))
                .expect(422)
                .text())
        .contains("wait for each other");
    teacher.api("PUT", "/lessons/" + first + "/rules", rules(null, 999_999L, "hand")).expect(422);
    teacher.api("PUT", "/lessons/" + first + "/rules", rules(null, null, "quiz")).expect(422);
    teacher.api("PUT", "/lessons/" + first + "/rules", rules(null, null, "luck")).expect(422);
    Instant later = Instant.parse("2050-01-01T10:00:00Z");
    teacher.api("PUT", "/lessons/" + last + "/rules", rules(later, null, "hand")).expect(200);
    assertThat(learner.page("/lessons/" + last).body()).contains("Opens on 1 Jan 2050, 10:00");
    teacher.api("PUT", "/lessons/" + last + "/rules", rules(null, null, "hand")).expect(200);
    learner.read("/lessons/" + last).expect(200);
  }

  @Test
  void attachesFilesOfABoundedSizeAndRemovesThem() {
    long lesson = course.lessons().get(1);
    String path = "/lessons/" + lesson + "/attachments";
    String text =
        Base64.getEncoder()
            .encodeToString("Leaf".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    teacher.api("POST", path, attachment("leaf.txt", text)).expect(201);
    teacher.api("POST", path, attachment("../leaf.txt", text)).expect(422);
    teacher.api("POST", path, attachment("leaf.txt", "no base64!")).expect(422);
    String large = Base64.getEncoder().encodeToString(new byte[180_001]);
    teacher.api("POST", path, attachment("large.bin", large)).expect(422);
    learner.api("POST", path, attachment("leaf.txt", text)).expect(403);

    long id =
        learner
            .read("/lessons/" + lesson)
            .expect(200)
            .json()
            .path("attachments")
            .get(0)
            .path("id")
            .asLong();
    assertThat(learner.page(path + '/' + id).body()).isEqualTo("Leaf");
    teacher.api("POST", path + '/' + id + "/removal", "{}").expect(204);
    assertThat(learner.page(path + '/' + id).statusCode()).isEqualTo(404);
  }

  private static String attachment(String name, String content) {
    return "{\"name\":\"%s\",\"content\":\"%s\"}".formatted(name, content);
  }

  private static String rules(
      @org.jspecify.annotations.Nullable Instant opensAt,
      @org.jspecify.annotations.Nullable Long after,
      String completion) {
    return "{\"opensAt\":\"%s\",\"after\":%d,\"dueAt\":\"\",\"completion\":\"%s\",\"quizId\":0}"
        .formatted(opensAt == null ? "" : opensAt, after == null ? 0 : after, completion);
  }
}
