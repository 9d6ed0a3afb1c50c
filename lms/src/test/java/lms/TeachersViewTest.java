package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What teachers see of their courses: discussions, and what learners see. */
final class TeachersViewTest {
  private static final LmsServer server = new LmsServer();

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void run(String sql, Object... parameters) {
    server.database.inTransaction(transaction -> transaction.run(sql, parameters));
  }

  private static Learner teacherOf(TaughtCourse course, String name) {
    Learner teacher = Learner.teaching(server, name);
    teacher.takeOver(course.id());
    return teacher;
  }

  private static long said(Learner.Reply reply) {
    return reply.expect(201).json().path("postId").asLong();
  }

  private static String body(String said) {
    return "{\"body\":\"%s\"}".formatted(said);
  }

  @Test
  void tellsTheTeacherOfANewThreadAndLeadsToIt() {
    TaughtCourse course = TaughtCourse.in(server, "HR-9101", 1, TaughtCourse.Rules.NONE);
    Learner teacher = teacherOf(course, "told");
    Learner learner = Learner.taking(server, course.id(), "wonders");
    String discussion = "/lessons/" + course.lessons().getFirst() + "/discussion";

    long thread = said(learner.api("POST", discussion, body("Why *green*?")));
    said(teacher.api("POST", discussion, body("Read this first")));

    JsonNode news = teacher.read("/notifications").expect(200).json().path("items");
    assertThat(news.findValuesAsText("link")).containsExactly("/posts/" + thread);
    assertThat(news.get(0).path("kind").asText()).isEqualTo("discussion");
    assertThat(teacher.page("/notifications").body())
        .contains("wonders began a discussion of \"Lesson 1\"");
    String page = "/teach/courses/" + course.id() + "/discussions";
    assertThat(teacher.page("/teach/courses/" + course.id()).body()).contains(page);
    assertThat(teacher.page(page).body())
        .contains("<em>green</em>", "Lesson 1", "wonders", "href=\"/posts/" + thread);
    assertThat(teacher.page("/posts/" + thread).body()).contains("href=\"" + page);
  }

  @Test
  void showsTeachersWhichThreadsLackAnAnswer() {
    TaughtCourse course = TaughtCourse.in(server, "HR-9102", 2, TaughtCourse.Rules.NONE);
    Learner teacher = teacherOf(course, "answers");
    Learner learner = Learner.taking(server, course.id(), "asks");
    long solved =
        said(learner.api("POST", discussion(course.lessons().get(0)), body("How do roots drink?")));
    long open =
        said(learner.api("POST", discussion(course.lessons().get(1)), body("How do bees see?")));
    long gone = said(learner.api("POST", discussion(course.lessons().get(1)), body("Never mind")));
    learner.api("POST", "/posts/" + gone + "/deletion", "{}").expect(200);
    long answer = said(teacher.api("POST", "/posts/" + solved + "/replies", body("Slowly")));
    said(teacher.api("POST", "/posts/" + open + "/replies", body("I will find out")));
    teacher.api("PUT", "/posts/" + answer + "/answer", "{\"answer\":true}").expect(200);
    String list = "/teach/courses/" + course.id() + "/discussions";

    assertThat(threads(teacher, list)).containsExactly(open, solved);
    assertThat(threads(teacher, list + "?show=unanswered")).containsExactly(open);
    assertThat(teacher.page(list).body()).contains("no answer yet", ">answered<", "1 reply");
    assertThat(teacher.page(list + "?show=unanswered").body())
        .contains("How do bees see?")
        .doesNotContain("How do roots drink?");
    teacher.read(list + "?show=none").expect(400);
    learner.read(list).expect(403);
    Learner.teaching(server, "elsewhere").read(list).expect(403);
  }

  private static String discussion(long lesson) {
    return "/lessons/" + lesson + "/discussion";
  }

  private static List<Long> threads(Learner teacher, String path) {
    List<Long> ids = new ArrayList<>();
    teacher
        .read(path)
        .expect(200)
        .json()
        .path("threads")
        .forEach(thread -> ids.add(thread.path("id").asLong()));
    return ids;
  }

  @Test
  void readsTheThreadsOfACourseOnWithoutGapsOrRepeats() {
    TaughtCourse course = TaughtCourse.in(server, "HR-9103", 1, TaughtCourse.Rules.NONE);
    Learner teacher = teacherOf(course, "pages");
    for (int i = 0; i < 45; i++) {
      run(
          "INSERT INTO posts (course_id, lesson_id, user_id, body, created_at)"
              + " VALUES (?, ?, ?, 'Hm', NOW(3))",
          course.id(),
          course.lessons().getFirst(),
          teacher.id());
    }
    String list = "/teach/courses/" + course.id() + "/discussions";

    List<Long> read = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = teacher.read(list + next).expect(200).json();
      page.path("threads").forEach(thread -> read.add(thread.path("id").asLong()));
      next = page.path("next").isNumber() ? "?before=" + page.path("next").asLong() : "";
    } while (!next.isEmpty());

    assertThat(read).hasSize(45).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(teacher.page(list).body()).contains("Older threads", "&amp;before=");
  }

  @Test
  void letsTeachersReadAndReplyWhereLearnersAreNotLetInAnyMore() {
    TaughtCourse course = TaughtCourse.in(server, "HR-9104", 2, TaughtCourse.Rules.NONE);
    long lesson = course.lessons().getLast();
    Learner teacher = teacherOf(course, "keepsreading");
    Learner learner = Learner.taking(server, course.id(), "locked");
    long thread = said(learner.api("POST", discussion(lesson), body("Still there?")));
    String editor = "/teach/lessons/" + lesson;
    assertThat(
            teacher
                .submit(editor, editor + "/publication", Map.of("published", "false"))
                .statusCode())
        .isEqualTo(303);

    learner.read("/posts/" + thread).expect(404);
    assertThat(teacher.page("/posts/" + thread).body()).contains("Still there?");
    said(teacher.api("POST", "/posts/" + thread + "/replies", body("Soon again")));
    String page = teacher.page(discussion(lesson)).body();

    assertThat(page).contains("Still there?").contains("/teach/lessons/" + lesson + "/preview");
    assertThat(page).doesNotContain("href=\"/lessons/" + lesson + '"');
    assertThat(teacher.page("/teach/lessons/" + lesson + "/preview").statusCode()).isEqualTo(200);
  }

  @Test
  void letsTeachersDownloadWhatIsAttachedToDraftsToo() {
    TaughtCourse course = TaughtCourse.in(server, "HR-9105", 1, TaughtCourse.Rules.NONE);
    long lesson = course.lessons().getFirst();
    Learner teacher = teacherOf(course, "attaches");
    run("UPDATE courses SET published_at = NULL WHERE id = ?", course.id());
    run(
        "INSERT INTO lesson_captions (lesson_id, language, label, body)"
            + " VALUES (?, 'en', 'English', 'WEBVTT')",
        lesson);
    teacher
        .api("POST", "/lessons/" + lesson + "/attachments", "{\"name\":\"a\",\"content\":\"YQ==\"}")
        .expect(201);
    long id = server.count("SELECT id AS n FROM lesson_attachments WHERE lesson_id = ?", lesson);
    String file = "/lessons/" + lesson + "/attachments/" + id;

    assertThat(teacher.page("/teach/lessons/" + lesson + "/attachments").body()).contains(file);
    assertThat(teacher.page(file).body()).isEqualTo("a");
    assertThat(teacher.page("/lessons/" + lesson + "/captions/en").body()).isEqualTo("WEBVTT");
    Learner other = Learner.teaching(server, "curious");
    assertThat(other.page(file).statusCode()).isEqualTo(404);
    assertThat(Learner.registered(server, "nosy").page(file).statusCode()).isEqualTo(404);
  }

  @Test
  void previewsALessonWithAllThatLearnersWillSeeOfIt() {
    TaughtCourse course = TaughtCourse.in(server, "HR-9106", 2, TaughtCourse.Rules.NONE);
    long lesson = course.lessons().getFirst();
    Learner teacher = teacherOf(course, "previews");
    run(
        "UPDATE lessons SET draft = TRUE, due_at = '2031-02-03 04:05:00', video_path = '/v.mp4',"
            + " completion = 'viewed' WHERE id = ?",
        lesson);
    run(
        "INSERT INTO lesson_captions (lesson_id, language, label, body)"
            + " VALUES (?, 'es', 'Español', 'WEBVTT')",
        lesson);
    teacher
        .api("POST", "/lessons/" + lesson + "/attachments", "{\"name\":\"b\",\"content\":\"YQ==\"}")
        .expect(201);

    String page = teacher.page("/teach/lessons/" + lesson + "/preview").body();

    assertThat(page)
        .contains("Learners do not see this lesson yet")
        .contains("Due on 3 Feb 2031, 04:05 UTC")
        .contains("src=\"/v.mp4\"")
        .contains("src=\"/lessons/" + lesson + "/captions/es\"")
        .contains("href=\"/lessons/" + lesson + "/attachments/")
        .contains("Plants <em>drink</em>")
        .contains("watching its video to the end")
        .contains("/teach/lessons/" + course.lessons().getLast() + "/preview")
        .doesNotContain("data-lesson=\"" + lesson + "\" aria-label");
    assertThat(Learner.teaching(server, "stranger").page("/teach/lessons/" + lesson + "/preview"))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(403);
  }

  @Test
  void triesAQuizAsLearnersGetItWithoutKeysAndWithoutATrace() {
    TaughtCourse course = TaughtCourse.in(server, "HR-9107", 1, TaughtCourse.Rules.NONE);
    Teacher teacher = new Teacher(teacherOf(course, "tries"));
    String quiz = "/teach/quizzes/" + course.quiz();
    teacher.act(
        "/teach/courses/" + course.id() + "/bank",
        "/teach/courses/" + course.id() + "/bank",
        Map.of("name", "Pool"));
    long pool = server.count("SELECT id AS n FROM question_categories WHERE name = 'Pool'");
    for (int i = 0; i < 4; i++) {
      teacher.single("/teach/categories/" + pool, "Drawn " + i);
    }
    teacher.act(quiz, quiz + "/draws", Map.of("category", Long.toString(pool), "number", "1"));

    String page = teacher.page(quiz + "/trial").body();

    assertThat(page)
        .contains(
            "Question 1", "Question 4", "Leaves", "<input type=\"radio\"", "type=\"checkbox\"")
        .contains("nothing is saved", "5 questions")
        .doesNotContain("Chlorophyll", "12.5", "checked", "method=\"post\" action=\"/att");
    assertThat(page.split("Drawn ", -1)).hasSize(2);
    assertThat(server.count("SELECT COUNT(*) AS n FROM attempts")).isZero();
    assertThat(teacher.page(quiz).body()).contains(quiz + "/trial");
  }
}
