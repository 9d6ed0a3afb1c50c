package reports.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One sync of the autoscaler: what it saw and, where known, what it decided. A line of {@code
 * autoscaling.jsonl}. Each line carries the whole specification, so that it can be read alone and a
 * change in the middle of a run is seen. Immutable.
 *
 * @param schema version of the line, {@code RunFolder.SCHEMA}
 * @param t epoch milliseconds at which the autoscaler looked
 * @param spec what it was asked to do
 * @param specReplicas {@code spec.replicas} of what it scales, before its decision
 * @param statusReplicas {@code status.replicas} of what it scales
 * @param pods all that the selector finds, those being deleted too
 * @param status what it said after this sync; null where that is not known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Sync(
    int schema,
    long t,
    HpaSpec spec,
    int specReplicas,
    int statusReplicas,
    List<PodState> pods,
    @Nullable HpaStatus status) {
  /** Copies the pods; refuses two of one name. */
  public Sync {
    Objects.requireNonNull(spec, "A sync has a spec.");
    pods = List.copyOf(Objects.requireNonNullElse(pods, List.of()));
    Set<String> names = new HashSet<>();
    for (PodState pod : pods) {
      if (!names.add(pod.name())) {
        throw new IllegalArgumentException("Two pods of one sync are named " + pod.name() + ".");
      }
    }
  }

  /** What the autoscaler really decided; where it computed nothing, to leave things as they are. */
  public OptionalInt decided() {
    if (status == null) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(status.computed() ? status.desiredReplicas() : specReplicas);
  }

  /** The same sync with other pods. */
  Sync withPods(List<PodState> others) {
    return new Sync(schema, t, spec, specReplicas, statusReplicas, others, status);
  }

  /** The same sync with another specification. */
  Sync withSpec(HpaSpec other) {
    return new Sync(schema, t, other, specReplicas, statusReplicas, pods, status);
  }
}
