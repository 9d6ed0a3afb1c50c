package lms.platform;

/** Something that the request needs is gone or full for now: 503 with Retry-After. */
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int retryAfterSeconds;

  /** Says what is missing and when to come back, in seconds from now, at least 1. */
  public Unavailable(String message, int retryAfterSeconds) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Says what is missing and why. */
  public Unavailable(String message, int retryAfterSeconds, Throwable cause) {
    super(message, cause);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Seconds until it is worth trying again. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
