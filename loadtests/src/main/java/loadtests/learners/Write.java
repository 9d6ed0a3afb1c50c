package loadtests.learners;

import org.jspecify.annotations.Nullable;

/**
 * A write as the ledger names it.
 *
 * @param kind enrolment, attempt, answer, submission, completion, position or rating
 * @param id the idempotency key, or the attempt, question and sequence of an answer
 * @param user the account that writes
 * @param object what is written, such as {@code attempt:12/question:7}
 * @param sequence the client's sequence number, where the write has one
 * @param value what is sent, where it can be read back
 */
public record Write(
    String kind,
    String id,
    long user,
    String object,
    @Nullable Long sequence,
    @Nullable String value) {
  /** The same write with another value. */
  Write withValue(String other) {
    return new Write(kind, id, user, object, sequence, other);
  }
}
