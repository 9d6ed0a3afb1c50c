package chaos.faults;

/** A fault that could not be injected or put right; its message is a sentence. */
public final class FaultFailed extends Exception {
  private static final long serialVersionUID = 1L;

  /** With nothing beneath it. */
  public FaultFailed(String message) {
    super(message);
  }

  /** With what lies beneath it. */
  public FaultFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
