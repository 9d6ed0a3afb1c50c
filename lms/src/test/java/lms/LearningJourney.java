package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lms.platform.DatabaseSettings;
import lms.testing.MutableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What keeps a learner going: the catalogue, locks, completion, progress, dates, on any database.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LearningJourney {
  private final MutableClock clock = new MutableClock();
  private final LmsServer server;

  LearningJourney(DatabaseSettings database) {
    server = new LmsServer(database, clock);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void filtersAndSortsTheCatalogueAndReadsOnWithoutGapsOrRepeats() {
    for (int i = 0; i < 5; i++) {
      long course = server.course("HR-820" + i, i == 0 ? 1 : null);
      run(
          "UPDATE courses SET category = 'sorted', level = ?, language = ?, rating_sum = ?,"
              + " rating_count = 2, published_at = ?, title = ? WHERE id = ?",
          i % 2 == 0 ? "advanced" : "intermediate",
          i == 4 ? "es" : "en",
          List.of(6, 10, 6, 8, 4).get(i),
          at(Duration.ofDays(-10 + i % 3)),
          List.of("Elm", "Beech", "Oak", "Ash", "Yew").get(i),
          course);
    }

    assertThat(codes("")).containsExactly("HR-8200", "HR-8201", "HR-8202", "HR-8203", "HR-8204");
    assertThat(codes("&sort=newest"))
        .containsExactly("HR-8202", "HR-8204", "HR-8201", "HR-8203", "HR-8200");
    assertThat(codes("&sort=rating"))
        .containsExactly("HR-8201", "HR-8203", "HR-8202", "HR-8200", "HR-8204");
    assertThat(codes("&sort=title"))
        .containsExactly("HR-8203", "HR-8201", "HR-8200", "HR-8202", "HR-8204");
    assertThat(codes("&level=advanced&language=en")).containsExactly("HR-8200", "HR-8202");
    Learner.registered(server, "takestheseat").enrol(course("HR-8200")).expect(201);
    assertThat(codes("&free=true")).doesNotContain("HR-8200").hasSize(4);
    assertThat(codes("&q=HR-8203")).containsExactly("HR-8203");

    HttpResponse<String> page = server.get("/courses?category=sorted&level=advanced", null);
    assertThat(page.body()).contains("Oak").doesNotContain("Beech");
    assertThat(server.get("/api/courses?sort=worst", null).statusCode()).isEqualTo(400);
    assertThat(server.get("/api/courses?level=hard", null).body()).contains("introductory");
    assertThat(server.get("/api/courses?sort=title&after=999999", null).statusCode())
        .isEqualTo(404);
  }

  /** All pages of two courses each. */
  private List<String> codes(String more) {
    List<String> codes = new ArrayList<>();
    String after = "";
    do {
      String path = "/api/courses?category=sorted&limit=2" + more + after;
      JsonNode page = new Learner.Reply(200, server.get(path, null).body()).json();
      codes.addAll(page.path("courses").findValuesAsText("code"));
      after = page.path("next").isNumber() ? "&after=" + page.path("next").asLong() : "";
    } while (!after.isEmpty());
    return codes;
  }

  private long course(String code) {
    return server.count("SELECT id AS n FROM courses WHERE code = ?", code);
  }

  @Test
  void showsTheNewestReviewsOnTheCoursePage() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8210", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "reviews");
    String path = "/courses/" + course.id() + "/rating";

    learner.api("PUT", path, "{\"stars\":4,\"comment\":\"Grows on you\"}").expect(200);

    assertThat(server.get("/courses/" + course.id(), null).body())
        .contains("Grows on you")
        .contains("rated 4 of 5 by 1");
  }

  @Test
  void opensALessonWhenItsTimeHasComeAndWhatComesFirstIsDone() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8211", 3, TaughtCourse.Rules.NONE);
    long first = course.lessons().get(0);
    long dated = course.lessons().get(1);
    long last = course.lessons().get(2);
    run("UPDATE lessons SET opens_at = ? WHERE id = ?", at(Duration.ofHours(2)), dated);
    run("UPDATE lessons SET after_lesson_id = ? WHERE id = ?", first, last);
    Learner learner = enrolled(course, "waitsforit");

    Learner.Reply early = learner.read("/lessons/" + dated).expect(403);
    assertThat(early.problem()).isEqualTo("locked");
    assertThat(early.text()).contains("Opens on " + clock.instant().plus(Duration.ofHours(2)));
    assertThat(learner.complete(dated).expect(403).problem()).isEqualTo("locked");
    assertThat(learner.position(dated, 5).expect(403).problem()).isEqualTo("locked");
    assertThat(learner.read("/lessons/" + dated + "/discussion").expect(403).problem())
        .isEqualTo("locked");
    assertThat(learner.page("/lessons/" + dated).body()).contains("Opens on ");
    assertThat(learner.page("/lessons/" + last).statusCode()).isEqualTo(403);
    assertThat(learner.page("/lessons/" + last).body())
        .contains("First complete the lesson \"Lesson 1\"")
        .contains("/lessons/" + first);
    assertThat(learner.page("/courses/" + course.id()).body()).contains("After Lesson 1");

    learner.complete(first).expect(200);
    clock.forward(Duration.ofHours(3));

    learner.read("/lessons/" + dated).expect(200);
    learner.read("/lessons/" + last).expect(200);
    assertThat(learner.page("/lessons/" + last).statusCode()).isEqualTo(200);
  }

  @Test
  void opensASectionWhenTheOneBeforeItIsDone() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8212", 2, TaughtCourse.Rules.NONE);
    long before = server.count("SELECT id AS n FROM sections WHERE course_id = ?", course.id());
    long section =
        server.database.inTransaction(
            transaction ->
                transaction.insert(
                    "INSERT INTO sections (course_id, position, title, after_section_id)"
                        + " VALUES (?, 2, 'Leaves', ?)",
                    course.id(),
                    before));
    run("UPDATE lessons SET section_id = ? WHERE id = ?", section, course.lessons().get(1));
    Learner learner = enrolled(course, "section");

    assertThat(learner.read("/lessons/" + course.lessons().get(1)).expect(403).text())
        .contains("0 of 1 are done");
    learner.complete(course.lessons().get(0)).expect(200);
    learner.read("/lessons/" + course.lessons().get(1)).expect(200);
  }

  @Test
  void completesALessonByWhatItsTeacherAsksFor() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8213", 3, TaughtCourse.Rules.NONE);
    long viewed = course.lessons().get(0);
    long passed = course.lessons().get(1);
    run("UPDATE lessons SET completion = 'viewed' WHERE id = ?", viewed);
    run(
        "UPDATE lessons SET completion = 'quiz', completion_quiz_id = ? WHERE id = ?",
        course.quiz(),
        passed);
    Learner learner = enrolled(course, "byrule");

    assertThat(learner.complete(viewed).expect(409).problem()).isEqualTo("completed-otherwise");
    assertThat(learner.complete(passed).expect(409).problem()).isEqualTo("completed-otherwise");
    assertThat(learner.page("/lessons/" + viewed).body())
        .contains("watching its video to the end")
        .doesNotContain("/lessons/" + viewed + "/completion");
    learner.position(viewed, 0).expect(200);
    learner.position(viewed, 590).expect(200);
    assertThat(learner.read("/lessons/" + viewed).text()).contains("\"completed\":false");
    learner.position(viewed, 0).expect(200);
    clock.forward(Duration.ofMinutes(5));
    learner.position(viewed, 590).expect(200);
    assertThat(learner.read("/lessons/" + viewed).text()).contains("\"completed\":true");

    course.pass(learner, learner.start(course.quiz()), 1);
    assertThat(learner.read("/lessons/" + passed).text()).contains("\"completed\":true");
    JsonNode last = learner.complete(course.lessons().get(2)).expect(200).json();
    assertThat(last.path("done").asInt()).isEqualTo(3);
    assertThat(last.path("certificate").asText()).isNotEmpty();
  }

  @Test
  void givesCaptionsAndAttachmentsToWhoTakesTheCourseAndNeverToBeRun() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8214", 1, TaughtCourse.Rules.NONE);
    long lesson = course.lessons().getFirst();
    run(
        "INSERT INTO lesson_captions (lesson_id, language, label, body) VALUES (?, 'en',"
            + " 'English', ?)",
        lesson,
        "WEBVTT\n\n00:00.000 --> 00:02.000\nRoots drink.\n");
    run(
        "INSERT INTO lesson_attachments (lesson_id, name, size, content, created_at)"
            + " VALUES (?, 'leaf \"1\".html', 8, '<script>', NOW(3))",
        lesson);
    long attachment =
        server.count("SELECT id AS n FROM lesson_attachments WHERE lesson_id = ?", lesson);
    Learner learner = enrolled(course, "reads");
    String captions = "/lessons/" + lesson + "/captions/en";
    String file = "/lessons/" + lesson + "/attachments/" + attachment;

    String page = learner.page("/lessons/" + lesson).body();
    assertThat(page).contains("src=\"" + captions).contains("href=\"" + file);
    assertThat(learner.page(captions).body()).startsWith("WEBVTT");
    assertThat(learner.page(captions).headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/vtt");
    HttpResponse<String> saved = learner.page(file);
    assertThat(saved.body()).isEqualTo("<script>");
    assertThat(saved.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(saved.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(saved.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename*=UTF-8''leaf%20%221%22.html");
    Learner stranger = Learner.registered(server, "nosy");
    assertThat(stranger.page(captions).statusCode()).isEqualTo(403);
    assertThat(stranger.page(file).statusCode()).isEqualTo(403);
    assertThat(learner.page("/lessons/" + lesson + "/captions/xx").statusCode()).isEqualTo(404);
  }

  @Test
  void showsWhereToContinueAndHowFarEachCourseIs() {
    TaughtCourse one = TaughtCourse.in(server, "HR-8215", 4, TaughtCourse.Rules.NONE);
    TaughtCourse other = TaughtCourse.in(server, "HR-8216", 2, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(one, "continues");
    learner.enrol(other.id()).expect(201);

    assertThat(learner.read("/my").json().path("resume").isNull()).isTrue();
    learner.complete(one.lessons().get(0)).expect(200);
    clock.forward(Duration.ofMinutes(1));
    learner.position(one.lessons().get(1), 75).expect(200);

    JsonNode mine = learner.read("/my").expect(200).json();
    assertThat(mine.path("resume").path("lessonId").asLong()).isEqualTo(one.lessons().get(1));
    assertThat(mine.path("resume").path("seconds").asInt()).isEqualTo(75);
    JsonNode oldest = mine.path("courses").get(1);
    assertThat(oldest.path("done").asInt()).isEqualTo(1);
    assertThat(oldest.path("lessons").asInt()).isEqualTo(4);
    assertThat(oldest.path("nextLesson").asLong()).isEqualTo(one.lessons().get(1));
    assertThat(learner.page("/my").body())
        .contains("Continue where you left off")
        .contains("1 minute 15 seconds")
        .contains("<progress max=\"4\" value=\"1\"")
        .contains("data-course=\"" + other.id() + '"');

    clock.forward(Duration.ofMinutes(1));
    learner.complete(one.lessons().get(1)).expect(200);
    assertThat(learner.read("/my").json().path("resume").path("lessonId").asLong())
        .isEqualTo(one.lessons().get(2));
  }

  @Test
  void showsWhatIsDueByMonthAndAsAFeedBehindALinkThatCanBeRenewed() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8217", 2, TaughtCourse.Rules.NONE);
    run(
        "UPDATE lessons SET due_at = ? WHERE course_id = ?",
        at(Duration.ofMinutes(5)),
        course.id());
    run("UPDATE quizzes SET closes_at = ? WHERE id = ?", at(Duration.ofMinutes(6)), course.quiz());
    Learner learner = enrolled(course, "keepsdates");
    learner.complete(course.lessons().get(0)).expect(200);
    String month = "?month=" + at(Duration.ofMinutes(5)).toString().substring(0, 7);

    JsonNode entries = learner.read("/calendar" + month).expect(200).json().path("entries");
    assertThat(entries.findValuesAsText("kind")).containsExactly("lesson-due", "quiz-closes");
    assertThat(learner.page("/calendar" + month).body())
        .contains("Lesson 2 is due")
        .contains("What plants do closes");
    learner.read("/calendar?month=soon").expect(400);
    assertThat(learner.read("/calendar?month=2031-01").json().path("entries")).isEmpty();

    String old = link(learner);
    HttpResponse<String> feed = server.get(old, null);
    assertThat(feed.statusCode()).isEqualTo(200);
    assertThat(feed.headers().firstValue("Content-Type").orElse("")).startsWith("text/calendar");
    assertThat(feed.body()).contains("SUMMARY:Lesson 2 is due");
    String renewed = link(learner);
    assertThat(server.get(old, null).statusCode()).isEqualTo(404);
    assertThat(server.get(renewed, null).statusCode()).isEqualTo(200);
    assertThat(learner.page("/calendar").body()).contains(renewed);
  }

  private static String link(Learner learner) {
    String url =
        learner.api("POST", "/calendar/link", "{}").expect(201).json().path("url").asText();
    assertThat(url).startsWith("https://lms.example.test/calendar/").endsWith(".ics");
    return url.replace("https://lms.example.test", "");
  }

  @Test
  void tellsALearnerOnlyWhatTheLearnerWantsToHear() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8218", 1, TaughtCourse.Rules.NONE);
    Learner learner = Learner.registered(server, "choosy");
    JsonNode before = learner.read("/notifications/preferences").expect(200).json();
    assertThat(before.path("mailing").asBoolean()).isFalse();
    assertThat(before.path("kinds").path("enrolment").path("onPage").asBoolean()).isTrue();

    learner
        .api(
            "PUT",
            "/notifications/preferences",
            "{\"kinds\":{\"enrolment\":{\"onPage\":false,\"byMail\":true}}}")
        .expect(200);
    learner.enrol(course.id()).expect(201);

    assertThat(learner.read("/notifications").json().path("items")).isEmpty();
    assertThat(server.count("SELECT COUNT(*) AS n FROM outbox")).isZero();
    String page = "/notifications/preferences";
    assertThat(learner.page(page).body()).contains("sends no e-mail");
    assertThat(learner.submit(page, page, Map.of("page-enrolment", "on")).statusCode())
        .isEqualTo(303);
    JsonNode after = learner.read("/notifications/preferences").json().path("kinds");
    assertThat(after.path("enrolment").path("onPage").asBoolean()).isTrue();
    assertThat(after.path("enrolment").path("byMail").asBoolean()).isTrue();
    assertThat(after.path("grade").path("onPage").asBoolean()).isFalse();
    learner.api("PUT", "/notifications/preferences", "{\"kinds\":{\"gossip\":{}}}").expect(400);
  }

  @Test
  void speaksOfNewsInTheReadersLanguage() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8219", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "bilingual");

    assertThat(learner.page("/notifications").body()).contains("You are enrolled: Botany");
    learner
        .api("PUT", "/profile", "{\"name\":\"Bi\",\"language\":\"es\",\"timeZone\":\"\"}")
        .expect(200);
    assertThat(learner.page("/notifications").body()).contains("Te has inscrito: Botany");
  }

  private Learner enrolled(TaughtCourse course, String name) {
    Learner learner = Learner.registered(server, name);
    learner.enrol(course.id()).expect(201);
    return learner;
  }

  private LocalDateTime at(Duration fromNow) {
    return LocalDateTime.ofInstant(clock.instant().plus(fromNow), ZoneOffset.UTC);
  }

  private void run(String sql, Object... parameters) {
    server.database.inTransaction(transaction -> transaction.run(sql, parameters));
  }
}
