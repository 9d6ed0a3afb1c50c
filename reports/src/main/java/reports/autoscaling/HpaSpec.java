package reports.autoscaling;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a HorizontalPodAutoscaler was asked to do, and the settings of the controller that does it.
 * Names are those of {@code autoscaling/v2}. Immutable.
 *
 * @param minReplicas 1 or more
 * @param maxReplicas at least {@code minReplicas}
 * @param metrics one at least, in the order of the object
 * @param behavior null where the object has none: the controller then takes its older path, which
 *     counts no periods and at most doubles, or goes to four
 * @param controller the defaults of Kubernetes where the recording does not say
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HpaSpec(
    int minReplicas,
    int maxReplicas,
    List<HpaMetric> metrics,
    @Nullable Behavior behavior,
    Controller controller) {
  /** Refuses numbers that Kubernetes would refuse. */
  public HpaSpec {
    if (minReplicas < 1 || maxReplicas < minReplicas) {
      throw new IllegalArgumentException(
          "An autoscaler goes from 1 or more pods to no fewer, not from %d to %d."
              .formatted(minReplicas, maxReplicas));
    }
    metrics = List.copyOf(metrics);
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("An autoscaler has a metric at least.");
    }
    controller = Objects.requireNonNullElse(controller, Controller.DEFAULTS);
  }

  /**
   * As a recording says it.
   *
   * @param cpuPercent in the place of {@code metrics} where the utilization of CPU is the only one
   */
  @JsonCreator
  static HpaSpec read(
      @JsonProperty("minReplicas") int minReplicas,
      @JsonProperty("maxReplicas") int maxReplicas,
      @JsonProperty("metrics") @Nullable List<HpaMetric> metrics,
      @JsonProperty("targetUtilizationPercent") @Nullable Integer cpuPercent,
      @JsonProperty("behavior") @Nullable Behavior behavior,
      @JsonProperty("controller") @Nullable Controller controller) {
    List<HpaMetric> only = cpuPercent == null ? List.of() : List.of(HpaMetric.cpu(cpuPercent));
    return new HpaSpec(
        minReplicas,
        maxReplicas,
        metrics == null ? only : metrics,
        behavior,
        Objects.requireNonNullElse(controller, Controller.DEFAULTS));
  }

  /** The per cent of the CPU requested that are to be used; empty where no metric is that. */
  OptionalInt cpuTarget() {
    return metrics.stream()
        .filter(HpaMetric::isCpuUtilization)
        .mapToInt(metric -> Math.toIntExact(metric.value()))
        .findFirst();
  }

  /**
   * The rules of both directions, as the API server returns them: it fills in what was left out.
   *
   * @param scaleUp {@link ScalingRules#DEFAULT_UP} where absent
   * @param scaleDown {@link ScalingRules#DEFAULT_DOWN} where absent
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Behavior(ScalingRules scaleUp, ScalingRules scaleDown) {
    /** What the API server makes of {@code behavior: {}}. */
    public static final Behavior DEFAULTS =
        new Behavior(ScalingRules.DEFAULT_UP, ScalingRules.DEFAULT_DOWN);

    /** Fills in what is absent. */
    public Behavior {
      scaleUp = Objects.requireNonNullElse(scaleUp, ScalingRules.DEFAULT_UP);
      scaleDown = Objects.requireNonNullElse(scaleDown, ScalingRules.DEFAULT_DOWN);
    }
  }

  /**
   * Flags of kube-controller-manager, {@code --horizontal-pod-autoscaler-...}.
   *
   * @param tolerance the share of the target within which nothing is done, 0 or more
   * @param downscaleStabilizationSeconds 0 or more
   * @param cpuInitializationPeriodSeconds after its start a pod's samples count only where it is
   *     ready and they are younger than that by a window; 0 or more
   * @param initialReadinessDelaySeconds a pod that became unready so early after its start was
   *     never ready; 0 or more
   * @param syncPeriodSeconds between two syncs, 1 or more
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Controller(
      double tolerance,
      int downscaleStabilizationSeconds,
      int cpuInitializationPeriodSeconds,
      int initialReadinessDelaySeconds,
      int syncPeriodSeconds) {
    /** Those of Kubernetes 1.34. */
    public static final Controller DEFAULTS = new Controller(0.1, 300, 300, 30, 15);

    /** Refuses what lies outside the ranges. */
    public Controller {
      if (!(tolerance >= 0)
          || downscaleStabilizationSeconds < 0
          || cpuInitializationPeriodSeconds < 0
          || initialReadinessDelaySeconds < 0
          || syncPeriodSeconds < 1) {
        throw new IllegalArgumentException(
            "The controller's settings are not below 0, and a sync period is 1 s at least.");
      }
    }
  }
}
