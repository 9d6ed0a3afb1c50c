package loadtests.requests;

import static io.gatling.javaapi.http.HttpDsl.header;

import io.gatling.javaapi.http.HttpRequestActionBuilder;
import loadtests.plan.Kind;

/** Signing in, and what is one's own. */
final class AccountRequests {
  static final HttpRequestActionBuilder SIGN_IN =
      Call.postAnonymously(Kind.SIGN_IN, 200)
          .check(header("Set-Cookie").optional().saveAs(Keys.SET_COOKIE));

  static final HttpRequestActionBuilder NOTIFICATIONS = Call.get(Kind.NOTIFICATIONS);

  static final HttpRequestActionBuilder GRADES = Call.get(Kind.GRADES);

  private AccountRequests() {}
}
