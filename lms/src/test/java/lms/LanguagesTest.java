package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whose language the pages speak. */
final class LanguagesTest {
  private static final LmsServer server = new LmsServer();

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void speakTheVisitorsCookieBeforeTheBrowsersLanguage() {
    Client client = new Client(server.address());

    assertThat(client.get("/courses").body()).contains("<html lang=\"en\">", "<h1>Courses");
    assertThat(client.get("/courses", "Accept-Language", "es-AR").body())
        .contains("<html lang=\"es\">", "<h1>Cursos");
    assertThat(client.get("/courses", "Accept-Language", "es", "Cookie", "language=en").body())
        .contains("<html lang=\"en\">");
    assertThat(client.get("/courses", "Cookie", "language=tlh").body())
        .contains("<html lang=\"en\">");
  }

  @Test
  void areChosenInTheFooterAndKeptInACookie() {
    HttpResponse<String> chosen = server.send("POST", "/language", "language=es", null, null);

    assertThat(chosen.statusCode()).isEqualTo(303);
    assertThat(chosen.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("language=es; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax");
    assertThat(server.send("POST", "/language", "language=tlh", null, null).statusCode())
        .isEqualTo(422);
  }

  @Test
  void areAPersonsOwnInEachOfTheirSessions() {
    String here = server.registered("eva");
    String there = signedIn("eva");
    Learner eva = new Learner(server, here);
    assertThat(server.get("/my", there).body()).contains("<html lang=\"en\">");

    HttpResponse<String> chosen = eva.submit("/my", "/language", Map.of("language", "es"));

    assertThat(chosen.statusCode()).isEqualTo(303);
    assertThat(eva.page("/my").body()).contains("<html lang=\"es\">");
    assertThat(server.get("/my", there).body()).contains("<html lang=\"es\">");
    assertThat(server.get("/my", signedIn("eva")).body()).contains("<html lang=\"es\">");
  }

  /** The scripts of pages ask for the language of their page. */
  @Test
  void areTheApisWhereItIsAskedForOne() {
    Client client = new Client(server.address());
    String path = "/api/courses/999999";

    HttpResponse<String> spanish = client.get(path, "Accept-Language", "es");
    assertThat(spanish.body()).contains("No hay ningún curso 999999");
    assertThat(spanish.headers().firstValue("Content-Language")).hasValue("es");
    HttpResponse<String> english = client.get(path, "Accept-Language", "en");
    assertThat(english.body()).contains("There is no course 999999");
    assertThat(english.headers().firstValue("Content-Language")).hasValue("en");
    HttpResponse<String> program = client.get(path, "Cookie", "language=es");
    assertThat(program.body()).contains("There is no course 999999");
    assertThat(program.headers().firstValue("Content-Language")).isEmpty();
  }

  @Test
  void sayThatSomebodyWasErased() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3102", 1, TaughtCourse.Rules.NONE);
    Learner goes = Learner.taking(server, course.id(), "goes");
    goes.complete(course.lessons().getFirst()).expect(200);
    course.pass(goes, goes.start(course.quiz()), 1);
    String page = "/certificates/" + goes.read("/my").json().findPath("certificate").asText();
    goes.api("POST", "/profile/erasure", "{\"password\":\"long enough goes\"}").expect(204);

    Client client = new Client(server.address());
    assertThat(client.get(page, "Accept-Language", "en").body()).contains("(erased)");
    assertThat(client.get(page, "Accept-Language", "es").body())
        .contains("(cuenta eliminada)")
        .doesNotContain("(erased)");
  }

  @Test
  void areNotChangedByAnotherSite() {
    Learner gil = Learner.registered(server, "gil");

    assertThat(server.send("POST", "/language", "language=es", gil.cookie(), null).statusCode())
        .isEqualTo(403);
    assertThat(gil.page("/my").body()).contains("<html lang=\"en\">");
  }

  @Test
  void tellProblemsInThePagesAndKeepTheApiEnglish() {
    Learner ida = Learner.registered(server, "ida");
    ida.submit("/my", "/language", Map.of("language", "es"));
    long full = server.course("HR-3101", 0);

    assertThat(ida.page("/courses/999999").body()).contains("No hay ningún curso 999999.");
    assertThat(ida.page("/nowhere").body()).contains("No hay nada en esta dirección");
    assertThat(ida.read("/courses/999999").text()).contains("There is no course 999999");
    String enrol = "/courses/" + full + "/enrol";
    Map<String, String> twice = Map.of("key", "the-same");
    assertThat(ida.submit("/my", enrol, twice).body()).contains("Todas las plazas");
    assertThat(ida.submit("/my", enrol, twice).body())
        .as("the answer to the same form sent again")
        .contains("Todas las plazas");
  }

  @Test
  void leadBackOnlyToPagesOfThisPlatform() {
    assertThat(cameFrom(server.address() + "/courses?q=a%20b")).isEqualTo("/courses?q=a%20b");
    assertThat(cameFrom("https://elsewhere.test/courses")).isEqualTo("/courses");
    assertThat(cameFrom("https://elsewhere.test//evil.test/")).isEqualTo("/");
    assertThat(cameFrom("not an address")).isEqualTo("/");
    assertThat(cameFrom("mailto:a@b.test")).isEqualTo("/");
  }

  /** Where a choice leads that was made on the page with this address. */
  private static String cameFrom(String referer) {
    return new Client(server.address())
        .post("/language", "language=en", "Referer", referer)
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  private static String signedIn(String name) {
    HttpResponse<String> answer =
        server.send(
            "POST",
            "/api/sign-in",
            "{\"email\":\"%s@example.test\",\"password\":\"long enough %s\"}".formatted(name, name),
            null,
            null);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }
}
