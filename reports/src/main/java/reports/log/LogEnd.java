package reports.log;

/** How the readable part of a log ended. */
public sealed interface LogEnd {
  /** The file ends where a record ends. */
  record Complete() implements LogEnd {}

  /**
   * The file ends inside a record, as that of a killed generator does.
   *
   * @param atByte where that record begins
   */
  record Truncated(long atByte) implements LogEnd {}

  /**
   * There is something that Gatling never writes.
   *
   * @param atByte where the record begins that holds it
   * @param reason what is wrong with it
   */
  record Corrupt(long atByte, String reason) implements LogEnd {}
}
