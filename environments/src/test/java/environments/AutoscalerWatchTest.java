package environments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AutoscalerWatchTest {
  @Test
  void readsSamplesOfPodsAsTheMetricsApiWritesThem() {
    String list =
        """
        {"kind": "PodMetricsList", "items": [
          {"metadata": {"name": "lms-1"}, "timestamp": "2026-11-24T19:46:54Z", "window": "17.298s",
           "containers": [{"name": "lms", "usage": {"cpu": "105000001n", "memory": "300Mi"}},
                          {"name": "beside", "usage": {"cpu": "2m", "memory": "1Mi"}}]},
          {"metadata": {"name": "lms-2"}, "timestamp": "2026-11-24T19:46:54Z", "window": "1m2.5s",
           "containers": []}]}
        """;

    long at = 1_795_549_614_000L;
    assertThat(AutoscalerWatch.samples(list))
        .containsOnly(
            Map.entry(
                "lms-1", Map.of("millicores", 108L, "timestamp", at, "windowMillis", 17_298L)),
            Map.entry("lms-2", Map.of("millicores", 0L, "timestamp", at, "windowMillis", 62_500L)));
  }
}
