package reports.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pod as the autoscaler saw it. Immutable.
 *
 * @param name unique among the pods of a sync
 * @param phase {@code status.phase}
 * @param deleting whether it has a {@code deletionTimestamp}
 * @param startTime {@code status.startTime} in epoch milliseconds; null where not set
 * @param ready false where the status of the condition {@code Ready} is False, true where it is
 *     True or Unknown, null where there is no such condition
 * @param readyTransitionTime when that condition last changed, in epoch milliseconds
 * @param requestMillicores CPU requested by all its containers; null where one requests none
 * @param sample its CPU; null where the metrics API returned none for it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PodState(
    String name,
    Phase phase,
    boolean deleting,
    @Nullable Long startTime,
    @Nullable Boolean ready,
    @Nullable Long readyTransitionTime,
    @Nullable Long requestMillicores,
    @Nullable Sample sample) {
  /** Refuses a pod without name or phase, and a condition without its time. */
  public PodState {
    Objects.requireNonNull(name, "A pod has a name.");
    Objects.requireNonNull(phase, "A pod has a phase.");
    if (ready != null && readyTransitionTime == null) {
      throw new IllegalArgumentException(
          "Pod %s is said to be ready or not, but not since when.".formatted(name));
    }
  }

  /** Where a pod is in its life. */
  public enum Phase {
    /** Accepted; not all its containers run. */
    @JsonProperty("Pending")
    PENDING,
    /** At least one container runs. */
    @JsonProperty("Running")
    RUNNING,
    /** All containers ended well. */
    @JsonProperty("Succeeded")
    SUCCEEDED,
    /** All containers ended, one of them badly. */
    @JsonProperty("Failed")
    FAILED,
    /** The node does not answer. */
    @JsonProperty("Unknown")
    UNKNOWN
  }

  /**
   * The CPU that all containers of a pod used, as the metrics API says.
   *
   * @param millicores the sum over the containers, each rounded up to whole millicores
   * @param timestamp the end of the window in epoch milliseconds
   * @param windowMillis over which it was taken
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Sample(long millicores, long timestamp, long windowMillis) {}

  /** Whether it runs and is ready. */
  boolean serves() {
    return phase == Phase.RUNNING && Boolean.TRUE.equals(ready);
  }

  /** The same pod with another sample, or with none. */
  PodState withSample(@Nullable Sample other) {
    return new PodState(
        name, phase, deleting, startTime, ready, readyTransitionTime, requestMillicores, other);
  }
}
