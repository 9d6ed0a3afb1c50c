package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import lms.testing.MutableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A new password for who has forgotten theirs. */
final class PasswordResetTest {
  private static final MutableClock clock = new MutableClock();
  private static final PostOffice office = new PostOffice(clock);
  private static final LmsServer server = office.server;

  @AfterAll
  static void stop() {
    office.close();
  }

  @Test
  void lastsOnceAndEndsAllSessions() {
    Learner forgets = Learner.registered(server, "forgets");
    String link = asked("forgets");

    assertThat(server.get(link, null).body()).contains("Choose a new password");
    assertThat(chosen(link, "short").statusCode()).isEqualTo(422);
    HttpResponse<String> done = chosen(link, "entirely new words");
    assertThat(done.headers().firstValue("Location")).contains("/password?notice=changed");

    assertThat(forgets.read("/my").status()).isEqualTo(401);
    assertThat(signedIn("forgets", "long enough forgets")).isEqualTo(401);
    assertThat(signedIn("forgets", "entirely new words")).isEqualTo(200);
    assertThat(server.get(link, null).statusCode()).isEqualTo(404);
    assertThat(chosen(link, "another new password").statusCode()).isEqualTo(404);
    assertThat(signedIn("forgets", "entirely new words")).isEqualTo(200);
  }

  @Test
  void isMailedToNobodyWithoutAnAccountAndSaysTheSame() {
    Learner.registered(server, "known");
    HttpResponse<String> nobody = ask("nobody@example.test");
    HttpResponse<String> known = ask("KNOWN@example.test ");

    assertThat(nobody.statusCode()).isEqualTo(known.statusCode()).isEqualTo(303);
    assertThat(nobody.headers().firstValue("Location"))
        .isEqualTo(known.headers().firstValue("Location"));
    assertThat(office.links("known", "/password/")).hasSize(1);
    assertThat(office.links("nobody", "/")).isEmpty();
  }

  @Test
  void isNotMailedAgainAtOnceAndEndsAfterAnHour() {
    Learner.registered(server, "impatient");
    String first = asked("impatient");
    ask("impatient@example.test");
    assertThat(office.links("impatient", "/password/")).hasSize(1);

    clock.forward(Duration.ofMinutes(6));
    String second = asked("impatient");
    assertThat(server.get(first, null).statusCode()).isEqualTo(404);
    assertThat(server.get(second, null).statusCode()).isEqualTo(200);
    clock.forward(Duration.ofMinutes(61));
    assertThat(server.get(second, null).statusCode()).isEqualTo(404);
    assertThat(chosen(second, "entirely new words").statusCode()).isEqualTo(404);
  }

  @Test
  void isWorthNothingOnceThePasswordWasChangedOtherwise() {
    Learner learner = Learner.registered(server, "remembers");
    String link = asked("remembers");

    learner
        .api(
            "PUT",
            "/profile/password",
            "{\"current\":\"long enough remembers\",\"password\":\"of my own choice\"}")
        .expect(204);

    assertThat(server.get(link, null).statusCode()).isEqualTo(404);
  }

  @Test
  void isRefusedWhereNobodySendsMail() {
    try (var silent = new LmsServer()) {
      assertThat(silent.get("/password", null).body()).contains("sends no e-mail");
      assertThat(
              silent.send("POST", "/password", "email=a%40example.test", null, null).statusCode())
          .isEqualTo(409);
    }
  }

  @Test
  void isTheOnlyWayToAnAccountThatATeachersImportMade() {
    Teacher teacher = Teacher.registered(server, "imports");
    long course = teacher.published("HR-5901", "l");
    teacher.enrol(course, "pupil@example.test;Pupil").expect(200);

    HttpResponse<String> stranger =
        server.send(
            "POST",
            "/api/registration",
            "{\"name\":\"Me\",\"email\":\"pupil@example.test\",\"password\":\"long enough me\"}",
            null,
            null);
    assertThat(stranger.statusCode()).isEqualTo(409);
    assertThat(stranger.body()).contains("account-prepared");

    assertThat(chosen(asked("pupil"), "my own new words").statusCode()).isEqualTo(303);
    assertThat(signedIn("pupil", "my own new words")).isEqualTo(200);
    assertThat(signedIn("pupil", "long enough me")).isEqualTo(401);
  }

  private static HttpResponse<String> ask(String email) {
    String body = "email=" + URLEncoder.encode(email, StandardCharsets.UTF_8);
    return server.send("POST", "/password", body, null, null);
  }

  private static String asked(String name) {
    assertThat(ask(name + "@example.test").statusCode()).isEqualTo(303);
    return office.links(name, "/password/").getLast();
  }

  private static HttpResponse<String> chosen(String link, String password) {
    return server.send("POST", link, "password=" + password.replace(' ', '+'), null, null);
  }

  private static int signedIn(String name, String password) {
    Map<String, String> body = Map.of("email", name + "@example.test", "password", password);
    return server
        .send("POST", "/api/sign-in", lms.platform.Json.text(body), null, null)
        .statusCode();
  }
}
