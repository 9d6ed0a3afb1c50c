package reports.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an autoscaler said of itself after a sync: {@code status} of the object. Immutable.
 *
 * @param desiredReplicas the number that it asks for
 * @param currentUtilizationPercent {@code averageUtilization} of the CPU; null where not stated
 * @param ableToScale reason of the condition {@code AbleToScale}
 * @param scalingActive reason of the condition {@code ScalingActive}
 * @param scalingLimited reason of the condition {@code ScalingLimited}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HpaStatus(
    int desiredReplicas,
    @Nullable Integer currentUtilizationPercent,
    @Nullable String ableToScale,
    @Nullable String scalingActive,
    @Nullable String scalingLimited) {
  private static final String METRIC_FOUND = "ValidMetricFound";
  private static final String HELD_BACK = "ScaleDownStabilized";
  private static final String DISABLED = "ScalingDisabled";

  /**
   * Whether a number of replicas was computed. Where it was not, {@code desiredReplicas} is left
   * from an earlier sync (0 before the first) and the autoscaler changes nothing.
   */
  boolean computed() {
    return scalingActive == null
        || scalingActive.equals(METRIC_FOUND)
        || scalingActive.equals(DISABLED);
  }

  /**
   * Whether it wanted fewer and kept what there was, because more were wanted a short while ago.
   */
  public boolean holdsBack() {
    return HELD_BACK.equals(ableToScale);
  }

  /** The reasons that it gives, in the order of its conditions. */
  public String reasons() {
    return Stream.of(ableToScale, scalingActive, scalingLimited)
        .filter(Objects::nonNull)
        .collect(Collectors.joining(", "));
  }
}
