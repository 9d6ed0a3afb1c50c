package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    String text = base64("Leaf");

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

  /** Names that deceive, that leave their folder, or that would break out of a header or a page. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "a/b.txt",
        "a\\\\b.txt",
        "a\\u0000.txt",
        "a\\r\\nSet-Cookie: x=1",
        "a\\u202Egpj.exe",
        "a\\u2066b.txt",
        "a\\u2028b.txt",
        "a\\u0085b.txt",
        " "
      })
  void refusesNamesThatAreNone(String name) {
    String path = "/lessons/" + course.lessons().get(1) + "/attachments";

    assertThat(teacher.api("POST", path, attachment(name, "YQ==")).status()).isEqualTo(422);
  }

  /** Whatever it calls itself, a browser keeps it as a file, and runs and shows nothing of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "page.html",
        "drawing.svg",
        "drawing.png",
        "script.js",
        "sheet.css",
        "nothing",
        "a;filename=b.exe",
        "a\\\"; filename=\\\"b.exe",
        "<b>bold.txt",
        "%2e%2e%2fetc.txt",
        "hoja de otoño.txt"
      })
  void servesWhateverIsAttachedAsAFileToKeep(String name) {
    long lesson = course.lessons().get(1);
    String path = "/lessons/" + lesson + "/attachments";
    String code = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    teacher.api("POST", path, attachment(name, base64(code))).expect(201);
    JsonNode kept = learner.read("/lessons/" + lesson).json().path("attachments").get(0);

    HttpResponse<String> file = learner.page(path + '/' + kept.path("id").asLong());

    assertThat(file.body()).isEqualTo(code);
    HttpHeaders headers = file.headers();
    assertThat(headers.firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow()).contains("default-src");
    assertThat(headers.firstValue("Content-Disposition").orElseThrow())
        .matches("attachment; filename\\*=UTF-8''[A-Za-z0-9.*_%-]+");
    assertThat(learner.page("/lessons/" + lesson).body()).doesNotContain("<b>bold");
    teacher.api("POST", path + '/' + kept.path("id").asLong() + "/removal", "{}").expect(204);
  }

  @Test
  void servesAPictureAsOneAndSaysHowALessonShowsIt() {
    long lesson = course.lessons().get(1);
    String path = "/lessons/" + lesson + "/attachments";
    String dot =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    teacher.api("POST", path, attachment("dot.png", dot)).expect(201);
    long id = server.count("SELECT MAX(id) AS n FROM lesson_attachments");
    String address = path + '/' + id;

    HttpHeaders headers = learner.page(address).headers();

    assertThat(headers.firstValue("Content-Type")).hasValue("image/png");
    assertThat(headers.firstValue("Content-Disposition").orElseThrow()).startsWith("attachment");
    assertThat(teacher.page("/teach" + path).body()).contains("![…](" + address + ")");
    teacher.api("POST", address + "/removal", "{}").expect(204);
  }

  @Test
  void attachesFromItsPageAndSaysWhatIsWrongThere() {
    String page = "/teach/lessons/" + course.lessons().get(0) + "/attachments";
    assertThat(teacher.page(page).body()).contains("Nothing is attached yet");

    String large = Base64.getUrlEncoder().encodeToString(new byte[180_000]);
    HttpResponse<String> sent =
        teacher.submit(page, page, Map.of("name", "large.bin", "content", large));

    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
    assertThat(teacher.page(page).body()).contains("large.bin").contains("180 KB");
    HttpResponse<String> none = teacher.submit(page, page, Map.of("name", "", "content", "YQ"));
    assertThat(none.statusCode()).isEqualTo(422);
    assertThat(none.body()).contains("role=\"alert\"").contains("large.bin");
    assertThat(learner.page(page).statusCode()).isEqualTo(403);
    long id =
        server.count(
            "SELECT id AS n FROM lesson_attachments WHERE lesson_id = ?", course.lessons().get(0));
    assertThat(teacher.submit(page, page + '/' + id + "/removal", Map.of()).statusCode())
        .isEqualTo(303);
    assertThat(teacher.page(page).body()).contains("Nothing is attached yet");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
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
