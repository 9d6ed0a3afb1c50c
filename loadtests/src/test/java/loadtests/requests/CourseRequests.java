package loadtests.requests;

import io.gatling.javaapi.http.HttpRequestActionBuilder;
import loadtests.plan.Kind;

/** Finding a course, joining it, judging it, and what one has to show for it. */
final class CourseRequests {
  static final HttpRequestActionBuilder CATALOGUE = Call.get(Kind.CATALOGUE);

  static final HttpRequestActionBuilder COURSE_PAGE = Call.get(Kind.COURSE_PAGE);

  static final HttpRequestActionBuilder ENROLMENT = Call.postOnce(Kind.ENROLMENT, 201);

  static final HttpRequestActionBuilder RATING = Call.putOnce(Kind.RATING);

  static final HttpRequestActionBuilder CERTIFICATE = Call.get(Kind.CERTIFICATE);

  private CourseRequests() {}
}
