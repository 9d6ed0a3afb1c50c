package loadtests.plan;

/** A kind of request: the name under which requests of one sort are logged, counted and judged. */
public enum Kind {
  SIGN_IN("sign in", "POST"),
  CATALOGUE("catalogue", "GET"),
  COURSE_PAGE("course page", "GET"),
  LESSON_PAGE("lesson page", "GET"),
  VIDEO_POSITION("video position", "PUT"),
  LESSON_COMPLETION("lesson completion", "PUT"),
  QUIZ_START("quiz start", "POST"),
  QUIZ_ANSWER("quiz answer", "PUT"),
  QUIZ_SUBMISSION("quiz submission", "POST"),
  NOTIFICATIONS("notifications", "GET"),
  GRADES("grades", "GET"),
  RATING("rating", "PUT"),
  CERTIFICATE("certificate", "GET"),
  ENROLMENT("enrolment", "POST");

  private final String title;
  private final String method;

  Kind(String title, String method) {
    this.title = title;
    this.method = method;
  }

  /** The HTTP method of such requests. */
  public String method() {
    return method;
  }

  /** Whether such a request changes something that must not be lost. */
  public boolean writes() {
    return this != SIGN_IN && !method.equals("GET");
  }

  /** The name in logs, plans and reports. */
  public String title() {
    return title;
  }
}
