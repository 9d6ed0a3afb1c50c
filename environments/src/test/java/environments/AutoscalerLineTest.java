package environments;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class AutoscalerLineTest {
  private static final String AUTOSCALER =
      """
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: lms}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: lms}
        minReplicas: 3
        maxReplicas: 20
        metrics:
          - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}
          - {type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 300Mi}}}
          - {type: Pods, pods: {metric: {name: requests}, target: {type: AverageValue, averageValue: 50}}}
          - type: Object
            object:
              describedObject: {apiVersion: v1, kind: Service, name: lms}
              metric: {name: latency}
              target: {type: Value, value: 200m}
          - {type: External, external: {metric: {name: queue}, target: {type: AverageValue, averageValue: 10}}}
          - {type: External, external: {metric: {name: late}, target: {type: Value, value: 1}}}
      status:
        currentReplicas: 3
        desiredReplicas: 8
        currentMetrics:
          - {type: Resource, resource: {name: cpu, current: {averageUtilization: 71, averageValue: 36m}}}
          - {type: ""}
          - {type: Pods, pods: {metric: {name: requests}, current: {averageValue: 60}}}
          - type: Object
            object:
              describedObject: {apiVersion: v1, kind: Service, name: lms}
              metric: {name: latency}
              current: {value: 317m}
          - {type: External, external: {metric: {name: queue}, current: {averageValue: 25}}}
          - {type: ""}
        conditions:
          - {type: AbleToScale, status: "True", reason: SucceededRescale}
          - {type: ScalingActive, status: "True", reason: ValidMetricFound}
      """;

  private final Map<String, Object> line =
      AutoscalerLine.of(
          Serialization.unmarshal(AUTOSCALER, HorizontalPodAutoscaler.class), 3, 4, List.of());

  @Test
  void saysAllMetricsOfTheSpecification() {
    assertThat(line.get("spec"))
        .extracting("metrics")
        .isEqualTo(
            List.of(
                metric("Resource", "cpu", "Utilization", 70),
                metric("Resource", "memory", "AverageValue", 314_572_800_000L),
                metric("Pods", "requests", "AverageValue", 50_000),
                metric("Object", "latency", "Value", 200),
                metric("External", "queue", "AverageValue", 10_000),
                metric("External", "late", "Value", 1_000)));
  }

  @Test
  void saysWhatWasReadOfEachAndWhatWasNot() {
    assertThat(line.get("readings"))
        .isEqualTo(
            List.of(
                Map.of("read", "samples"),
                unread("the autoscaler states no value of it", true),
                unread("of values of single pods, CPU alone is read", false),
                Map.of("read", "total", "milli", 317L),
                // 25 on average of four
                Map.of("read", "total", "milli", 100_000L),
                unread("the autoscaler states no value of it", true)));
  }

  @Test
  void saysWhatTheAutoscalerSaysOfItself() {
    assertThat(line.get("status"))
        .isEqualTo(
            Map.of(
                "desiredReplicas",
                8,
                "currentUtilizationPercent",
                71,
                "ableToScale",
                "SucceededRescale",
                "scalingActive",
                "ValidMetricFound"));
  }

  @Test
  void saysThatNothingWasReadWhereTheAutoscalerIsTooNewToStateAnything() {
    HorizontalPodAutoscaler young =
        Serialization.unmarshal(AUTOSCALER, HorizontalPodAutoscaler.class);
    young.getStatus().setCurrentMetrics(null);
    young.getStatus().setDesiredReplicas(0);
    young.getStatus().setConditions(null);

    Map<String, Object> first = AutoscalerLine.of(young, 3, 3, List.of());

    assertThat(first.get("status")).isEqualTo(Map.of("desiredReplicas", 0));
    assertThat(first.get("readings"))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .contains(unread("the autoscaler states no value of it", true));
  }

  private static Map<String, Object> metric(String type, String name, String target, long value) {
    return Map.of("type", type, "name", name, "target", target, "value", value);
  }

  private static Map<String, Object> unread(String why, boolean byAutoscaler) {
    return Map.of("read", "unread", "why", why, "byAutoscaler", byAutoscaler);
  }
}
