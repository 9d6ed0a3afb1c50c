package reports.run;

/** A run that was asked for and is not there: its message names it and what is. */
public final class NoSuchRun extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoSuchRun(String message) {
    super(message);
  }
}
