package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import lms.testing.MutableClock;
import lms.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where signing in leads, from where it may be done, and how often. */
final class SignInTest {
  private static final MutableClock clock = new MutableClock();
  private static final LmsServer server = new LmsServer(TestDatabase.create(), clock);
  private static final Client client = new Client(server.address());

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String credentials(String name, String to) {
    return "email=%s%%40example.test&password=long+enough+%s&to=%s"
        .formatted(name, name, URLEncoder.encode(to, StandardCharsets.UTF_8));
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("status " + answer.statusCode());
  }

  @Test
  void leadsBackToThePageThatAskedForIt() {
    server.registered("returns");
    String refused = location(server.get("/calendar?month=2026-11", null));
    assertThat(refused).isEqualTo("/sign-in?to=%2Fcalendar%3Fmonth%3D2026-11");

    String page = server.get(refused, null).body();
    assertThat(page)
        .contains("name=\"to\" value=\"/calendar?month=2026-11\"")
        .contains("href=\"/register?to=%2Fcalendar%3Fmonth%3D2026-11\"");
    HttpResponse<String> mistyped =
        client.post("/sign-in", "email=returns%40example.test&password=no&to=%2Fcalendar");
    assertThat(mistyped.body()).contains("name=\"to\" value=\"/calendar\"");
    assertThat(location(client.post("/sign-in", credentials("returns", "/calendar?month=2026-11"))))
        .isEqualTo("/calendar?month=2026-11");
    assertThat(location(client.post("/sign-in", credentials("returns", "")))).isEqualTo("/my");
  }

  @Test
  void leadsBackToThePageWhoseFormCameTooLate() {
    String cookie = server.registered("late");
    server.send("POST", "/api/sign-out", "{}", cookie, null);

    HttpResponse<String> answer =
        client.post(
            "/attempts/7/answers",
            "csrf=old",
            "Cookie",
            cookie,
            "Referer",
            server.address() + "/attempts/7?notice=saved");

    assertThat(location(answer)).isEqualTo("/sign-in?to=%2Fattempts%2F7%3Fnotice%3Dsaved");
  }

  @Test
  void keepsNoFormWithAPasswordAndNoneThatNoPageOfItsOwnSent() {
    String typed = "csrf=old&key=1&body=words";
    String own = server.address();

    assertThat(client.post("/lessons/7/discussion", typed, "Origin", own).body())
        .contains("name=\"unsent.body\" value=\"words\"")
        .contains("name=\"unsent.key\" value=\"1\"")
        .doesNotContain("unsent.csrf");
    for (String form : List.of(typed + "&password=secret", "csrf=old&key=1", "csrf=old")) {
      HttpResponse<String> answer = client.post("/lessons/7/discussion", form, "Origin", own);
      assertThat(location(answer)).as(form).isEqualTo("/sign-in");
    }
    assertThat(location(client.post("/lessons/7/discussion", typed))).isEqualTo("/sign-in");
    HttpResponse<String> foreign =
        client.post("/lessons/7/discussion", typed, "Origin", "https://evil.test");
    assertThat(location(foreign)).isEqualTo("/sign-in");
  }

  @Test
  void leadsFromACoursesPageBackToIt() {
    long course = server.course("HR-3301", null);
    String page = "/courses/" + course;

    assertThat(server.get(page, null).body()).contains("href=\"/sign-in?to=" + page + '"');
    String form = "name=New&email=new%40example.test&password=long+enough+new&to=" + page;
    assertThat(location(client.post("/register", form))).isEqualTo(page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.test",
        "///evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "/courses\\..\\",
        "/\t/evil.test",
        "/\n/evil.test",
        "/\r\nSet-Cookie: evil=1",
        "/é",
        "/ /evil.test",
        " /my",
        "https://evil.test/",
        "https:evil.test",
        "javascript:alert(1)",
        "evil.test",
        "?to=//evil.test",
      })
  void leadsToNoOtherSite(String to) {
    String cookie = server.registered("led" + to.hashCode());
    String form = credentials("led" + to.hashCode(), to);
    String query = "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);

    assertThat(location(client.post("/sign-in", form))).isEqualTo("/my");
    assertThat(server.get("/sign-in" + query, null).body()).doesNotContain("name=\"to\"");
    assertThat(location(server.get("/sign-in" + query, cookie))).isEqualTo("/my");
    assertThat(location(server.get("/register" + query, cookie))).isEqualTo("/my");
  }

  @Test
  void sendsThoseOnWhoAreSignedInAlready() {
    String cookie = server.registered("inside");

    assertThat(location(server.get("/sign-in", cookie))).isEqualTo("/my");
    assertThat(location(server.get("/register", cookie))).isEqualTo("/my");
    assertThat(location(server.get("/sign-in?to=/grades", cookie))).isEqualTo("/grades");
  }

  /** Of a second tab, which was opened before somebody signed in in the first. */
  @Test
  void takesTheFormOfAPageFromBefore() {
    String cookie = server.registered("twice");
    String form = credentials("twice", "/grades");

    HttpResponse<String> answer =
        client.post("/sign-in", form, "Cookie", cookie, "Sec-Fetch-Site", "same-origin");
    HttpResponse<String> unsaid = client.post("/sign-in", form, "Cookie", cookie);

    assertThat(location(answer)).isEqualTo("/grades");
    assertThat(unsaid.statusCode()).as("nobody says where it comes from").isEqualTo(403);
    HttpResponse<String> forged =
        client.post(
            "/sign-in", form + "&csrf=0", "Cookie", cookie, "Sec-Fetch-Site", "same-origin");
    assertThat(forged.statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Origin, https://evil.test",
    "Origin, null",
    "Origin, http://127.0.0.1:1",
    "Origin, http://127.0.0.1.evil.test"
  })
  void isRefusedToThePagesOfOtherSitesAsIsAllElseOfThoseWhoAreSignedOut(String name, String value) {
    String form = "name=A&email=victim%40example.test&password=long+enough+victim&language=es";
    for (String path : List.of("/sign-in", "/register", "/language", "/password")) {
      HttpResponse<String> answer = client.post(path, form, name, value);

      assertThat(answer.statusCode()).as(path).isEqualTo(403);
      assertThat(answer.headers().firstValue("Set-Cookie")).as(path).isEmpty();
      assertThat(answer.body()).as(path).contains("A page of another site may not do this");
    }
  }

  @Test
  void isPossibleFromThePlatformsOwnPagesAndForProgramsThatSayNothing() {
    server.registered("own");
    String form = credentials("own", "");

    assertThat(location(client.post("/sign-in", form, "Origin", server.address())))
        .isEqualTo("/my");
    assertThat(location(client.post("/sign-in", form, "Sec-Fetch-Site", "same-origin")))
        .isEqualTo("/my");
    assertThat(location(client.post("/sign-in", form, "Sec-Fetch-Site", "none"))).isEqualTo("/my");
    // What a browser says exactly counts before what a proxy may have changed.
    assertThat(
            location(
                client.post(
                    "/sign-in",
                    form,
                    "Sec-Fetch-Site",
                    "same-origin",
                    "Origin",
                    "https://lms.example.test")))
        .isEqualTo("/my");
    assertThat(location(client.post("/sign-in", form))).isEqualTo("/my");
  }

  @Test
  void takesTheTimeZoneThatTheBrowserSays() {
    String form = "name=A&email=%s%%40example.test&password=long+enough+zone&zone=%s";
    String lima = cookies(client.post("/register", form.formatted("lima", "America%2FLima")));
    String mars = cookies(client.post("/register", form.formatted("mars", "Mars%2FOlympus")));

    assertThat(new Learner(server, lima).read("/profile").json().path("timeZone").asText())
        .isEqualTo("America/Lima");
    assertThat(new Learner(server, mars).read("/profile").json().path("timeZone").asText())
        .isEmpty();
  }

  @Test
  void isNotKeptFromADeviceThatIsKnownByThoseWhoGuessElsewhere() {
    server.registered("attacked");
    String known = cookies(signIn("attacked", "long enough attacked", null));
    String others = cookies(client.post("/sign-in", credentials(fresh("bystander"), "")));
    guess("attacked", null);

    assertThat(signIn("attacked", "long enough attacked", null).statusCode()).isEqualTo(429);
    assertThat(signIn("attacked", "long enough attacked", others).statusCode())
        .as("another's device")
        .isEqualTo(429);
    assertThat(signIn("attacked", "long enough attacked", known + "x").statusCode())
        .as("a forged one")
        .isEqualTo(429);
    HttpResponse<String> right = signIn("attacked", "long enough attacked", known);
    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(right.headers().allValues("Set-Cookie")).as("it is known already").hasSize(1);
    clock.forward(Duration.ofMinutes(1));
  }

  private static String fresh(String name) {
    server.registered(name);
    return name;
  }

  @Test
  void slowsADeviceThatIsKnownWhereItGuessesItself() {
    server.registered("lent");
    String known = cookies(signIn("lent", "long enough lent", null));
    guess("lent", known);

    assertThat(signIn("lent", "long enough lent", known).statusCode()).isEqualTo(429);
    assertThat(signIn("lent", "long enough lent", null).statusCode())
        .as("elsewhere nobody has guessed")
        .isEqualTo(200);
    clock.forward(Duration.ofMinutes(1));
    assertThat(signIn("lent", "long enough lent", known).statusCode()).isEqualTo(200);
  }

  @Test
  void knowsNoDeviceAnyMoreAfterThePasswordHasChanged() {
    Learner learner = Learner.registered(server, "changed");
    String known = cookies(signIn("changed", "long enough changed", null));
    learner
        .api(
            "PUT",
            "/profile/password",
            "{\"current\":\"long enough changed\",\"password\":\"something else now\"}")
        .expect(204);
    guess("changed", null);

    assertThat(signIn("changed", "something else now", known).statusCode()).isEqualTo(429);
    clock.forward(Duration.ofMinutes(1));
    assertThat(signIn("changed", "something else now", known).headers().allValues("Set-Cookie"))
        .as("it is made known anew")
        .hasSize(2);
  }

  /** Within one minute: the clock stands still. */
  @Test
  void countsOnlyWrongPasswordsAndAtMostAHundredSessionsAMinute() {
    server.registered("often");
    for (int i = 0; i < 100; i++) {
      assertThat(signIn("often", "long enough often", null).statusCode()).isEqualTo(200);
    }

    assertThat(signIn("often", "long enough often", null).statusCode()).isEqualTo(429);
    clock.forward(Duration.ofMinutes(1));
    assertThat(signIn("often", "long enough often", null).statusCode()).isEqualTo(200);
  }

  @Test
  void doesNotKeepItsOwnerFromChangingAPasswordThatOthersGuess() {
    Learner learner = Learner.registered(server, "changes");
    guess("changes", null);

    learner
        .api(
            "PUT",
            "/profile/password",
            "{\"current\":\"long enough changes\",\"password\":\"something else now\"}")
        .expect(204);
    clock.forward(Duration.ofMinutes(1));
  }

  /** As often as it is answered, and once more. */
  private static void guess(String name, @Nullable String cookies) {
    for (int i = 0; i < 20; i++) {
      assertThat(signIn(name, "guess " + i, cookies).statusCode()).isEqualTo(401);
    }
    assertThat(signIn(name, "guess", cookies).statusCode()).isEqualTo(429);
  }

  private static HttpResponse<String> signIn(
      String name, String password, @Nullable String cookies) {
    String body = "{\"email\":\"%s@example.test\",\"password\":\"%s\"}".formatted(name, password);
    return server.send("POST", "/api/sign-in", body, cookies, null);
  }

  /** All that a browser would send back. */
  private static String cookies(HttpResponse<String> answer) {
    return String.join(
        "; ",
        answer.headers().allValues("Set-Cookie").stream()
            .map(cookie -> cookie.split(";", 2)[0])
            .toList());
  }
}
