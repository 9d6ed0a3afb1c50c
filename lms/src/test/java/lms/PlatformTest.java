package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lms.platform.Access;
import lms.platform.Routes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The platform from the outside, on a real MariaDB and a real Redis. */
final class PlatformTest {
  private static final LmsServer server = new LmsServer();

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void signsInWithTheRightPasswordOnly() {
    server.registered("ada");

    assertThat(signIn("ada", "long enough ada").statusCode()).isEqualTo(200);
    assertThat(signIn("ada", "wrong password").statusCode()).isEqualTo(401);
    assertThat(signIn("nobody", "long enough ada").statusCode()).isEqualTo(401);
  }

  @Test
  void letsNobodyGuessPasswordsOfOneAccountForLong() {
    server.registered("guessed");
    List<Integer> answers = new ArrayList<>();
    HttpResponse<String> last = signIn("guessed", "guess 0");
    for (int i = 1; i < 60 && last.statusCode() == 401; i++) {
      answers.add(last.statusCode());
      last = signIn("guessed", "guess " + i);
    }

    // At most twice as many, where the guesses are of two minutes.
    assertThat(answers).hasSizeBetween(20, 40).containsOnly(401);
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).hasValue("60");
    assertThat(last.body()).contains("too-many-requests");
    server.registered("unharmed");
    assertThat(signIn("unharmed", "long enough unharmed").statusCode()).isEqualTo(200);
  }

  @Test
  void letsNobodyTryToRegisterOneAddressForLong() {
    HttpResponse<String> byProgram =
        refusedAtLast(
            "/api/registration",
            "{\"name\":\"Al\",\"email\":\"wanted@example.test\",\"password\":\"long enough\"}");
    HttpResponse<String> byPage =
        refusedAtLast("/register", "name=Al&email=desired%40example.test&password=long+enough+too");

    assertThat(byProgram.body()).contains("too-many-requests");
    assertThat(byPage.body()).contains("Too many attempts to register this e-mail address");
    // Who has the account signs in as before, and other addresses are free.
    assertThat(signIn("wanted", "long enough").statusCode()).isEqualTo(200);
    server.registered("unwanted");
  }

  /** Sends the same again and again; the first makes the account, the others are conflicts. */
  private static HttpResponse<String> refusedAtLast(String path, String body) {
    List<Integer> answers = new ArrayList<>();
    HttpResponse<String> last = server.send("POST", path, body, null, null);
    assertThat(last.statusCode()).isIn(201, 303);
    while (last.statusCode() != 429 && answers.size() < 60) {
      last = server.send("POST", path, body, null, null);
      answers.add(last.statusCode());
    }
    assertThat(answers).hasSizeBetween(20, 40).endsWith(429);
    assertThat(answers.subList(0, answers.size() - 1)).containsOnly(409);
    assertThat(last.headers().firstValue("Retry-After")).hasValue("60");
    return last;
  }

  @Test
  void letsBrowsersKeepWhatNeverNamesAPerson() {
    assertThat(server.get("/static/style.css", null).headers().firstValue("Cache-Control"))
        .hasValue("public, max-age=3600");
    assertThat(server.get("/courses", null).headers().firstValue("Cache-Control"))
        .hasValue("no-store");
  }

  @Test
  void endsASessionForGoodWhenSomebodySignsOut() {
    String cookie = server.registered("grace");
    assertThat(server.get("/my", cookie).statusCode()).isEqualTo(200);

    assertThat(server.send("POST", "/api/sign-out", "{}", cookie, null).statusCode())
        .isEqualTo(204);

    assertThat(server.get("/my", cookie).statusCode()).isEqualTo(303);
  }

  @Test
  void keepsSessionsWhenRedisIsGone() {
    try (LmsServer alone = new LmsServer()) {
      String cookie = alone.registered("linus");
      alone.redis.close();

      assertThat(alone.get("/my", cookie).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesASecondAccountWithTheSameAddress() {
    server.registered("alan");
    HttpResponse<String> second =
        server.send(
            "POST",
            "/api/registration",
            "{\"name\":\"Al\",\"email\":\"ALAN@example.test\",\"password\":\"another password\"}",
            null,
            null);

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("email-taken");
  }

  @Test
  void namesWhatIsWrongInABody() {
    String path = "/api/registration";
    HttpResponse<String> lacking =
        server.send("POST", path, "{\"name\":\"Al\",\"email\":\"a@example.test\"}", null, null);
    HttpResponse<String> empty =
        server.send(
            "POST",
            path,
            "{\"name\":null,\"email\":\"a@example.test\",\"password\":\"long enough\"}",
            null,
            null);

    assertThat(lacking.statusCode()).isEqualTo(400);
    assertThat(lacking.body()).contains("password");
    assertThat(empty.statusCode()).isEqualTo(400);
    assertThat(empty.body()).contains("name");
  }

  @Test
  void keepsTheNameOfARequestAndGivesOneWhereItIsMissingOrForged() throws Exception {
    assertThat(requestId("edge-1.a_B")).isEqualTo("edge-1.a_B");
    assertThat(requestId("two words")).hasSize(36);
    assertThat(requestId("x".repeat(65))).hasSize(36);
    assertThat(server.get("/no-such-page", null).headers().firstValue("X-Request-Id")).isPresent();
  }

  private static String requestId(String sent) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address() + "/courses"))
            .header("X-Request-Id", sent)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(request, HttpResponse.BodyHandlers.discarding())
          .headers()
          .firstValue("X-Request-Id")
          .orElseThrow();
    }
  }

  @Test
  void findsACourseByItsCodeAndByAWordOfItsTitle() {
    long id = server.course("HR-7001", null);

    assertThat(server.get("/courses?q=HR-7001", null).body())
        .contains("data-course=\"" + id + "\"");
    assertThat(server.get("/api/courses?q=botany", null).body()).contains("\"id\":" + id);
    assertThat(server.get("/api/courses?q=nosuchword", null).body()).contains("\"courses\":[]");
  }

  @Test
  void showsACourseWithItsToken() {
    long id = server.course("HR-7002", null);

    assertThat(server.get("/courses/" + id, null).body())
        .contains("data-course=\"" + id + "\" data-token=\"token-HR-7002\"")
        .contains("First roots");
    assertThat(server.get("/courses/999999", null).statusCode()).isEqualTo(404);
  }

  @Test
  void sellsTheLastSeatOnce() throws Exception {
    long id = server.course("HR-7003", 3);
    List<Callable<Integer>> learners = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String cookie = server.registered("seat" + i);
      learners.add(() -> enrol(id, cookie, "key-1").statusCode());
    }

    assertThat(together(learners)).filteredOn(status -> status == 201).hasSize(3);
    assertThat(server.count("SELECT seats_taken AS n FROM courses WHERE id = ?", id)).isEqualTo(3);
    assertThat(server.count("SELECT COUNT(*) AS n FROM enrolments WHERE course_id = ?", id))
        .isEqualTo(3);
  }

  @Test
  void doesTheSameWriteOnceHoweverOftenItIsSent() throws Exception {
    long id = server.course("HR-7004", null);
    String cookie = server.registered("mary");
    List<Callable<HttpResponse<String>>> same = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      same.add(() -> enrol(id, cookie, "the-same-key"));
    }

    List<HttpResponse<String>> answers = together(same);

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
    assertThat(answers).extracting(HttpResponse::body).containsOnly(answers.getFirst().body());
    assertThat(server.count("SELECT seats_taken AS n FROM courses WHERE id = ?", id)).isEqualTo(1);
  }

  @Test
  void refusesAKeyThatWasUsedForAnotherRequest() {
    long first = server.course("HR-7005", null);
    long second = server.course("HR-7006", null);
    String cookie = server.registered("kay");
    enrol(first, cookie, "one-key");

    assertThat(enrol(second, cookie, "one-key").statusCode()).isEqualTo(422);
    assertThat(enrol(second, cookie, "two keys").statusCode()).isEqualTo(400);
  }

  @Test
  void refusesAFormWithoutTheSessionsToken() {
    long id = server.course("HR-7007", null);
    String cookie = server.registered("eve");

    assertThat(
            server.send("POST", "/courses/" + id + "/enrol", "key=k1", cookie, null).statusCode())
        .isEqualTo(403);
    assertThat(server.count("SELECT COUNT(*) AS n FROM enrolments WHERE course_id = ?", id))
        .isZero();
  }

  @Test
  void letsNobodyInWhereOneMustBeSignedIn() {
    for (Routes.Route route : server.lms.routes().list()) {
      String path = route.pattern().replaceAll("\\{[a-zA-Z]+}", "1");
      int status = server.send(route.method(), path, "{}", null, "k").statusCode();
      if (route.access() == Access.ANYONE) {
        assertThat(status).as(route.toString()).isNotIn(403, 500);
      } else {
        assertThat(status).as(route.toString()).isEqualTo(path.startsWith("/api/") ? 401 : 303);
      }
    }
  }

  @Test
  void turnsPeopleAwayWhenTooManySignInAtOnce() throws Exception {
    try (LmsServer small = new LmsServer(1, 1)) {
      List<Callable<HttpResponse<String>>> storm = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        storm.add(
            () ->
                small.send(
                    "POST",
                    "/api/sign-in",
                    "{\"email\":\"x@example.test\",\"password\":\"whatever it is\"}",
                    null,
                    null));
      }

      List<HttpResponse<String>> answers = together(storm);

      assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(401, 503);
      assertThat(answers)
          .filteredOn(answer -> answer.statusCode() == 503)
          .isNotEmpty()
          .allMatch(answer -> answer.headers().firstValue("Retry-After").isPresent());
    }
  }

  @Test
  void tellsItsHealthAndItsFigures() {
    assertThat(server.get("/api/health", null).body()).contains("\"database\":\"up\"");
    assertThat(server.get("/api/health/ready", null).statusCode()).isEqualTo(200);
    assertThat(server.get("/api/metrics", null).body())
        .contains("lms_http_requests_total{")
        .contains("lms_database_connections_active");
  }

  private static HttpResponse<String> enrol(long course, String cookie, String key) {
    return server.send("POST", "/api/courses/" + course + "/enrolment", "{}", cookie, key);
  }

  private static HttpResponse<String> signIn(String name, String password) {
    return server.send(
        "POST",
        "/api/sign-in",
        "{\"email\":\"%s@example.test\",\"password\":\"%s\"}".formatted(name, password),
        null,
        null);
  }

  private static <T> List<T> together(List<Callable<T>> work) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : executor.invokeAll(work)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
