package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import lms.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Mails on their way to a real mail server. */
final class MailTest {
  private static final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private static final LmsServer server = server();

  private static LmsServer server() {
    mail.start();
    String url = "smtp://127.0.0.1:" + mail.getSmtp().getPort();
    return new LmsServer(
        TestDatabase.create(), Clock.systemUTC(), new LmsConfig.Mail(url, "school@example.test"));
  }

  @AfterAll
  static void stop() {
    server.close();
    mail.stop();
  }

  @Test
  void mailsASeatThatCameFreeInTheReadersLanguageAndNothingUnasked() throws Exception {
    long course = server.course("HR-8401", 1);
    Learner sits = Learner.registered(server, "sits");
    Learner waits = Learner.registered(server, "waits");
    sits.enrol(course).expect(201);
    waits
        .api("PUT", "/profile", "{\"name\":\"Íñigo Wait\",\"language\":\"es\",\"timeZone\":\"\"}")
        .expect(200);
    waits.api("POST", "/courses/" + course + "/waiting", "{}").expect(201);

    sits.api("POST", "/courses/" + course + "/leave", "{}").expect(200);

    assertThat(mail.waitForIncomingEmail(20_000, 1)).isTrue();
    MimeMessage message = mail.getReceivedMessages()[0];
    assertThat(message.getAllRecipients()[0].toString()).contains("waits@example.test");
    assertThat(message.getFrom()[0].toString()).contains("school@example.test");
    assertThat(message.getSubject())
        .isEqualTo("Ha quedado libre una plaza y es tuya: Botany of HR-8401");
    assertThat(message.getContent().toString())
        .contains("Hola, Íñigo Wait:")
        .contains("https://lms.example.test/courses/" + course)
        .contains("https://lms.example.test/notifications/preferences");
    assertThat(message.getMessageID()).startsWith("<outbox-").endsWith("@example.test>");
    Eventually.within(
        10,
        () -> server.count("SELECT COUNT(*) AS n FROM outbox") == 0,
        () -> "a mail that was sent still waits");
    assertThat(mail.getReceivedMessages()).hasSize(1);
    assertThat(server.get("/api/metrics", null).body())
        .contains("lms_mails_total{result=\"sent\",} 1.0");
  }
}
