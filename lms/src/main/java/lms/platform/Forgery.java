package lms.platform;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Requests that another site had a browser send; stateless. */
final class Forgery {
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");

  private Forgery() {}

  /**
   * A page's form of somebody signed in carries the session's token, which no other site knows. The
   * API takes no media type that another site's form could send.
   */
  static void refuse(ServerRequest request, Exchange exchange) {
    if (request.prologue().method().equals(Method.GET)) {
      return;
    }
    if (exchange.isApi()) {
      refuseOtherSites(request);
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
    if (visitor != null) {
      byte[] sent = exchange.field("csrf").getBytes(StandardCharsets.UTF_8);
      if (!MessageDigest.isEqual(sent, visitor.csrf().getBytes(StandardCharsets.UTF_8))) {
        throw Problem.forbidden(Words.of("platform.form-foreign"));
      }
    }
  }

  /** A write without a body has no media type; browsers say where it comes from. */
  private static void refuseOtherSites(ServerRequest request) {
    String site = request.headers().first(FETCH_SITE).orElse("same-origin");
    if (!site.equals("same-origin") && !site.equals("none")) {
      throw Problem.forbidden(Words.of("platform.other-site"));
    }
  }
}
