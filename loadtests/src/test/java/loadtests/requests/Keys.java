package loadtests.requests;

/** Names of session attributes. */
public final class Keys {
  /** The {@link loadtests.learners.Learner} whose journey this is. */
  public static final String LEARNER = "learner";

  /** The {@link loadtests.learners.Step} that is being taken. */
  public static final String STEP = "step";

  /** The title of the step's kind. */
  public static final String KIND = "kind";

  /** The base address that the step goes to. */
  public static final String BASE = "base";

  /** The status of the step's answer; absent while there is none. */
  public static final String STATUS = "status";

  /** The Set-Cookie header of a sign-in. */
  public static final String SET_COOKIE = "setCookie";

  /** The Retry-After header of a refusal. */
  public static final String RETRY_AFTER = "retryAfter";

  private Keys() {}
}
