package reports.log;

/** A file of which nothing can be read as a log; the message says why, in words for the user. */
public final class UnreadableLog extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableLog(String message) {
    super(message);
  }
}
