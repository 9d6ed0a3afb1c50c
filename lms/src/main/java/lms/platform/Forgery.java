package lms.platform;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests that another site had a browser send; stateless. */
final class Forgery {
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");

  /** The field of a form with its session's token. */
  static final String TOKEN = "csrf";

  private static final Pattern SCHEME = Pattern.compile("^https?://");
  private static final Pattern PORT = Pattern.compile(":\\d+$");
  private static final Pattern USUAL_PORT = Pattern.compile(":(?:80|443)$");

  private Forgery() {}

  /** Whose page sent a request, as far as the browser says so; programs say nothing. */
  private enum Sender {
    OWN_PAGE,
    OTHER_SITE,
    UNSAID
  }

  /**
   * Nothing is written for a page of another site, whoever visits it: else it could sign a browser
   * in to an account of its own. A page's form of somebody signed in also carries the session's
   * token, which no other site knows. The API takes no media type that another site's form could
   * send.
   */
  static void refuse(ServerRequest request, Exchange exchange, Access access) {
    if (request.prologue().method().equals(Method.GET)) {
      return;
    }
    Sender sender = sender(request);
    if (sender == Sender.OTHER_SITE) {
      throw Problem.forbidden(Words.of("platform.other-site"));
    }
    if (exchange.isApi()) {
      String type = exchange.contentType();
      if (!type.isEmpty() && !exchange.isJson()) {
        throw Problem.malformed("Content-Type is " + type + ": send application/json");
      }
      return;
    }
    if (!exchange.isForm()) {
      throw Problem.malformed(Words.of("platform.form-only"));
    }
    Person visitor = exchange.visitor();
    if (visitor != null && !ofSomebodySignedOut(exchange, access, sender)) {
      demandToken(exchange, visitor);
    }
  }

  /** A form for anybody, on a page from before its reader signed in elsewhere: it has no token. */
  private static boolean ofSomebodySignedOut(Exchange exchange, Access access, Sender sender) {
    return access == Access.ANYONE
        && sender == Sender.OWN_PAGE
        && !exchange.form().containsKey(TOKEN);
  }

  private static void demandToken(Exchange exchange, Person visitor) {
    byte[] sent = exchange.field(TOKEN).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(sent, visitor.csrf().getBytes(StandardCharsets.UTF_8))) {
      throw Problem.forbidden(Words.of("platform.form-foreign"));
    }
  }

  /** Whether a page of this platform sent it, as the browser says. */
  static boolean isOfOwnPage(ServerRequest request) {
    return sender(request) == Sender.OWN_PAGE;
  }

  /** By what no page can forge; browsers without the one, as over plain HTTP, say the other. */
  private static Sender sender(ServerRequest request) {
    var headers = request.headers();
    String site = headers.first(FETCH_SITE).orElse("");
    if (!site.isEmpty()) {
      return switch (site) {
        case "same-origin" -> Sender.OWN_PAGE;
        case "none" -> Sender.UNSAID;
        default -> Sender.OTHER_SITE;
      };
    }
    return headers
        .first(HeaderNames.ORIGIN)
        .map(origin -> isOwn(origin, request.authority()) ? Sender.OWN_PAGE : Sender.OTHER_SITE)
        .orElse(Sender.UNSAID);
  }

  /** The port counts where it is known: a proxy may leave it out of what it passes on. */
  private static boolean isOwn(String origin, String authority) {
    String from = SCHEME.matcher(origin).replaceFirst("");
    String own = USUAL_PORT.matcher(authority).replaceFirst("");
    return from.equalsIgnoreCase(
        PORT.matcher(own).find() ? own : own + from.substring(portAt(from)));
  }

  private static int portAt(String host) {
    Matcher port = PORT.matcher(host);
    return port.find() ? port.start() : host.length();
  }
}
