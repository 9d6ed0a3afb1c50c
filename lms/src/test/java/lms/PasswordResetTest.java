package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lms.testing.MutableClock;
import lms.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new password for who has forgotten theirs. */
final class PasswordResetTest {
  private static final Pattern LINK =
      Pattern.compile("https://lms\\.example\\.test(/password/[A-Za-z0-9_-]{43})");

  private static final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private static final MutableClock clock = new MutableClock();
  private static final LmsServer server = server();

  private static LmsServer server() {
    mail.start();
    String url = "smtp://127.0.0.1:" + mail.getSmtp().getPort();
    return new LmsServer(
        TestDatabase.create(), clock, new LmsConfig.Mail(url, "school@example.test"));
  }

  @AfterAll
  static void stop() {
    server.close();
    mail.stop();
  }

  @BeforeEach
  void empty() throws Exception {
    mail.purgeEmailFromAllMailboxes();
  }

  @Test
  void lastsOnceAndEndsAllSessions() throws Exception {
    Learner forgets = Learner.registered(server, "forgets");
    String link = asked("forgets@example.test");

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
  void isMailedToNobodyWithoutAnAccountAndSaysTheSame() throws Exception {
    Learner.registered(server, "known");
    HttpResponse<String> nobody = ask("nobody@example.test");
    HttpResponse<String> known = ask("KNOWN@example.test ");

    assertThat(nobody.statusCode()).isEqualTo(known.statusCode()).isEqualTo(303);
    assertThat(nobody.headers().firstValue("Location"))
        .isEqualTo(known.headers().firstValue("Location"));
    assertThat(mail.waitForIncomingEmail(20_000, 1)).isTrue();
    assertThat(mail.getReceivedMessages()[0].getAllRecipients()[0].toString())
        .contains("known@example.test");
    sentAll();
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }

  private static void sentAll() {
    Eventually.within(
        20,
        () -> server.count("SELECT COUNT(*) AS n FROM outbox") == 0,
        () -> "a mail still waits");
  }

  @Test
  void isNotMailedAgainAtOnceAndEndsAfterAnHour() throws Exception {
    Learner.registered(server, "impatient");
    String first = asked("impatient@example.test");
    ask("impatient@example.test");
    sentAll();
    assertThat(mail.getReceivedMessages()).hasSize(1);

    clock.forward(Duration.ofMinutes(6));
    mail.purgeEmailFromAllMailboxes();
    String second = asked("impatient@example.test");
    assertThat(server.get(first, null).statusCode()).isEqualTo(404);
    assertThat(server.get(second, null).statusCode()).isEqualTo(200);
    clock.forward(Duration.ofMinutes(61));
    assertThat(server.get(second, null).statusCode()).isEqualTo(404);
    assertThat(chosen(second, "entirely new words").statusCode()).isEqualTo(404);
  }

  @Test
  void isWorthNothingOnceThePasswordWasChangedOtherwise() throws Exception {
    Learner learner = Learner.registered(server, "remembers");
    String link = asked("remembers@example.test");

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
  void isTheOnlyWayToAnAccountThatATeachersImportMade() throws Exception {
    Teacher teacher = Teacher.registered(server, "imports");
    long course = teacher.published("HR-5901", "l");
    teacher.enrol(course, "pupil@example.test;Pupil").expect(200);
    sentAll();
    mail.purgeEmailFromAllMailboxes();

    HttpResponse<String> stranger =
        server.send(
            "POST",
            "/api/registration",
            "{\"name\":\"Me\",\"email\":\"pupil@example.test\",\"password\":\"long enough me\"}",
            null,
            null);
    assertThat(stranger.statusCode()).isEqualTo(409);
    assertThat(stranger.body()).contains("account-prepared");

    assertThat(chosen(asked("pupil@example.test"), "my own new words").statusCode()).isEqualTo(303);
    assertThat(signedIn("pupil", "my own new words")).isEqualTo(200);
    assertThat(signedIn("pupil", "long enough me")).isEqualTo(401);
  }

  private static HttpResponse<String> ask(String email) {
    String body = "email=" + URLEncoder.encode(email, StandardCharsets.UTF_8);
    return server.send("POST", "/password", body, null, null);
  }

  private static String asked(String email) throws Exception {
    assertThat(ask(email).statusCode()).isEqualTo(303);
    assertThat(mail.waitForIncomingEmail(20_000, 1)).isTrue();
    Matcher link = LINK.matcher(mail.getReceivedMessages()[0].getContent().toString());
    assertThat(link.find()).isTrue();
    return link.group(1);
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
