package loadtests.plan;

/** A kind of request: the name under which requests of one sort are logged, counted and judged. */
public enum Kind {
  SIGN_IN("sign in"),
  CATALOGUE("catalogue"),
  COURSE_PAGE("course page"),
  LESSON_PAGE("lesson page"),
  VIDEO_POSITION("video position"),
  LESSON_COMPLETION("lesson completion"),
  QUIZ_START("quiz start"),
  QUIZ_ANSWER("quiz answer"),
  QUIZ_SUBMISSION("quiz submission"),
  NOTIFICATIONS("notifications"),
  GRADES("grades"),
  RATING("rating"),
  CERTIFICATE("certificate"),
  ENROLMENT("enrolment");

  private final String title;

  Kind(String title) {
    this.title = title;
  }

  /** The name in logs, plans and reports. */
  public String title() {
    return title;
  }
}
