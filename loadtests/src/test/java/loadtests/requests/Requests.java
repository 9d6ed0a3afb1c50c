package loadtests.requests;

import io.gatling.javaapi.http.HttpRequestActionBuilder;
import loadtests.plan.Kind;

/** The request of each kind. */
public final class Requests {
  private Requests() {}

  /** The request that sends steps of {@code kind}. */
  public static HttpRequestActionBuilder of(Kind kind) {
    return switch (kind) {
      case SIGN_IN -> AccountRequests.SIGN_IN;
      case CATALOGUE -> CourseRequests.CATALOGUE;
      case COURSE_PAGE -> CourseRequests.COURSE_PAGE;
      case LESSON_PAGE -> LessonRequests.LESSON_PAGE;
      case VIDEO_POSITION -> LessonRequests.VIDEO_POSITION;
      case LESSON_COMPLETION -> LessonRequests.LESSON_COMPLETION;
      case QUIZ_START -> QuizRequests.QUIZ_START;
      case QUIZ_ANSWER -> QuizRequests.QUIZ_ANSWER;
      case QUIZ_SUBMISSION -> QuizRequests.QUIZ_SUBMISSION;
      case NOTIFICATIONS -> AccountRequests.NOTIFICATIONS;
      case GRADES -> AccountRequests.GRADES;
      case RATING -> CourseRequests.RATING;
      case CERTIFICATE -> CourseRequests.CERTIFICATE;
      case ENROLMENT -> CourseRequests.ENROLMENT;
    };
  }
}
