package reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.autoscaling.HpaMetric;
import reports.autoscaling.HpaMetric.Target;
import reports.autoscaling.HpaSpec;
import reports.autoscaling.HpaStatus;
import reports.autoscaling.PodState;
import reports.autoscaling.PodState.Phase;
import reports.autoscaling.PodState.Sample;
import reports.autoscaling.Reading;
import reports.autoscaling.ScalingRules;
import reports.autoscaling.ScalingRules.Policy;
import reports.autoscaling.ScalingRules.PolicyType;
import reports.autoscaling.ScalingRules.SelectPolicy;
import reports.autoscaling.Sync;

/** The lines of {@code autoscaling.jsonl}, written as a map, as an environment does, and read. */
class AutoscalingLinesTest {
  /** A line as README.md describes it. */
  private static final String LINE =
      """
      {"schema":1,"t":1700000015000,
       "spec":{"minReplicas":3,"maxReplicas":20,"targetUtilizationPercent":70,
        "behavior":{
         "scaleUp":{"stabilizationWindowSeconds":0,"selectPolicy":"Max","policies":[
          {"type":"Pods","value":4,"periodSeconds":15},
          {"type":"Percent","value":100,"periodSeconds":15}]},
         "scaleDown":{"stabilizationWindowSeconds":300,"selectPolicy":"Min","policies":[
          {"type":"Percent","value":10,"periodSeconds":60}],"tolerance":0.05}},
        "controller":{"tolerance":0.1,"downscaleStabilizationSeconds":300,
         "cpuInitializationPeriodSeconds":300,"initialReadinessDelaySeconds":30,
         "syncPeriodSeconds":15}},
       "specReplicas":3,"statusReplicas":3,
       "pods":[
        {"name":"lms-a","phase":"Running","deleting":false,"startTime":1699999900000,
         "ready":true,"readyTransitionTime":1699999920000,"requestMillicores":1000,
         "sample":{"millicores":930,"timestamp":1700000004000,"windowMillis":15000}},
        {"name":"lms-b","phase":"Pending","deleting":false,"startTime":null,
         "ready":null,"readyTransitionTime":null,"requestMillicores":1000,"sample":null}],
       "status":{"desiredReplicas":4,"currentUtilizationPercent":93,
        "ableToScale":"SucceededRescale","scalingActive":"ValidMetricFound",
        "scalingLimited":"DesiredWithinRange"},
       "unheardOf":1}
      """
          .replace("\n", "");

  private static final List<Reading> CPU = List.of(new Reading.Samples());

  @TempDir Path runs;
  private RunFolder folder;

  @BeforeEach
  void create() {
    folder = RunFolder.create(runs, "autoscaling", "0123456", Instant.EPOCH);
  }

  private List<Sync> read() {
    List<Sync> read = new ArrayList<>();
    folder.readAutoscaling(read::add);
    return read;
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.path().resolve("autoscaling.jsonl"), text);
  }

  private static Sync expected() {
    PodState running =
        new PodState(
            "lms-a",
            Phase.RUNNING,
            false,
            1_699_999_900_000L,
            true,
            1_699_999_920_000L,
            1_000L,
            new Sample(930, 1_700_000_004_000L, 15_000));
    PodState pending = new PodState("lms-b", Phase.PENDING, false, null, null, null, 1_000L, null);
    ScalingRules down =
        new ScalingRules(
            300, SelectPolicy.MIN, List.of(new Policy(PolicyType.PERCENT, 10, 60)), 0.05);
    HpaSpec spec =
        new HpaSpec(
            3,
            20,
            List.of(HpaMetric.cpu(70)),
            new HpaSpec.Behavior(ScalingRules.DEFAULT_UP, down),
            HpaSpec.Controller.DEFAULTS);
    HpaStatus status =
        new HpaStatus(4, 93, "SucceededRescale", "ValidMetricFound", "DesiredWithinRange");
    return new Sync(1, 1_700_000_015_000L, spec, 3, 3, List.of(running, pending), CPU, status);
  }

  @Test
  void readsALineAsItIsDescribed() throws IOException {
    write(LINE + "\n");
    assertThat(read()).containsExactly(expected());
  }

  @Test
  void readsBackTheSyncThatItWrote() {
    try (JsonLines lines = folder.autoscaling()) {
      lines.append(expected());
    }
    assertThat(read()).containsExactly(expected());
  }

  @Test
  void takesTheDefaultsOfKubernetesForWhatTheEnvironmentDoesNotSay() {
    Map<String, Object> spec =
        Map.of(
            "minReplicas",
            3,
            "maxReplicas",
            20,
            "targetUtilizationPercent",
            70,
            "behavior",
            Map.of());
    try (JsonLines lines = folder.autoscaling()) {
      lines.append(
          15_000, Map.of("spec", spec, "specReplicas", 3, "statusReplicas", 3, "pods", List.of()));
    }
    assertThat(read())
        .containsExactly(
            new Sync(
                1,
                15_000,
                new HpaSpec(
                    3,
                    20,
                    List.of(HpaMetric.cpu(70)),
                    HpaSpec.Behavior.DEFAULTS,
                    HpaSpec.Controller.DEFAULTS),
                3,
                3,
                List.of(),
                CPU,
                null));
  }

  @Test
  void readsBackEveryKindOfMetricAndOfReading() {
    List<HpaMetric> metrics =
        List.of(
            HpaMetric.cpu(70),
            new HpaMetric(HpaMetric.Type.PODS, "requests", Target.AVERAGE_VALUE, 50_000),
            new HpaMetric(HpaMetric.Type.OBJECT, "latency", Target.VALUE, 200),
            new HpaMetric(HpaMetric.Type.RESOURCE, "memory", Target.UTILIZATION, 80));
    List<Reading> readings =
        List.of(
            new Reading.Samples(),
            new Reading.OfPods(Map.of("lms-a", 8_000L)),
            new Reading.Total(317),
            new Reading.Unread("the recorder does not ask for it", false));
    HpaSpec spec = new HpaSpec(3, 20, metrics, null, HpaSpec.Controller.DEFAULTS);
    Sync sync = new Sync(1, 15_000, spec, 3, 3, List.of(), readings, null);
    try (JsonLines lines = folder.autoscaling()) {
      lines.append(sync);
    }
    assertThat(read()).containsExactly(sync);
  }

  @Test
  void readsMetricsAsTheyAreDescribed() throws IOException {
    write(
        LINE.replace(
                    "\"targetUtilizationPercent\":70",
                    "\"metrics\":[{\"type\":\"Resource\",\"name\":\"cpu\",\"target\":\"Utilization\","
                        + "\"value\":70},{\"type\":\"External\",\"name\":\"queue\","
                        + "\"target\":\"AverageValue\",\"value\":10000}]")
                .replace(
                    "\"status\":",
                    "\"readings\":[{\"read\":\"samples\"},{\"read\":\"total\",\"milli\":7}],\"status\":")
            + "\n");
    assertThat(read().getFirst().readings())
        .containsExactly(new Reading.Samples(), new Reading.Total(7));
    assertThat(read().getFirst().spec().metrics().get(1))
        .isEqualTo(new HpaMetric(HpaMetric.Type.EXTERNAL, "queue", Target.AVERAGE_VALUE, 10_000));
  }

  @Test
  void namesTheLineThatSaysTooLittle() throws IOException {
    write("{\"schema\":1,\"t\":1,\"specReplicas\":3,\"statusReplicas\":3}\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(UnreadableEvidence.class)
        .hasMessageStartingWith("autoscaling.jsonl line 1: ")
        .hasMessageContaining("A sync has a spec.");
  }

  @Test
  void refusesASchemaVersionThatItDoesNotKnow() throws IOException {
    write(LINE.replace("\"schema\":1", "\"schema\":2") + "\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(UnreadableEvidence.class)
        .hasMessage("autoscaling.jsonl line 1 has schema version 2, and this reader knows only 1");
  }

  @Test
  void isCoveredByTheSeal() throws IOException {
    write(LINE + "\n");
    assertThat(Seal.of(folder.path())).containsOnlyKeys("autoscaling.jsonl");
    SortedMap<String, String> seal = Seal.of(folder.path());
    write(LINE.replace("930", "931") + "\n");
    assertThat(Seal.broken(folder.path(), seal))
        .containsExactly("autoscaling.jsonl was changed after the run");
  }
}
