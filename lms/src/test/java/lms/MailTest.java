package lms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Mails on their way to a real mail server. */
final class MailTest {
  private static final PostOffice office = new PostOffice(Clock.systemUTC());
  private static final LmsServer server = office.server;

  @AfterAll
  static void stop() {
    office.close();
  }

  @Test
  void mailsASeatThatCameFreeInTheReadersLanguageAndNothingUnasked() throws Exception {
    long course = server.course("HR-8401", 1);
    Learner sits = Learner.registered(server, "sits");
    Learner waits = Learner.registered(server, "waits");
    office.confirm("sits");
    office.confirm("waits");
    sits.enrol(course).expect(201);
    waits
        .api("PUT", "/profile", "{\"name\":\"Íñigo Wait\",\"language\":\"es\",\"timeZone\":\"\"}")
        .expect(200);
    waits.api("POST", "/courses/" + course + "/waiting", "{}").expect(201);

    sits.api("POST", "/courses/" + course + "/leave", "{}").expect(200);

    assertThat(office.to("waits")).as("a link and the news").hasSize(2);
    MimeMessage message = office.to("waits").getLast();
    assertThat(message.getFrom()[0].toString()).contains("school@example.test");
    assertThat(message.getSubject())
        .isEqualTo("Ha quedado libre una plaza y es tuya: Botany of HR-8401");
    assertThat(message.getContent().toString())
        .contains("Hola, Íñigo Wait:")
        .contains("https://lms.example.test/courses/" + course)
        .contains("https://lms.example.test/notifications/preferences");
    assertThat(message.getMessageID()).startsWith("<outbox-").endsWith("@example.test>");
    assertThat(office.to("sits")).as("the link alone").hasSize(1);
    assertThat(server.get("/api/metrics", null).body())
        .contains("lms_mails_total{result=\"sent\",} 3.0");
  }
}
