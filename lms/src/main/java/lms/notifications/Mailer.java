package lms.notifications;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Hands mails to a mail server by SMTP, each over a connection of its own. Thread-safe.
 *
 * <p>{@code smtp://} uses TLS where the server offers it, {@code smtps://} from the first byte on.
 */
public final class Mailer {
  private static final String WAIT_MILLIS = "10000";

  private final URI server;
  private final String from;
  private final Session session;

  /**
   * Mails by the server at {@code url}, {@code smtp://USER:PASSWORD@HOST:PORT}, both of the first
   * optional.
   */
  public Mailer(String url, String from) {
    this.server = URI.create(url);
    this.from = from;
    this.session = Session.getInstance(properties());
  }

  /** One mail in plain text; {@code id} is the same each time that it is sent. */
  record Mail(String id, String address, String name, String subject, String body) {}

  /** The mail server did not take a mail. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(Exception cause) {
      super(cause.getMessage(), cause);
    }
  }

  private Properties properties() {
    String scheme = server.getScheme();
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", scheme);
    properties.setProperty("mail." + scheme + ".host", server.getHost());
    if (server.getPort() > 0) {
      properties.setProperty("mail." + scheme + ".port", Integer.toString(server.getPort()));
    }
    properties.setProperty("mail.smtp.starttls.enable", "true");
    properties.setProperty("mail." + scheme + ".ssl.checkserveridentity", "true");
    properties.setProperty("mail." + scheme + ".connectiontimeout", WAIT_MILLIS);
    properties.setProperty("mail." + scheme + ".timeout", WAIT_MILLIS);
    properties.setProperty("mail." + scheme + ".writetimeout", WAIT_MILLIS);
    if (server.getRawUserInfo() != null) {
      properties.setProperty("mail." + scheme + ".auth", "true");
    }
    return properties;
  }

  void send(Mail mail) throws Failed {
    try {
      MimeMessage message = message(mail);
      message.saveChanges();
      message.setHeader("Message-ID", '<' + mail.id() + '@' + domain() + '>');
      try (Transport transport = session.getTransport()) {
        connect(transport);
        transport.sendMessage(message, message.getAllRecipients());
      }
    } catch (MessagingException | UnsupportedEncodingException e) {
      throw new Failed(e);
    }
  }

  private MimeMessage message(Mail mail) throws MessagingException, UnsupportedEncodingException {
    String utf8 = StandardCharsets.UTF_8.name();
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress(from, "Headroom", utf8));
    message.setRecipient(
        Message.RecipientType.TO, new InternetAddress(mail.address(), mail.name(), utf8));
    message.setSubject(mail.subject(), utf8);
    message.setText(mail.body(), utf8);
    message.setHeader("Auto-Submitted", "auto-generated");
    return message;
  }

  private void connect(Transport transport) throws MessagingException {
    String userInfo = server.getRawUserInfo();
    if (userInfo == null) {
      transport.connect();
      return;
    }
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    transport.connect(
        URLDecoder.decode(user, StandardCharsets.UTF_8),
        URLDecoder.decode(password, StandardCharsets.UTF_8));
  }

  private String domain() {
    return from.substring(from.indexOf('@') + 1);
  }
}
