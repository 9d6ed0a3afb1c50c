package reports.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the generator knows of one write: a line of {@code ledger.jsonl}.
 *
 * @param schema {@link RunFolder#SCHEMA}
 * @param t epoch milliseconds when it was sent
 * @param end epoch milliseconds when its outcome was known
 * @param kind enrolment, attempt, answer, submission, completion, position or rating
 * @param id idempotency key, or attempt, question and sequence
 * @param user who wrote
 * @param object what was written to, such as "attempt:12/question:7"
 * @param sequence the client's number of a saved answer, else null
 * @param value what was written, where it has a value
 * @param outcome what the platform said
 * @param status the HTTP status, null where none came
 */
public record LedgerEntry(
    int schema,
    long t,
    long end,
    String kind,
    String id,
    long user,
    String object,
    @Nullable Long sequence,
    @Nullable String value,
    Outcome outcome,
    @Nullable Integer status) {
  /** What the platform said of a write. */
  public enum Outcome {
    /** The write is done. */
    @JsonProperty("acknowledged")
    ACKNOWLEDGED,
    /** The write is not done and never will be. */
    @JsonProperty("refused")
    REFUSED,
    /** No answer, or one that leaves it open. */
    @JsonProperty("unknown")
    UNKNOWN
  }
}
