package reports.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a run ended. A run that was killed stays {@link #RUNNING} for ever. */
public enum Ending {
  /** It has begun, and nothing has said that it ended. */
  @JsonProperty("running")
  RUNNING,
  /** It did all that was planned. */
  @JsonProperty("finished")
  FINISHED,
  /** Somebody stopped it. */
  @JsonProperty("interrupted")
  INTERRUPTED,
  /** The harness itself failed. */
  @JsonProperty("failed")
  FAILED
}
