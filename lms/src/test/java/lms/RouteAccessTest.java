package lms;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lms.platform.Access;
import lms.platform.Routes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each route against each role, for somebody who is not the learner whose course and attempt the
 * route names. A new route has to be added here.
 */
final class RouteAccessTest {
  private static final LmsServer server = new LmsServer();
  private static TaughtCourse course;
  private static Learner owner;
  private static long attempt;
  private static long post;

  /** What a stranger gets who is signed in: 403 inside a course, 404 for an attempt of another. */
  private static final Map<String, Integer> STRANGER =
      Map.ofEntries(
          entry("GET /lessons/{id}", 403),
          entry("GET /api/lessons/{id}", 403),
          entry("PUT /api/lessons/{id}/position", 403),
          entry("POST /lessons/{id}/position", 403),
          entry("PUT /api/lessons/{id}/completion", 403),
          entry("POST /lessons/{id}/completion", 403),
          entry("GET /lessons/{id}/captions/{language}", 403),
          entry("GET /lessons/{id}/attachments/{attachment}", 403),
          entry("GET /quizzes/{id}", 403),
          entry("GET /api/quizzes/{id}", 403),
          entry("POST /quizzes/{id}/attempts", 403),
          entry("GET /quizzes/{id}/waiting", 403),
          entry("POST /api/quizzes/{id}/attempts", 403),
          entry("GET /attempts/{id}", 404),
          entry("GET /api/attempts/{id}", 404),
          entry("GET /api/attempts/{id}/time", 404),
          entry("PUT /api/attempts/{id}/flags", 404),
          entry("PUT /api/attempts/{id}/answers/{question}", 404),
          entry("POST /attempts/{id}/answers", 404),
          entry("POST /attempts/{id}/submission", 404),
          entry("POST /api/attempts/{id}/submission", 404),
          entry("GET /attempts/{id}/review", 404),
          entry("GET /api/attempts/{id}/review", 404),
          entry("PUT /api/courses/{id}/rating", 403),
          entry("GET /courses/{id}/announcements", 403),
          entry("GET /api/courses/{id}/announcements", 403),
          entry("GET /polls/{id}", 403),
          entry("GET /api/polls/{id}", 403),
          entry("PUT /api/polls/{id}/vote", 403),
          entry("POST /polls/{id}/vote", 403),
          entry("POST /courses/{id}/ratings", 403),
          // These are about whoever asks, whoever that is.
          entry("POST /courses/{id}/enrol", 303),
          entry("POST /api/courses/{id}/enrolment", 201),
          entry("POST /courses/{id}/leave", 409),
          entry("POST /api/courses/{id}/leave", 409),
          entry("GET /api/courses/{id}/progress", 403),
          entry("GET /api/courses/{id}/waiting", 200),
          entry("POST /courses/{id}/waiting", 303),
          entry("POST /api/courses/{id}/waiting", 201),
          entry("POST /courses/{id}/waiting/end", 409),
          entry("POST /api/courses/{id}/waiting/end", 409),
          entry("GET /api/my", 200),
          entry("GET /lessons/{id}/discussion", 403),
          entry("GET /api/lessons/{id}/discussion", 403),
          entry("POST /lessons/{id}/discussion", 403),
          entry("POST /api/lessons/{id}/discussion", 403),
          entry("GET /posts/{id}", 403),
          entry("GET /api/posts/{id}", 403),
          entry("POST /posts/{id}/replies", 403),
          entry("POST /api/posts/{id}/replies", 403),
          entry("GET /posts/{id}/edit", 403),
          entry("POST /posts/{id}/edit", 403),
          entry("PUT /api/posts/{id}", 403),
          entry("POST /posts/{id}/deletion", 403),
          entry("POST /api/posts/{id}/deletion", 403),
          entry("POST /posts/{id}/answer", 403),
          entry("PUT /api/posts/{id}/answer", 403),
          entry("GET /api/lessons/{id}/rules", 403),
          entry("PUT /api/lessons/{id}/rules", 403),
          entry("POST /api/lessons/{id}/attachments", 403),
          entry("POST /api/lessons/{id}/attachments/{attachment}/removal", 403),
          entry("GET /profile", 200),
          entry("GET /api/profile", 200),
          entry("POST /profile", 422),
          entry("PUT /api/profile", 200),
          entry("POST /profile/password", 422),
          entry("PUT /api/profile/password", 422),
          entry("POST /profile/confirmation", 303),
          entry("POST /api/profile/confirmation", 204),
          entry("GET /profile/data", 200),
          entry("GET /api/profile/data", 200),
          entry("POST /profile/erasure", 422),
          entry("POST /api/profile/erasure", 422),
          entry("GET /calendar", 200),
          entry("GET /api/calendar", 200),
          entry("POST /calendar/link", 303),
          entry("POST /api/calendar/link", 201),
          entry("GET /notifications/preferences", 200),
          entry("POST /notifications/preferences", 303),
          entry("GET /api/notifications/preferences", 200),
          entry("PUT /api/notifications/preferences", 200),
          entry("GET /my", 200),
          entry("GET /grades", 200),
          entry("GET /api/grades", 200),
          entry("GET /notifications", 200),
          entry("GET /api/notifications", 200),
          entry("POST /notifications/read", 303),
          entry("POST /api/notifications/read", 204),
          entry("POST /sign-out", 303),
          entry("POST /api/sign-out", 204));

  /** Administrators teach every course, see its files, and keep order in its discussions. */
  private static final Map<String, Integer> ADMINISTRATOR =
      Map.ofEntries(
          entry("GET /lessons/{id}/captions/{language}", 404), // There are none.
          entry("GET /lessons/{id}/attachments/{attachment}", 404),
          entry("GET /api/lessons/{id}/rules", 200),
          entry("PUT /api/lessons/{id}/rules", 200),
          entry("POST /api/lessons/{id}/attachments", 201),
          entry("POST /api/lessons/{id}/attachments/{attachment}/removal", 204),
          entry("GET /lessons/{id}/discussion", 200),
          entry("GET /api/lessons/{id}/discussion", 200),
          entry("POST /lessons/{id}/discussion", 303),
          entry("POST /api/lessons/{id}/discussion", 201),
          entry("GET /posts/{id}", 200),
          entry("GET /api/posts/{id}", 200),
          entry("POST /posts/{id}/replies", 303),
          entry("POST /api/posts/{id}/replies", 201),
          entry("POST /posts/{id}/deletion", 303),
          entry("POST /api/posts/{id}/deletion", 403), // It is deleted already.
          entry("POST /posts/{id}/answer", 409), // Not a reply.
          entry("PUT /api/posts/{id}/answer", 409));

  private static final Map<String, String> BODIES =
      Map.ofEntries(
          entry("/api/lessons/{id}/discussion", "{\"body\":\"Why?\"}"),
          entry("/api/posts/{id}/replies", "{\"body\":\"Because.\"}"),
          entry("/api/posts/{id}", "{\"body\":\"Why not?\"}"),
          entry("/api/lessons/{id}/attachments", "{\"name\":\"a.txt\",\"content\":\"YQ==\"}"),
          entry(
              "/api/lessons/{id}/rules",
              "{\"opensAt\":\"\",\"after\":0,\"dueAt\":\"\",\"completion\":\"hand\",\"quizId\":0}"),
          entry("/api/posts/{id}/answer", "{\"answer\":true}"),
          entry("/api/notifications/preferences", "{\"kinds\":{}}"),
          entry("/api/lessons/{id}/position", "{\"seconds\":5}"),
          entry("/api/attempts/{id}/answers/{question}", "{\"sequence\":9,\"value\":\"a\"}"),
          entry("/api/attempts/{id}/flags", "{\"questions\":[]}"),
          entry("/api/courses/{id}/rating", "{\"stars\":1,\"comment\":\"\"}"),
          entry("/api/teach/courses/{id}/roster", "{\"csv\":\"nobody\"}"),
          entry("/api/profile", "{\"name\":\"N\",\"language\":\"\",\"timeZone\":\"\"}"),
          entry("/api/profile/password", "{\"current\":\"\",\"password\":\"\"}"),
          entry("/api/profile/erasure", "{\"password\":\"\"}"));

  @BeforeAll
  static void prepare() {
    course = TaughtCourse.in(server, "HR-4001", 1, TaughtCourse.Rules.NONE);
    owner = Learner.registered(server, "owner");
    owner.enrol(course.id()).expect(201);
    attempt = owner.start(course.quiz());
    post =
        owner
            .api(
                "POST",
                "/lessons/" + course.lessons().getFirst() + "/discussion",
                "{\"body\":\"How?\"}")
            .expect(201)
            .json()
            .path("postId")
            .asLong();
    owner.save(attempt, course.questions().getFirst(), 1, "b").expect(200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"learner", "teacher", "administrator"})
  void givesStrangersNothingOfAnothersWhateverTheirRole(String role) {
    for (Routes.Route route : server.lms.routes().list()) {
      String name = route.method() + ' ' + route.pattern();
      if (!STRANGER.containsKey(name)) {
        continue;
      }
      // Somebody new each time, so that no route finds what the one before has done.
      Learner stranger = stranger(role, role + Integer.toHexString(name.hashCode()));
      assertThat(request(route, stranger).statusCode())
          .as(role + ": " + name)
          .isEqualTo(
              role.equals("administrator")
                  ? ADMINISTRATOR.getOrDefault(name, STRANGER.get(name))
                  : STRANGER.get(name));
    }
    assertThat(server.count("SELECT COUNT(*) AS n FROM answers WHERE sequence > 1")).isZero();
    assertThat(server.count("SELECT COUNT(*) AS n FROM attempts WHERE submitted_at IS NOT NULL"))
        .isZero();
    assertThat(server.count("SELECT COUNT(*) AS n FROM ratings")).isZero();
    assertThat(server.count("SELECT COUNT(*) AS n FROM lesson_progress")).isZero();
  }

  @Test
  void letsOnlyTheTeacherOfACourseAndAdministratorsTeachIt() {
    Learner teacher = Learner.teaching(server, "its-teacher");
    teacher.takeOver(course.id());
    Map<Learner, Boolean> people =
        Map.of(
            owner,
            false,
            Learner.teaching(server, "other-teacher"),
            false,
            teacher,
            true,
            Learner.withRole(server, "administrator", "administrator"),
            true);
    for (Routes.Route route : server.lms.routes().list()) {
      String name = route.method() + ' ' + route.pattern();
      if (TeachingRoutes.OF_A_COURSE.contains(name)) {
        people.forEach((person, may) -> assertAccess(name, request(route, person), may));
      }
    }
  }

  @Test
  void letsAllTeachersUseWhatIsAboutThemselves() {
    Learner teacher = Learner.teaching(server, "any-teacher");
    for (Routes.Route route : server.lms.routes().list()) {
      String name = route.method() + ' ' + route.pattern();
      if (TeachingRoutes.OF_ANYBODY.contains(name)) {
        assertAccess(name, request(route, owner), false);
        assertAccess(name, request(route, teacher), true);
      }
    }
  }

  private static void assertAccess(String name, HttpResponse<String> answer, boolean may) {
    if (may) {
      assertThat(answer.statusCode()).as(name).isNotIn(401, 403, 404, 405, 500, 503);
    } else {
      assertThat(answer.statusCode()).as(name).isEqualTo(403);
    }
  }

  @Test
  void givesNobodyAnAttemptOfAnotherEvenInTheSameCourse() {
    Learner classmate = Learner.registered(server, "classmate");
    classmate.enrol(course.id()).expect(201);

    classmate.read("/attempts/" + attempt).expect(404);
    classmate.read("/attempts/" + attempt + "/review").expect(404);
    classmate.save(attempt, course.questions().getFirst(), 2, "a").expect(404);
    classmate.hand(attempt).expect(404);
    assertThat(classmate.page("/attempts/" + attempt).statusCode()).isEqualTo(404);
    assertThat(owner.read("/attempts/" + attempt).expect(200).text())
        .contains("\"value\":\"b\"")
        .contains("\"submittedAt\":null");
  }

  @Test
  void refusesFormsOfAnotherSessionOnEachPageThatTakesOne() {
    Learner somebody = Learner.withRole(server, "forged", "administrator");
    for (Routes.Route route : server.lms.routes().list()) {
      boolean form = route.method().equals("POST") && !route.pattern().startsWith("/api/");
      if (form && route.access() != Access.ANYONE) {
        HttpResponse<String> answer =
            server.send(
                "POST", path(route), "csrf=0123456789abcdef&key=k", somebody.cookie(), null);
        assertThat(answer.statusCode()).as(route.pattern()).isEqualTo(403);
        assertThat(answer.body()).as(route.pattern()).contains("not from this site");
      }
    }
  }

  @Test
  void listsEveryRouteThatNeedsSomebody() {
    assertThat(server.lms.routes().list())
        .filteredOn(route -> route.access() != Access.ANYONE)
        .extracting(route -> route.method() + ' ' + route.pattern())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(STRANGER.keySet(), TeachingRoutes.OF_ANYBODY, TeachingRoutes.OF_A_COURSE)
                .flatMap(Set::stream)
                .toList());
  }

  private static Learner stranger(String role, String name) {
    return Learner.withRole(server, name, role);
  }

  private static HttpResponse<String> request(Routes.Route route, Learner stranger) {
    String path = path(route);
    if (route.pattern().startsWith("/api/")) {
      String body = route.method().equals("GET") ? "" : BODIES.getOrDefault(route.pattern(), "{}");
      return server.send(route.method(), path, body, stranger.cookie(), "key");
    }
    if (route.method().equals("GET")) {
      return stranger.page(path);
    }
    Map<String, String> fields = Learner.hidden(stranger.page("/my").body());
    fields.putAll(
        Map.of(
            "key", "k", "body", "x", "stars", "1", "seconds", "5", "sequence", "9", "last", "9"));
    return server.send("POST", path, encoded(fields), stranger.cookie(), null);
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static long newPoll() {
    return server.database.inTransaction(
        transaction ->
            transaction.insert(
                "INSERT INTO polls (course_id, question, options, created_at)"
                    + " VALUES (?, 'Which?', '[\"This\", \"That\"]', NOW(3))",
                course.id()));
  }

  private static long newCategory() {
    return server.database.inTransaction(
        transaction ->
            transaction.insert(
                "INSERT INTO question_categories (course_id, name) VALUES (?, UUID())",
                course.id()));
  }

  private static long newQuestion() {
    return server.database.inTransaction(
        transaction ->
            transaction.insert(
                "INSERT INTO questions (category_id, position, kind, prompt, options, correct)"
                    + " SELECT MAX(id), 0, 'essay', 'Why?', '[]', '' FROM question_categories"));
  }

  /** A new one each time, because one route takes it away. */
  private static long newGroup() {
    return server.database.inTransaction(
        transaction ->
            transaction.insert(
                "INSERT INTO course_groups (course_id, name) VALUES (?, UUID())", course.id()));
  }

  private static String path(Routes.Route route) {
    String pattern = TeachingRoutes.fresh(route.pattern(), server, course.id());
    if (pattern.startsWith("/teach/groups/")) {
      return pattern.replace("{id}", Long.toString(newGroup()));
    }
    if (pattern.contains("/polls/{id}")) {
      return pattern.replace("{id}", Long.toString(newPoll()));
    }
    if (pattern.startsWith("/teach/categories/")) {
      return pattern.replace("{id}", Long.toString(newCategory()));
    }
    if (pattern.startsWith("/teach/questions/")) {
      return pattern.replace("{id}", Long.toString(newQuestion()));
    }
    if (pattern.startsWith("/teach/sections/")) {
      long section = server.count("SELECT id AS n FROM sections WHERE course_id = ?", course.id());
      return pattern.replace("{id}", Long.toString(section));
    }
    long id =
        pattern.contains("/lessons/")
            ? course.lessons().getFirst()
            : pattern.contains("/posts/{id}")
                ? post
                : pattern.contains("/attempts/{id}")
                    ? attempt
                    : pattern.contains("/quizzes/") ? course.quiz() : course.id();
    return pattern
        .replace("{id}", Long.toString(id))
        .replace("{learner}", Long.toString(owner.id()))
        .replace("{item}", "q" + course.quiz())
        .replace("{language}", "en")
        .replace("{attachment}", "1")
        .replace("{question}", Long.toString(course.questions().getFirst()));
  }
}
