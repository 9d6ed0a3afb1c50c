package reports.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
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
 * @param readings what each metric of the specification was, in its order; where the recording says
 *     nothing, CPU is that of the pods' samples, and no other metric was read
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
    List<Reading> readings,
    @Nullable HpaStatus status) {
  /** Copies the lists; refuses two pods of one name, and readings of other metrics. */
  public Sync {
    Objects.requireNonNull(spec, "A sync has a spec.");
    pods = List.copyOf(Objects.requireNonNullElse(pods, List.of()));
    Set<String> names = new HashSet<>();
    for (PodState pod : pods) {
      if (!names.add(pod.name())) {
        throw new IllegalArgumentException("Two pods of one sync are named " + pod.name() + ".");
      }
    }
    List<HpaMetric> metrics = spec.metrics();
    readings =
        readings == null ? metrics.stream().map(Sync::unsaid).toList() : List.copyOf(readings);
    if (readings.size() != metrics.size()) {
      throw new IllegalArgumentException(
          "A sync of %d metrics has as many readings, not %d."
              .formatted(metrics.size(), readings.size()));
    }
  }

  private static Reading unsaid(HpaMetric metric) {
    return metric.isCpu()
        ? new Reading.Samples()
        : new Reading.Unread("the recording says nothing of it", false);
  }

  /** What the autoscaler really decided; where it computed nothing, to leave things as they are. */
  public OptionalInt decided() {
    if (status == null) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(status.computed() ? status.desiredReplicas() : specReplicas);
  }

  /**
   * The replicas that the autoscaler computed; empty where it computed none, or is not known to.
   */
  public OptionalInt computed() {
    return status != null && status.computed() && specReplicas > 0
        ? OptionalInt.of(status.desiredReplicas())
        : OptionalInt.empty();
  }

  /** The metrics that the recorder could not read, by type and name. */
  List<String> unread() {
    List<String> unread = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      if (readings.get(i) instanceof Reading.Unread lack && !lack.byAutoscaler()) {
        unread.add(spec.metrics().get(i).title());
      }
    }
    return List.copyOf(unread);
  }

  /** The same sync with other pods. */
  Sync withPods(List<PodState> others) {
    return new Sync(schema, t, spec, specReplicas, statusReplicas, others, readings, status);
  }

  /** The same sync with what another of the same metrics read; itself where they are others. */
  Sync withReadingsOf(Sync other) {
    return other.spec.metrics().equals(spec.metrics())
        ? new Sync(schema, t, spec, specReplicas, statusReplicas, pods, other.readings, status)
        : this;
  }

  /** The same sync with the specification's tolerances and windows changed, not its metrics. */
  Sync withSpec(HpaSpec other) {
    return new Sync(schema, t, other, specReplicas, statusReplicas, pods, readings, status);
  }
}
