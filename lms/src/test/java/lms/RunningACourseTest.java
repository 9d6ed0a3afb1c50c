package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lms.platform.Transaction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What teachers do with the learners of a course: enrolment, grades, news and polls. */
final class RunningACourseTest {
  private static final int MANY = 20_000;
  private static final int LINES_AT_ONCE = 4_000;
  private static final JsonMapper JSON = new JsonMapper();

  private static final LmsServer server = new LmsServer();
  private static Teacher teacher;

  @BeforeAll
  static void prepare() {
    teacher = Teacher.registered(server, "runner");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode enrolled(long course, String csv) {
    String body = JSON.createObjectNode().put("csv", csv).toString();
    return teacher
        .person()
        .api("POST", "/teach/courses/" + course + "/roster", body)
        .expect(200)
        .json();
  }

  @Test
  void enrolsTwentyThousandLearnersOfAFileAndNamesTheBadLines() {
    long course = teacher.published("HR-5201", "l");
    List<String> lines =
        new ArrayList<>(
            IntStream.range(0, MANY)
                .mapToObj(i -> "many%d@example.test,Learner %d".formatted(i, i))
                .toList());
    lines.set(17, "no address,Somebody");
    lines.set(MANY - 1, "many0@example.test,Again");
    long start = System.nanoTime();

    List<JsonNode> reports =
        IntStream.range(0, MANY / LINES_AT_ONCE)
            .mapToObj(i -> lines.subList(i * LINES_AT_ONCE, (i + 1) * LINES_AT_ONCE))
            .map(part -> enrolled(course, String.join("\n", part)))
            .toList();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    assertThat(reports.stream().mapToLong(report -> report.path("enrolled").asLong()).sum())
        .isEqualTo(MANY - 2);
    assertThat(reports.getFirst().path("faults").get(0).path("line").asLong()).isEqualTo(18);
    assertThat(reports.getFirst().path("faults").get(0).path("why").asText())
        .contains("\"no address\"");
    assertThat(reports.getLast().path("already").asLong()).isEqualTo(1);
    assertThat(server.count("SELECT seats_taken AS n FROM courses WHERE id = ?", course))
        .isEqualTo(MANY - 2);
    assertThat(server.count("SELECT COUNT(*) AS n FROM enrolments WHERE course_id = ?", course))
        .isEqualTo(MANY - 2);
    exportsAllOfThem(course);
    notifiesAllOfThem(course);
  }

  private static void exportsAllOfThem(long course) {
    String csv = teacher.page("/teach/courses/" + course + "/grades.csv").body();
    assertThat(csv.lines().count()).isEqualTo(MANY - 1);
    long pages = 0;
    String next = "/teach/courses/" + course + "/grades?after=0";
    JsonNode page = teacher.person().read(next).expect(200).json();
    assertThat(page.path("lines")).hasSize(50);
    while (!page.path("next").isNull() && pages < 3) {
      pages++;
      page =
          teacher
              .person()
              .read("/teach/courses/" + course + "/grades?after=" + page.path("next").asLong())
              .expect(200)
              .json();
    }
    assertThat(pages).isEqualTo(3);
  }

  private static void notifiesAllOfThem(long course) {
    String page = "/teach/courses/" + course + "/announcements";
    teacher.act(page, page, Map.of("title", "Read <this>", "body", "**Now**"));
    Eventually.within(
        60,
        () ->
            server.count(
                    "SELECT COUNT(*) AS n FROM announcements WHERE course_id = ?"
                        + " AND notified_at IS NOT NULL",
                    course)
                == 1,
        () -> "not everybody is notified");
    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM notifications WHERE kind = 'announcement'"
                    + " AND title = 'Read <this>'"))
        .isEqualTo(MANY - 2);
    assertThat(
            server.count(
                "SELECT COUNT(DISTINCT user_id) AS n FROM notifications"
                    + " WHERE kind = 'announcement' AND title = 'Read <this>'"))
        .isEqualTo(MANY - 2);
  }

  @Test
  void letsSomebodyWhoWasEnrolledBeforeRegisterAndFindTheCourse() {
    long course = teacher.published("HR-5202", "The lesson");
    assertThat(enrolled(course, "E-mail;Name\nLate@Example.test;Late").path("enrolled").asLong())
        .isOne();
    assertThat(
            server
                .send(
                    "POST",
                    "/api/sign-in",
                    "{\"email\":\"late@example.test\",\"password\":\"-\"}",
                    null,
                    null)
                .statusCode())
        .isEqualTo(401);

    Learner late = Learner.registered(server, "late");

    assertThat(late.page("/my").body()).contains("Bees of HR-5202");
  }

  @Test
  void weighsGradesAndLetsATeacherGiveOthersWithAReason() {
    long course = teacher.published("HR-5203", "l");
    long quiz = teacher.quiz(course, "Half");
    long question = teacher.single("/teach/quizzes/" + quiz, "Half?");
    teacher.publishQuiz(quiz);
    Learner learner = Learner.registered(server, "graded");
    learner.enrol(course).expect(201);
    long attempt = learner.start(quiz);
    learner.save(attempt, question, 1, "a").expect(200);
    learner.hand(attempt).expect(200);
    String weights = "/teach/courses/" + course + "/weights";
    long item = addedItem(course, "Talk");
    teacher.refused(422, weights, weights, Map.of("q" + quiz, "x", "i" + item, "3"));
    teacher.act(weights, weights, Map.of("q" + quiz, "1", "i" + item, "3"));
    assertThat(line(course).path("total").asDouble()).isEqualTo(25);

    String cell = "/teach/courses/%d/grades/%d/i%d".formatted(course, learner.id(), item);
    assertThat(teacher.refused(422, cell, cell, Map.of("percent", "80", "reason", "")).body())
        .contains("80");
    teacher.act(cell, cell, Map.of("percent", "80", "reason", "A clear talk"));

    assertThat(line(course).path("total").asDouble()).isEqualTo(85);
    assertThat(line(course).path("cells").get(1).path("reason").asText()).isEqualTo("A clear talk");
    HttpResponse<String> conflict =
        teacher.refused(
            409, cell, cell, Map.of("percent", "10", "reason", "Another tab", "version", "0"));
    assertThat(conflict.body()).contains("Another tab", "A clear talk");
    teacher.act(cell, cell, Map.of("do", "take-back"));
    assertThat(line(course).path("total").asDouble()).isEqualTo(25);
    teacher.act(weights, weights, Map.of("q" + quiz, "1000", "i" + item, "2.5"));
    assertThat(teacher.page(weights).body()).contains("value=\"1000\"", "value=\"2.5\"");
  }

  @Test
  void renamesWhatIsGradedElsewhereAndRemovesItWhileItHasNoGrades() {
    long course = teacher.published("HR-5209", "l");
    Learner learner = Learner.registered(server, "talks");
    learner.enrol(course).expect(201);
    String weights = "/teach/courses/" + course + "/weights";
    String item = "i" + addedItem(course, "Tlak");
    String removal = "/teach/courses/%d/items/%s/removal".formatted(course, item);
    String cell = "/teach/courses/%d/grades/%d/%s".formatted(course, learner.id(), item);

    teacher.refused(422, weights, weights, Map.of(item, "3", "title-" + item, " "));
    teacher.act(weights, weights, Map.of(item, "3", "title-" + item, "Talk"));
    assertThat(teacher.page("/teach/courses/" + course + "/grades").body())
        .contains("Talk")
        .doesNotContain("Tlak");
    teacher.act(cell, cell, Map.of("percent", "80", "reason", "A clear talk"));
    assertThat(teacher.refused(409, weights, removal, Map.of()).body())
        .contains("Talk has grades and can't be removed");
    teacher.act(cell, cell, Map.of("do", "take-back"));
    teacher.act(weights, removal, Map.of());
    assertThat(line(course).path("cells")).isEmpty();
  }

  @Test
  void aGradeAndTheRemovalOfWhatItIsGivenForMeetWithoutAFault() throws Exception {
    long course = teacher.published("HR-5219", "l");
    Learner learner = Learner.registered(server, "too-late");
    learner.enrol(course).expect(201);
    String weights = "/teach/courses/" + course + "/weights";
    long item = addedItem(course, "Talk");
    String cell = "/teach/courses/%d/grades/%d/i%d".formatted(course, learner.id(), item);
    String removal = "/teach/courses/%d/items/i%d/removal".formatted(course, item);
    Map<String, String> grade = Map.of("percent", "80", "reason", "A clear talk");

    meet(
        "INSERT INTO grade_overrides (item_id, user_id, percent, reason, set_by, set_at)"
            + " VALUES (%d, %d, 80, 'A talk', %d, NOW())"
                .formatted(item, learner.id(), teacher.person().id()),
        () -> teacher.refused(409, weights, removal, Map.of()));
    teacher.act(cell, cell, Map.of("do", "take-back"));
    meet(
        "DELETE FROM grade_items WHERE id = " + item,
        () -> teacher.refused(404, cell, cell, grade));
  }

  /**
   * Does {@code second} when {@code first} is done and not committed, and lets it wait for that.
   */
  private static void meet(String first, Supplier<HttpResponse<String>> second) throws Exception {
    CompletableFuture<HttpResponse<String>> answer =
        server.database.inTransaction(
            transaction -> {
              transaction.run(first);
              var waiting = CompletableFuture.supplyAsync(second);
              Eventually.within(10, () -> somebodyWaits(transaction), () -> "nobody waits");
              return waiting;
            });
    var _ = answer.get(10, TimeUnit.SECONDS);
  }

  /** Reading grades and what they are for waits for nobody. */
  private static boolean somebodyWaits(Transaction transaction) {
    return transaction
        .first(
            """
            SELECT id FROM information_schema.processlist WHERE db = DATABASE()
              AND info REGEXP '^(DELETE FROM|INSERT INTO) grade_'
            """,
            row -> row.number("id"))
        .isPresent();
  }

  /** The number of what a course grades elsewhere and lets count three times, added just now. */
  private static long addedItem(long course, String title) {
    String taught = "/teach/courses/" + course;
    teacher.act(taught + "/weights", taught + "/items", Map.of("title", title, "weight", "3"));
    return server.count("SELECT MAX(id) AS n FROM grade_items");
  }

  private static JsonNode line(long course) {
    return teacher
        .person()
        .read("/teach/courses/" + course + "/grades")
        .expect(200)
        .json()
        .path("lines")
        .get(0);
  }

  @Test
  void exportsNoNameThatASpreadsheetWouldRun() {
    long course = teacher.published("HR-5204", "l");
    enrolled(course, "evil@example.test,\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");

    HttpResponse<String> csv = teacher.page("/teach/courses/" + course + "/grades.csv");

    assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(csv.body().lines().skip(1).collect(Collectors.joining()))
        .startsWith("\"'=HYPERLINK(");
  }

  @Test
  void countsAPollInOutlineCompletionAndOneVoteEachUntilItIsClosed() {
    long course = teacher.published("HR-5205", "l");
    long lesson = server.count("SELECT MIN(id) AS n FROM lessons WHERE course_id = ?", course);
    String polls = "/teach/courses/" + course + "/polls";
    teacher.refused(422, polls, polls, Map.of("question", "Which?", "options", "Only one"));
    long poll =
        Teacher.idOf(
            teacher.act(polls, polls, Map.of("question", "Which?", "options", "This\nThat")));
    Learner learner = Learner.registered(server, "voter");
    learner.enrol(course).expect(201);
    assertThat(learner.page("/courses/" + course).body()).contains("/polls/" + poll);
    assertThat(learner.page("/lessons/" + lesson).body()).contains("/polls/" + poll);
    assertThat(learner.complete(lesson).expect(200).json().path("certificate").isNull()).isTrue();

    String page = "/polls/" + poll;
    assertThat(learner.submit(page, page + "/vote", Map.of("choice", "7")).statusCode())
        .isEqualTo(422);
    learner.submit(page, page + "/vote", Map.of("choice", "0"));
    learner.submit(page, page + "/vote", Map.of("choice", "1"));

    assertThat(
            server.count(
                "SELECT SUM(choice) + COUNT(*) AS n FROM poll_votes WHERE poll_id = ?", poll))
        .isEqualTo(2);
    assertThat(server.count("SELECT COUNT(*) AS n FROM certificates WHERE course_id = ?", course))
        .isOne();
    teacher.act(
        "/teach/polls/" + poll, "/teach/polls/" + poll + "/closing", Map.of("closed", "true"));
    assertThat(
            learner
                .submit("/my", page + "/vote", Map.of("choice", "0", "key", "after"))
                .statusCode())
        .isEqualTo(409);
    assertThat(learner.page(page).body()).contains("100");
    assertThat(learner.page("/profile/data").body()).contains("\"Which?\"", "\"That\"");
  }

  @Test
  void letsProgramsOfLearnersVoteAndReadAnnouncements() {
    long course = teacher.published("HR-5210", "l");
    String polls = "/teach/courses/" + course + "/polls";
    long poll =
        Teacher.idOf(teacher.act(polls, polls, Map.of("question", "Q?", "options", "A\nB")));
    Learner first = Learner.taking(server, course, "votes-first");
    Learner second = Learner.taking(server, course, "votes-second");
    String path = "/polls/" + poll;

    first.api("PUT", path + "/vote", "{\"choice\":1}").expect(200);
    assertThat(first.read(path).expect(200).json().path("votes").toString()).isEqualTo("[0,1]");
    JsonNode unseen = second.read(path).expect(200).json();
    assertThat(unseen.path("choice").isNull()).isTrue();
    assertThat(unseen.path("votes")).as("of others, before an own vote").isEmpty();
    second.api("PUT", path + "/vote", "{\"choice\":2}").expect(422);
    String news = "/teach/courses/" + course + "/announcements";
    for (int i = 1; i <= 21; i++) {
      teacher.act(news, news, Map.of("title", "News " + i, "body", "**Bring** shoes"));
    }
    String told = "/courses/" + course + "/announcements";
    JsonNode page = second.read(told).expect(200).json();
    assertThat(page.path("announcements")).hasSize(20);
    assertThat(page.path("announcements").get(0).path("html").asText())
        .contains("<strong>Bring</strong>");
    JsonNode rest = second.read(told + "?before=" + page.path("next").asLong()).json();
    assertThat(rest.path("announcements").findValuesAsText("title")).containsExactly("News 1");
    assertThat(rest.path("next").isNull()).isTrue();
  }

  @Test
  void takesEachOfManyVotesOnce() {
    long course = teacher.published("HR-5206", "l");
    String polls = "/teach/courses/" + course + "/polls";
    long poll =
        Teacher.idOf(teacher.act(polls, polls, Map.of("question", "Q?", "options", "A\nB")));
    Learner learner = Learner.registered(server, "clicker");
    learner.enrol(course).expect(201);
    String page = "/polls/" + poll;

    assertThat(
            Together.run(
                6, () -> learner.submit(page, page + "/vote", Map.of("choice", "1")).statusCode()))
        .containsOnly(303);

    assertThat(server.count("SELECT COUNT(*) AS n FROM poll_votes WHERE poll_id = ?", poll))
        .isOne();
  }
}
