package reports.run;

/**
 * Evidence that cannot be read: its message names the file, what is wrong and, where known, why.
 */
public final class UnreadableEvidence extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Without a cause worth keeping. */
  public UnreadableEvidence(String message) {
    super(message);
  }

  /** With the reader's own error. */
  public UnreadableEvidence(String message, Throwable cause) {
    super(message, cause);
  }
}
