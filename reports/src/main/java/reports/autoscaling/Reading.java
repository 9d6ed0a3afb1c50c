package reports.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import java.util.Objects;

/** What a metric of an autoscaler was at a sync. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "read")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Reading.Samples.class, name = "samples"),
  @JsonSubTypes.Type(value = Reading.OfPods.class, name = "pods"),
  @JsonSubTypes.Type(value = Reading.Total.class, name = "total"),
  @JsonSubTypes.Type(value = Reading.Unread.class, name = "unread")
})
@JsonIgnoreProperties(ignoreUnknown = true)
public sealed interface Reading {
  /** CPU: the samples of the sync's pods. */
  record Samples() implements Reading {}

  /**
   * A value of each pod that has one.
   *
   * @param milli thousandths of the metric's unit by the name of the pod
   */
  record OfPods(Map<String, Long> milli) implements Reading {
    /** Copies the values. */
    public OfPods {
      milli = Map.copyOf(Objects.requireNonNullElse(milli, Map.of()));
    }
  }

  /**
   * One value for all.
   *
   * @param milli thousandths of the metric's unit
   */
  record Total(long milli) implements Reading {}

  /**
   * None: the autoscaler got no value, or the recorder could not read it.
   *
   * @param why a phrase
   * @param byAutoscaler whether the autoscaler had none either
   */
  record Unread(String why, boolean byAutoscaler) implements Reading {}
}
