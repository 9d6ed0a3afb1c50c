package reports.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How fast an autoscaler may go in one direction: {@code HPAScalingRules} of {@code
 * autoscaling/v2}. Immutable.
 *
 * @param stabilizationWindowSeconds 0 or more; null means 0 upwards, and the controller's own
 *     window downwards
 * @param selectPolicy which policy counts where there are several; {@link SelectPolicy#MAX} where
 *     absent
 * @param policies one at least
 * @param tolerance instead of the controller's; null where not set, as it always is before
 *     Kubernetes 1.35 without the feature gate {@code HPAConfigurableTolerance}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScalingRules(
    @Nullable Integer stabilizationWindowSeconds,
    SelectPolicy selectPolicy,
    List<Policy> policies,
    @Nullable Double tolerance) {
  /** Twice as many or four more in 15 s, whichever is more, at once. */
  public static final ScalingRules DEFAULT_UP =
      new ScalingRules(
          0,
          SelectPolicy.MAX,
          List.of(new Policy(PolicyType.PODS, 4, 15), new Policy(PolicyType.PERCENT, 100, 15)),
          null);

  /** All of them in 15 s, after the controller's window. */
  public static final ScalingRules DEFAULT_DOWN =
      new ScalingRules(
          null, SelectPolicy.MAX, List.of(new Policy(PolicyType.PERCENT, 100, 15)), null);

  /** Copies the policies. */
  public ScalingRules {
    selectPolicy = Objects.requireNonNullElse(selectPolicy, SelectPolicy.MAX);
    policies = List.copyOf(Objects.requireNonNullElse(policies, List.of()));
    if (policies.isEmpty()
        || (stabilizationWindowSeconds != null && stabilizationWindowSeconds < 0)) {
      throw new IllegalArgumentException(
          "Scaling rules have a policy at least, and a window of 0 s or more.");
    }
  }

  /** The window in seconds; what the controller has otherwise where there is none of its own. */
  public int windowSeconds(int otherwise) {
    return stabilizationWindowSeconds == null ? otherwise : stabilizationWindowSeconds;
  }

  /** Which policy counts. */
  public enum SelectPolicy {
    /** The one that allows the largest change. */
    @JsonProperty("Max")
    MAX,
    /** The one that allows the smallest change. */
    @JsonProperty("Min")
    MIN,
    /** No change in this direction. */
    @JsonProperty("Disabled")
    DISABLED
  }

  /** What a policy counts. */
  public enum PolicyType {
    /** Pods. */
    @JsonProperty("Pods")
    PODS,
    /** Per cent of the pods there were when the period began. */
    @JsonProperty("Percent")
    PERCENT
  }

  /**
   * The largest change in a period.
   *
   * @param type the unit of {@code value}
   * @param value 1 or more
   * @param periodSeconds 1 to 1,800
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Policy(PolicyType type, int value, int periodSeconds) {
    /** Refuses what Kubernetes would refuse. */
    public Policy {
      Objects.requireNonNull(type, "A policy has a type: Pods or Percent.");
      if (value < 1 || periodSeconds < 1 || periodSeconds > 1800) {
        throw new IllegalArgumentException(
            "A policy allows 1 or more in 1 to 1800 s, not %d in %d s."
                .formatted(value, periodSeconds));
      }
    }
  }
}
