package reports.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One request of the probe, which is never tried again: a line of {@code probe.jsonl}.
 *
 * @param schema {@link RunFolder#SCHEMA}
 * @param t epoch milliseconds when it began
 * @param millis how long it took
 * @param connection what it was sent on
 * @param kind the kind of request
 * @param write whether it writes
 * @param status the HTTP status, null where no answer came
 * @param error what was wrong, null where nothing was
 */
public record ProbeAttempt(
    int schema,
    long t,
    long millis,
    Connection connection,
    String kind,
    boolean write,
    @Nullable Integer status,
    @Nullable String error) {
  /** What a request was sent on. */
  public enum Connection {
    /** A connection opened for it alone. */
    @JsonProperty("new")
    NEW,
    /** One that was open before. */
    @JsonProperty("held")
    HELD
  }

  /** Whether it was answered as it should be. */
  public boolean ok() {
    return error == null;
  }
}
