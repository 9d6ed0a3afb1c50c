package loadtests.requests;

import io.gatling.javaapi.http.HttpRequestActionBuilder;
import loadtests.plan.Kind;

/** Reading and watching a lesson. */
final class LessonRequests {
  static final HttpRequestActionBuilder LESSON_PAGE = Call.get(Kind.LESSON_PAGE);

  static final HttpRequestActionBuilder VIDEO_POSITION = Call.put(Kind.VIDEO_POSITION);

  static final HttpRequestActionBuilder LESSON_COMPLETION = Call.putOnce(Kind.LESSON_COMPLETION);

  private LessonRequests() {}
}
