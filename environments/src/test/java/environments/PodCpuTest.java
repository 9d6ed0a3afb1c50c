package environments;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodCpuTest {
  private final PodCpu cpu = new PodCpu(new KubernetesClientBuilder().build(), "lms");

  @Test
  void saysWhatAPodUsedAndWaitedBetweenTwoLooksOfTheKubelet() {
    cpu.look(exposition(10.0, 2.0, 1_000_000));
    cpu.look(exposition(13.0, 2.5, 1_010_000));

    assertThat(cpu.knownFigures())
        .containsOnly(Map.entry("lms-1", Map.of("cpu", 0.3, "throttledMillis", 50.0)));
  }

  @Test
  void keepsWhatItKnowsUntilTheKubeletHasLookedAgain() {
    cpu.look(exposition(10.0, 2.0, 1_000_000));
    cpu.look(exposition(13.0, 2.5, 1_010_000));
    cpu.look(exposition(13.0, 2.5, 1_010_000));

    assertThat(cpu.knownFigures().get("lms-1")).containsEntry("cpu", 0.3);
  }

  @Test
  void knowsNothingAfterOneLook() {
    cpu.look(exposition(10.0, 2.0, 1_000_000));

    assertThat(cpu.knownFigures()).isEmpty();
  }

  /** With the pod as a whole and a pod of another namespace, which don't count. */
  private static String exposition(double used, double throttled, long at) {
    return """
        # TYPE container_cpu_usage_seconds_total counter
        container_cpu_usage_seconds_total{container="",cpu="total",namespace="lms",pod="lms-1"} 99 %3$d
        container_cpu_usage_seconds_total{container="lms",cpu="total",namespace="lms",pod="lms-1"} %1$s %3$d
        container_cpu_usage_seconds_total{container="lms",cpu="total",namespace="x",pod="lms-2"} %1$s %3$d
        container_cpu_cfs_throttled_seconds_total{container="lms",id="/a",namespace="lms",pod="lms-1"} %2$s %3$d
        """
        .formatted(used, throttled, at);
  }
}
