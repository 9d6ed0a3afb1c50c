package loadtests.requests;

import static io.gatling.javaapi.core.CoreDsl.InputStreamBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import loadtests.learners.Learner;
import loadtests.learners.Step;
import loadtests.plan.Kind;
import org.jspecify.annotations.Nullable;

/** The ways in which the platform is called; each answer is checked for what it means. */
final class Call {
  private Call() {}

  /** A page, or a reading call of the JSON API. */
  static HttpRequestActionBuilder get(Kind kind) {
    return signedIn(http(kind.title()).get(Call::url)).check(checks(200));
  }

  /** A JSON call without idempotency key. */
  static HttpRequestActionBuilder put(Kind kind) {
    return withBody(signedIn(http(kind.title()).put(Call::url))).check(checks(200));
  }

  /** A JSON call that takes an idempotency key. */
  static HttpRequestActionBuilder putOnce(Kind kind) {
    return put(kind).header("Idempotency-Key", Call::key);
  }

  /** A JSON call that takes an idempotency key and answers with one of {@code statuses}. */
  static HttpRequestActionBuilder postOnce(Kind kind, Integer... statuses) {
    return withBody(signedIn(http(kind.title()).post(Call::url)))
        .header("Idempotency-Key", Call::key)
        .check(checks(statuses));
  }

  /** A JSON call of somebody who has no session yet. */
  static HttpRequestActionBuilder postAnonymously(Kind kind, Integer... statuses) {
    return withBody(http(kind.title()).post(Call::url)).check(checks(statuses));
  }

  private static HttpRequestActionBuilder signedIn(HttpRequestActionBuilder request) {
    return request.header("Cookie", Call::cookie);
  }

  /**
   * The body is a stream because Gatling sends any other request again by itself, and tells nobody,
   * where a connection that was kept is closed before the answer. What it has read from a stream it
   * can't send again.
   */
  private static HttpRequestActionBuilder withBody(HttpRequestActionBuilder request) {
    return request
        .header("Content-Type", "application/json")
        .header("Content-Length", session -> Integer.toString(body(session).length))
        .body(InputStreamBody(session -> new ByteArrayInputStream(body(session))))
        .check(header("Retry-After").optional().saveAs(Keys.RETRY_AFTER));
  }

  private static List<CheckBuilder> checks(Integer... statuses) {
    List<Integer> expected = List.of(statuses);
    return List.of(
        status().saveAs(Keys.STATUS),
        status().in(expected),
        bodyString()
            .transformWithSession((body, session) -> meaning(body, session, expected))
            .is(Step.AS_EXPECTED)
            .name("meaning"));
  }

  /** Only of successful answers: of others the status is the error. */
  private static String meaning(String body, Session session, List<Integer> expected) {
    boolean successful =
        session.contains(Keys.STATUS) && expected.contains(session.getInt(Keys.STATUS));
    return successful ? step(session).meaning().apply(body) : Step.AS_EXPECTED;
  }

  private static byte[] body(Session session) {
    return present(step(session).body()).getBytes(StandardCharsets.UTF_8);
  }

  private static String url(Session session) {
    return session.getString(Keys.BASE) + step(session).path();
  }

  private static String key(Session session) {
    return present(step(session).key());
  }

  private static String cookie(Session session) {
    Learner learner = Objects.requireNonNull(session.get(Keys.LEARNER));
    return present(learner.cookie());
  }

  private static Step step(Session session) {
    return Objects.requireNonNull(session.get(Keys.STEP));
  }

  private static String present(@Nullable String value) {
    return Objects.requireNonNull(value);
  }
}
