package environments;

/**
 * An environment that can't be had here and now. The message is for the user: it says what is
 * missing and what would help. The launcher exits with {@value #EXIT_STATUS}.
 */
public final class EnvironmentUnavailable extends RuntimeException {

  /** The exit status of a program that ends because of this. */
  public static final int EXIT_STATUS = 69;

  private static final long serialVersionUID = 1L;

  EnvironmentUnavailable(String message) {
    super(message);
  }

  EnvironmentUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
