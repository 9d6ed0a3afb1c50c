package loadtests.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import loadtests.learners.Learner;
import loadtests.learners.Step;
import loadtests.pace.Observer;
import loadtests.plan.Kind;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;
import reports.run.JsonLines;
import reports.run.ProbeAttempt;
import reports.run.ProbeAttempt.Connection;
import reports.run.RunFolder;

/** One learner of the probe; in one request at a time, and therefore not thread-safe. */
final class Visitor implements AutoCloseable {
  private static final int OK = 200;
  private static final int OK_END = 300;

  private final URI base;
  private final Learner learner;
  private final Connection connection;
  private final Observer observer;
  private final JsonLines attempts;
  private final SingleTry client;
  private boolean writesNext;

  /** An answer: its status, body and session cookie. */
  private record Answer(int status, String body, @Nullable String setCookie) {}

  Visitor(URI base, Learner learner, Connection connection, Observer observer, JsonLines attempts) {
    this.base = base;
    this.learner = learner;
    this.connection = connection;
    this.observer = observer;
    this.attempts = attempts;
    this.client = SingleTry.holding(connection == Connection.HELD);
  }

  void signIn() {
    try {
      Answer answer = send(learner.signIn());
      String cookie = answer.setCookie();
      if (answer.status() != OK || cookie == null) {
        throw new IllegalStateException(
            "a learner of the probe can't sign in: status " + answer.status());
      }
      learner.signedIn(cookie);
    } catch (IOException e) {
      throw new UncheckedIOException("a learner of the probe can't sign in", e);
    }
  }

  /** Makes one request, and puts down what came of it. */
  void visit() {
    Step step = learner.next(writesNext ? Kind.LESSON_COMPLETION : Kind.COURSE_PAGE);
    writesNext = !writesNext;
    long began = System.currentTimeMillis();
    observer.asked(step, began);
    int status = 0;
    String error = null;
    try {
      Answer answer = send(step);
      status = answer.status();
      error = wrong(step, answer);
    } catch (IOException | RuntimeException e) {
      error = e.getClass().getSimpleName() + ": " + e.getMessage();
    }
    long end = System.currentTimeMillis();
    observer.answered(step.kind(), began, end, error == null, status);
    observer.settled(learner, step, status, end, false);
    attempts.append(
        new ProbeAttempt(
            RunFolder.SCHEMA,
            began,
            end - began,
            connection,
            step.kind().title(),
            step.write() != null,
            status == 0 ? null : status,
            error));
  }

  private static @Nullable String wrong(Step step, Answer answer) {
    if (answer.status() < OK || answer.status() >= OK_END) {
      return "status " + answer.status();
    }
    String meaning = step.meaning().apply(answer.body());
    return meaning.equals(Step.AS_EXPECTED) ? null : meaning;
  }

  private Answer send(Step step) throws IOException {
    HttpUriRequestBase request =
        new HttpUriRequestBase(step.kind().method(), base.resolve(step.path()));
    request.setHeader("User-Agent", "headroom-probe");
    request.setHeader("X-Forwarded-For", "10.255.0." + learner.id() % 250);
    if (learner.cookie() != null) {
      request.setHeader("Cookie", learner.cookie());
    }
    if (step.key() != null) {
      request.setHeader("Idempotency-Key", step.key());
    }
    if (step.body() != null) {
      request.setEntity(new StringEntity(step.body(), ContentType.APPLICATION_JSON));
    }
    return client.send(
        request,
        response -> {
          Header cookie = response.getFirstHeader("Set-Cookie");
          return new Answer(
              response.getCode(),
              EntityUtils.toString(response.getEntity()),
              cookie == null ? null : cookie.getValue());
        });
  }

  @Override
  public void close() {
    client.close();
  }
}
