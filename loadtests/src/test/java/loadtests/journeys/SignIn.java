package loadtests.journeys;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitHereIf;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.flushCookieJar;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import loadtests.learners.Learner;
import loadtests.plan.Kind;
import loadtests.requests.Keys;

/** Signing in for real, again after the time that a refusal asks for, until it works. */
final class SignIn {
  private static final int TRIES = 30;
  private static final int RETRY_SECONDS = 2;
  private static final int RETRY_SECONDS_MAX = 60;
  private static final String TRY = "signInTry";

  private final ChainBuilder once;

  /** Signs in; each try is a request, and a refusal is an error. */
  SignIn(StepTaking steps) {
    this.once = steps.take(Kind.SIGN_IN, session -> StepTaking.learner(session).signIn());
  }

  private SignIn(ChainBuilder once) {
    this.once = once;
  }

  /** Signs in by {@code once}, which takes one step of kind sign-in. */
  static SignIn by(ChainBuilder once) {
    return new SignIn(once);
  }

  /** Ends the journey of somebody who never gets in. */
  ChainBuilder chain() {
    return exec(session -> session.set(TRY, 0))
        .exec(asLongAs(SignIn::wantsToTry).on(once.exec(SignIn::takeCookie).exec(retryLater())))
        .exec(flushCookieJar())
        .exec(exitHereIf(SignIn::outside));
  }

  private static boolean wantsToTry(Session session) {
    return outside(session) && session.getInt(TRY) < TRIES;
  }

  private static boolean outside(Session session) {
    return StepTaking.learner(session).cookie() == null;
  }

  private static Session takeCookie(Session session) {
    Learner learner = StepTaking.learner(session);
    String setCookie = session.getString(Keys.SET_COOKIE);
    if (session.contains(Keys.STATUS) && session.getInt(Keys.STATUS) == 200 && setCookie != null) {
      learner.signedIn(setCookie);
    }
    return session.set(TRY, session.getInt(TRY) + 1);
  }

  private static ChainBuilder retryLater() {
    return pause(session -> outside(session) ? retryAfter(session) : Duration.ZERO);
  }

  private static Duration retryAfter(Session session) {
    String header = session.contains(Keys.RETRY_AFTER) ? session.getString(Keys.RETRY_AFTER) : "";
    int seconds =
        header != null && header.matches("\\d{1,4}") ? Integer.parseInt(header) : RETRY_SECONDS;
    return Duration.ofSeconds(Math.clamp(seconds, 1, RETRY_SECONDS_MAX));
  }
}
