package loadtests.record;

/**
 * Requests as the client counted them.
 *
 * @param requested sent
 * @param answered that got an answer, whatever it was
 */
public record Counts(long requested, long answered) {
  /** Those of two injectors. */
  public Counts plus(Counts other) {
    return new Counts(requested + other.requested, answered + other.answered);
  }
}
