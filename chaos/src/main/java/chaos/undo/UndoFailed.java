package chaos.undo;

/** Something that could not be put right; its message is a sentence. */
public final class UndoFailed extends Exception {
  private static final long serialVersionUID = 1L;

  /** With nothing beneath it. */
  public UndoFailed(String message) {
    super(message);
  }

  /** With what lies beneath it. */
  public UndoFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
