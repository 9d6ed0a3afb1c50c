package reports.log;

/**
 * What was read of a log.
 *
 * @param header the log's first record
 * @param requests how many requests were read, and so on for the other kinds of record
 * @param bytes how many bytes hold whole records
 * @param end how the readable part ended
 */
public record LogReading(
    RunHeader header, long requests, long users, long groups, long errors, long bytes, LogEnd end) {
  /** How many records were read, the first one included. */
  public long records() {
    return 1 + requests + users + groups + errors;
  }

  /** Whether the file ended where a record ends. */
  public boolean complete() {
    return end instanceof LogEnd.Complete;
  }

  /** One sentence for the user. */
  public String describe() {
    return switch (end) {
      case LogEnd.Complete() -> "Complete: %d records in %d bytes.".formatted(records(), bytes);
      case LogEnd.Truncated(long atByte) ->
          ("Truncated: it ends inside the record that begins at byte %d;"
                  + " the %d records before are whole.")
              .formatted(atByte, records());
      case LogEnd.Corrupt(long atByte, String reason) ->
          "Damaged at byte %d (%s); the %d records before are whole."
              .formatted(atByte, reason, records());
    };
  }
}
