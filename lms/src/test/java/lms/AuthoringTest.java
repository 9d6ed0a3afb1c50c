package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What teachers make, and what learners see of it. */
final class AuthoringTest {
  private static final LmsServer server = new LmsServer();
  private static Learner teacher;

  @BeforeAll
  static void prepare() {
    teacher = Learner.teaching(server, "author");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A new course of the teacher's, not published; answers its id. */
  private static long course(String code) {
    HttpResponse<String> answer =
        teacher.submit(
            "/teach/courses/new",
            "/teach/courses",
            Map.of(
                "code", code,
                "title", "Bees of " + code,
                "summary", "How they live",
                "description", "All about them",
                "category", "science",
                "language", "es",
                "level", "advanced"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return idIn(location(answer));
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static long idIn(String path) {
    Matcher matcher = Pattern.compile("/(\\d+)").matcher(path);
    assertThat(matcher.find()).as(path).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private static long section(long course, String title) {
    post("/teach/courses/" + course, "/sections", Map.of("title", title));
    return number("SELECT MAX(id) AS n FROM sections WHERE course_id = ?", course);
  }

  private static long lesson(long course, long section, String title) {
    HttpResponse<String> answer =
        teacher.submit(
            "/teach/courses/" + course,
            "/teach/sections/" + section + "/lessons",
            Map.of("title", title));
    assertThat(answer.statusCode()).isEqualTo(303);
    return idIn(location(answer));
  }

  private static void post(String page, String action, Map<String, String> fields) {
    HttpResponse<String> answer = teacher.submit(page, page + action, fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  private static void act(long course, String action, Map<String, String> fields) {
    HttpResponse<String> answer = teacher.submit("/teach/courses/" + course, action, fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  private static long number(String sql, Object... parameters) {
    return server.count(sql, parameters);
  }

  private static HttpResponse<String> write(long lesson, String title, String body) {
    return teacher.submit(
        "/teach/lessons/" + lesson,
        "/teach/lessons/" + lesson,
        Map.of("title", title, "body", body, "video", "90"));
  }

  @Test
  void takesACourseFromTheFirstDraftToItsLearners() {
    long course = course("HR-5001");
    long section = section(course, "Spring");
    long lesson = lesson(course, section, "The swarm");
    assertThat(write(lesson, "The swarm", "Bees **dance**.").statusCode()).isEqualTo(303);
    assertThat(server.get("/courses/" + course, null).statusCode()).isEqualTo(404);

    act(course, "/teach/courses/" + course + "/publication", Map.of("published", "true"));

    Learner learner = Learner.registered(server, "reader");
    learner.enrol(course).expect(201);
    assertThat(learner.read("/courses?language=es&level=advanced").text()).contains("HR-5001");
    assertThat(learner.read("/courses?language=en").text()).doesNotContain("HR-5001");
    assertThat(learner.page("/courses/" + course).body()).contains("Spring", "The swarm");
    assertThat(learner.page("/lessons/" + lesson).body()).contains("Bees <strong>dance</strong>.");
    assertThat(learner.read("/lessons/" + lesson).json().path("videoSeconds").asInt())
        .isEqualTo(90);
  }

  @Test
  void showsAnEditOfAPublishedLessonToWhoReadItBefore() {
    long course = published("HR-5002", "First");
    long lesson = number("SELECT MIN(id) AS n FROM lessons WHERE course_id = ?", course);
    Learner learner = Learner.registered(server, "rereader");
    learner.enrol(course).expect(201);
    assertThat(learner.page("/lessons/" + lesson).body()).doesNotContain("corrected");

    write(lesson, "First, better", "Text, corrected.");

    assertThat(learner.page("/lessons/" + lesson).body())
        .contains("First, better", "Text, corrected.");
    assertThat(learner.page("/courses/" + course).body()).contains("First, better");
  }

  /** A published course with one section and these lessons. */
  private static long published(String code, String... lessons) {
    long course = course(code);
    long section = section(course, "Section");
    for (String title : lessons) {
      lesson(course, section, title);
    }
    act(course, "/teach/courses/" + course + "/publication", Map.of("published", "true"));
    return course;
  }

  @Test
  void hidesDraftsOfAPublishedCourseFromLearnersAndFromCompletion() {
    long course = published("HR-5003", "Known");
    long section = number("SELECT id AS n FROM sections WHERE course_id = ?", course);
    long known = number("SELECT MIN(id) AS n FROM lessons WHERE course_id = ?", course);
    long draft = lesson(course, section, "Unheard of");
    Learner learner = Learner.registered(server, "finisher");
    learner.enrol(course).expect(201);

    assertThat(learner.page("/courses/" + course).body()).doesNotContain("Unheard of");
    learner.read("/lessons/" + draft).expect(404);
    assertThat(learner.complete(known).expect(200).json().path("certificate").isNull()).isFalse();

    act(course, "/teach/lessons/" + draft + "/publication", Map.of("published", "true"));
    learner.read("/lessons/" + draft).expect(200);
    assertThat(learner.page("/courses/" + course).body()).contains("Unheard of");
  }

  @Test
  void keepsWhatTheSecondOfTwoTabsWroteAndSaysThatItIsNotSaved() {
    long course = published("HR-5004", "Shared");
    long lesson = number("SELECT MIN(id) AS n FROM lessons WHERE course_id = ?", course);
    Map<String, String> second = Learner.hidden(teacher.page("/teach/lessons/" + lesson).body());
    write(lesson, "Shared", "of the first tab");

    HttpResponse<String> conflict =
        teacher.submit(
            "/teach/lessons/" + lesson,
            "/teach/lessons/" + lesson,
            Map.of("title", "Shared", "body", "of the second tab", "edited", second.get("edited")));

    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(conflict.body()).contains("of the first tab", "of the second tab");
    assertThat(body(lesson)).isEqualTo("of the first tab");
    Map<String, String> again = Learner.hidden(conflict.body());
    assertThat(again.get("edited")).isNotEqualTo(second.get("edited"));
    teacher.submit(
        "/teach/lessons/" + lesson,
        "/teach/lessons/" + lesson,
        Map.of("title", "Shared", "body", "of both", "edited", again.get("edited")));
    assertThat(body(lesson)).isEqualTo("of both");
  }

  private static String body(long lesson) {
    return server
        .database
        .reading(
            statements ->
                statements.first(
                    "SELECT body FROM lessons WHERE id = ?", row -> row.text("body"), lesson))
        .orElseThrow();
  }

  @Test
  void savesExactlyOneOfManyEditsOfTheSameVersion() {
    long course = published("HR-5005", "Contested");
    long lesson = number("SELECT MIN(id) AS n FROM lessons WHERE course_id = ?", course);
    String page = teacher.page("/teach/lessons/" + lesson).body();
    Map<String, String> seen = Learner.hidden(page);
    List<Callable<Integer>> tabs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Map<String, String> fields =
          Map.of("title", "Contested", "body", "tab " + i, "edited", seen.get("edited"));
      tabs.add(
          () ->
              teacher
                  .submit("/teach/lessons/" + lesson, "/teach/lessons/" + lesson, fields)
                  .statusCode());
    }

    assertThat(Together.run(tabs)).containsOnlyOnce(303).containsOnly(303, 409);
  }

  @Test
  void previewsWhatIsNotSaved() {
    long course = published("HR-5006", "Quiet");
    long lesson = number("SELECT MIN(id) AS n FROM lessons WHERE course_id = ?", course);

    HttpResponse<String> preview =
        teacher.submit(
            "/teach/lessons/" + lesson,
            "/teach/lessons/" + lesson,
            Map.of("title", "Quiet", "body", "# Loud <script>", "do", "preview"));

    assertThat(preview.statusCode()).isEqualTo(200);
    assertThat(preview.body()).contains("<h1>Loud &lt;script&gt;</h1>");
    assertThat(body(lesson)).isEmpty();
  }

  @Test
  void movesLessonsWithinAndBetweenSectionsAndSectionsAsAWhole() {
    long course = course("HR-5007");
    long one = section(course, "One");
    long two = section(course, "Two");
    long a = lesson(course, one, "a");
    long b = lesson(course, one, "b");
    long c = lesson(course, two, "c");
    assertThat(order(course)).containsExactly(a, b, c);

    act(course, "/teach/lessons/" + a + "/place", Map.of("direction", "down"));
    assertThat(order(course)).containsExactly(b, a, c);
    act(course, "/teach/lessons/" + a + "/place", Map.of("direction", "down"));
    assertThat(order(course)).containsExactly(b, a, c);
    assertThat(number("SELECT section_id AS n FROM lessons WHERE id = ?", a)).isEqualTo(two);
    act(course, "/teach/sections/" + two + "/place", Map.of("direction", "up"));
    assertThat(order(course)).containsExactly(a, c, b);
    act(course, "/teach/sections/" + two + "/place", Map.of("direction", "up"));
    assertThat(order(course)).containsExactly(a, c, b);
  }

  private static List<Long> order(long course) {
    return server.database.reading(
        statements ->
            statements.list(
                "SELECT id FROM lessons WHERE course_id = ? ORDER BY position",
                row -> row.number("id"),
                course));
  }

  @Test
  void refusesToTakeAwayWhatLearnersAreUsing() {
    long course = published("HR-5008", "Only");
    long lesson = number("SELECT MIN(id) AS n FROM lessons WHERE course_id = ?", course);
    Learner learner = Learner.registered(server, "user");
    learner.enrol(course).expect(201);
    learner.complete(lesson).expect(200);
    String page = "/teach/courses/" + course;

    for (String action :
        List.of(
            page + "/publication",
            "/teach/lessons/" + lesson + "/removal",
            "/teach/lessons/" + lesson + "/publication")) {
      HttpResponse<String> answer = teacher.submit(page, action, Map.of("published", "false"));
      assertThat(answer.statusCode()).as(action).isEqualTo(409);
    }
    learner.read("/lessons/" + lesson).expect(200);
  }

  @Test
  void namesEveryFaultOfAFormAndKeepsWhatWasTyped() {
    HttpResponse<String> answer =
        teacher.submit(
            "/teach/courses/new",
            "/teach/courses",
            Map.of("code", "HR-5009", "title", "", "summary", "kept <b>", "seats", "many"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("Title", "Seats", "Category", "HR-5009", "kept &lt;b&gt;")
        .doesNotContain("<b>");
    assertThat(number("SELECT COUNT(*) AS n FROM courses WHERE code = 'HR-5009'")).isZero();
  }

  @Test
  void refusesACodeThatAnotherCourseHas() {
    course("HR-5010");
    HttpResponse<String> answer =
        teacher.submit(
            "/teach/courses/new",
            "/teach/courses",
            Map.of(
                "code",
                "HR-5010",
                "title",
                "t",
                "summary",
                "s",
                "description",
                "d",
                "category",
                "c",
                "language",
                "en",
                "level",
                "introductory"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Another course has the code HR-5010");
  }

  @Test
  void saysWhenALessonOpensIsDueAndDoneAndWritesItsCaptions() {
    long course = published("HR-5011", "First", "Second");
    long first = number("SELECT MIN(id) AS n FROM lessons WHERE course_id = ?", course);
    long second = number("SELECT MAX(id) AS n FROM lessons WHERE course_id = ?", course);
    write(second, "Second", "Text");
    String page = "/teach/lessons/" + second + "/conditions";
    Map<String, String> fields =
        new java.util.HashMap<>(
            Map.of(
                "opens",
                "",
                "due",
                "2030-01-02T03:04",
                "after",
                Long.toString(first),
                "completion",
                "viewed",
                "quiz",
                "0",
                "english",
                "WEBVTT\n\n00:01.000 --> 00:02.000\nBees",
                "spanish",
                ""));
    HttpResponse<String> saved = teacher.submit(page, page, fields);
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
    Learner learner = Learner.registered(server, "conditioned");
    learner.enrol(course).expect(201);

    assertThat(learner.read("/lessons/" + second).status()).isEqualTo(403);
    learner.complete(first).expect(200);
    assertThat(learner.page("/lessons/" + second).body()).contains("2030");
    fields.put("english", "no captions");
    fields.put("after", Long.toString(second));
    HttpResponse<String> refused = teacher.submit(page, page, fields);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("must begin with WEBVTT", "Only another lesson of this course");
  }

  @Test
  void letsNoEditorThatIsOpenOverwriteWhatAProgramHasSetMeanwhile() {
    long course = published("HR-5012", "Shared");
    long lesson = number("SELECT MIN(id) AS n FROM lessons WHERE course_id = ?", course);
    String page = "/teach/lessons/" + lesson + "/conditions";
    String seen = Learner.hidden(teacher.page(page).body()).get("edited");
    String rules =
        "{\"opensAt\":\"\",\"after\":0,\"dueAt\":\"2031-02-03T04:05:00Z\",\"completion\":\"hand\",\"quizId\":0}";
    teacher.api("PUT", "/lessons/" + lesson + "/rules", rules).expect(200);

    HttpResponse<String> answer =
        teacher.submit(
            page,
            page,
            Map.of(
                "opens", "",
                "due", "2030-01-02T03:04",
                "after", "0",
                "completion", "hand",
                "quiz", "0",
                "edited", seen));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(teacher.read("/lessons/" + lesson + "/rules").expect(200).text())
        .contains("2031-02-03");
  }
}
