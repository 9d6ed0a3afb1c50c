package loadtests.requests;

import io.gatling.javaapi.http.HttpRequestActionBuilder;
import loadtests.plan.Kind;

/** Taking a quiz. */
final class QuizRequests {
  static final HttpRequestActionBuilder QUIZ_START = Call.postOnce(Kind.QUIZ_START, 200, 201);

  static final HttpRequestActionBuilder QUIZ_ANSWER = Call.put(Kind.QUIZ_ANSWER);

  static final HttpRequestActionBuilder QUIZ_SUBMISSION = Call.postOnce(Kind.QUIZ_SUBMISSION, 200);

  private QuizRequests() {}
}
