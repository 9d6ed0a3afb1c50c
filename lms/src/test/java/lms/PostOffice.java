package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lms.testing.TestDatabase;

/** A real mail server, and a platform that sends by it. */
final class PostOffice implements AutoCloseable {
  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  final LmsServer server;

  PostOffice(Clock clock) {
    mail.start();
    String url = "smtp://127.0.0.1:" + mail.getSmtp().getPort();
    server =
        new LmsServer(TestDatabase.create(), clock, new LmsConfig.Mail(url, "school@example.test"));
  }

  /** All that came for somebody, once nothing waits to be sent. */
  List<MimeMessage> to(String name) {
    Eventually.within(
        20,
        () -> server.count("SELECT COUNT(*) AS n FROM outbox") == 0,
        () -> "a mail still waits");
    return Arrays.stream(mail.getReceivedMessages())
        .filter(message -> isTo(message, name + "@example.test"))
        .toList();
  }

  private static boolean isTo(MimeMessage message, String address) {
    try {
      return message.getAllRecipients()[0].toString().contains(address);
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The links below a path that were mailed to somebody, or wait to be, the last one last. */
  List<String> links(String name, String path) {
    // In this order: what is sent meanwhile is found twice, and is the same.
    Map<Long, String> links = new TreeMap<>(waiting(name));
    for (MimeMessage message : mail.getReceivedMessages()) {
      if (isTo(message, name + "@example.test")) {
        links.put(id(message), link(message));
      }
    }
    return links.values().stream().filter(link -> link.startsWith(path)).toList();
  }

  private Map<Long, String> waiting(String name) {
    Map<Long, String> links = new TreeMap<>();
    server.database.inTransaction(
        transaction ->
            transaction.list(
                "SELECT o.id, o.link FROM outbox o JOIN users u ON u.id = o.user_id"
                    + " WHERE u.email = ?",
                row -> links.put(row.number("id"), row.text("link")),
                name + "@example.test"));
    return links;
  }

  private static long id(MimeMessage message) {
    try {
      return Long.parseLong(found("outbox-(\\d+)@", message.getMessageID()));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String link(MimeMessage message) {
    return found("https://lms\\.example\\.test(/\\S*)", text(message));
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  private static String text(MimeMessage message) {
    try {
      return message.getContent().toString();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Confirms the address of somebody who has just registered. */
  void confirm(String name) {
    String link = links(name, "/confirmation/").getLast();
    assertThat(server.send("POST", link, "confirm=yes", null, null).statusCode()).isEqualTo(303);
  }

  @Override
  public void close() {
    server.close();
    mail.stop();
  }
}
