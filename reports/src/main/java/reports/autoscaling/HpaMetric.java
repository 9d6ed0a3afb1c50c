package reports.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * A metric of an autoscaler, and what it is to be. Names are those of {@code autoscaling/v2}.
 * Immutable.
 *
 * @param type where its value comes from
 * @param name of the resource, or of the metric
 * @param target what is compared with {@code value}
 * @param value the target: whole per cent of what pods request, else thousandths of the metric's
 *     unit; 1 or more
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HpaMetric(Type type, String name, Target target, long value) {
  private static final String CPU = "cpu";

  /** Refuses what Kubernetes would refuse. */
  public HpaMetric {
    Objects.requireNonNull(type, "A metric has a type, such as Resource.");
    Objects.requireNonNull(name, "A metric has a name.");
    Objects.requireNonNull(target, "A metric has a target, such as Utilization.");
    boolean known =
        switch (type) {
          case RESOURCE, CONTAINER_RESOURCE -> target != Target.VALUE;
          case PODS -> target == Target.AVERAGE_VALUE;
          case OBJECT, EXTERNAL -> target != Target.UTILIZATION;
        };
    if (!known || value < 1) {
      throw new IllegalArgumentException(
          "Metric %s of type %s can't have the target %s of %d."
              .formatted(name, type, target, value));
    }
  }

  /** The utilization of the CPU that pods request, in whole per cent. */
  public static HpaMetric cpu(int targetPercent) {
    return new HpaMetric(Type.RESOURCE, CPU, Target.UTILIZATION, targetPercent);
  }

  /** Whether it is the CPU of whole pods, which a recording has a sample of for each. */
  boolean isCpu() {
    return type == Type.RESOURCE && name.equals(CPU);
  }

  /** Whether it is the utilization of that CPU. */
  boolean isCpuUtilization() {
    return isCpu() && target == Target.UTILIZATION;
  }

  /** Its type and name. */
  String title() {
    return type.words + " " + name;
  }

  /** Where a metric's value comes from. */
  public enum Type {
    /** CPU or memory of pods, by the metrics API. */
    @JsonProperty("Resource")
    RESOURCE("Resource"),
    /** CPU or memory of one container of each pod. */
    @JsonProperty("ContainerResource")
    CONTAINER_RESOURCE("ContainerResource"),
    /** A value of each pod. */
    @JsonProperty("Pods")
    PODS("Pods"),
    /** One value, of an object of the cluster. */
    @JsonProperty("Object")
    OBJECT("Object"),
    /** One value, from outside of the cluster. */
    @JsonProperty("External")
    EXTERNAL("External");

    private final String words;

    Type(String words) {
      this.words = words;
    }

    /** The reason that the autoscaler's conditions give where it can't be computed. */
    String failure() {
      return "FailedGet" + words + "Metric";
    }
  }

  /** What is compared with the target. */
  public enum Target {
    /** What the pods use of what they request. */
    @JsonProperty("Utilization")
    UTILIZATION,
    /** The value, over the pods. */
    @JsonProperty("AverageValue")
    AVERAGE_VALUE,
    /** The value itself. */
    @JsonProperty("Value")
    VALUE
  }
}
