package reports.compare;

/** Two runs that nothing can be said of together; the message is one line that names why. */
public final class Incomparable extends RuntimeException {
  private static final long serialVersionUID = 1;

  Incomparable(String message) {
    super(message);
  }
}
