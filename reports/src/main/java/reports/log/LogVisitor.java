package reports.log;

/**
 * Receives the records of a log in the order of the file, without an object for each. Strings come
 * as ids, to be resolved by the {@link LogNames} of {@link #begin}. Times are epoch milliseconds.
 */
public interface LogVisitor {
  /** The log's first record; always called before the others. */
  default void begin(RunHeader header, LogNames names) {}

  /**
   * A request.
   *
   * @param groups id of the groups around it, 0 for none
   * @param name id of its name
   * @param message id of the error message; of an empty text where it succeeded
   */
  default void request(
      int groups, int name, long startMillis, long endMillis, boolean ok, int message) {}

  /** A virtual user started, or ended. */
  default void user(int scenario, boolean started, long atMillis) {}

  /** A group was left. */
  default void group(
      int groups, long startMillis, long endMillis, int cumulatedMillis, boolean ok) {}

  /** A scenario failed outside a request. */
  default void error(int message, long atMillis) {}
}
