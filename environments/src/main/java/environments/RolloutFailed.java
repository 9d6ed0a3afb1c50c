package environments;

/**
 * A change of a deployment that did not come to its end. The message is a clause for the report.
 */
public final class RolloutFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RolloutFailed(String message) {
    super(message);
  }

  RolloutFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
