package environments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PrometheusTextTest {
  @Test
  void sumsSamplesOfOneNameAndLeavesOthersOut() {
    String text =
        """
        # HELP lms_x_total what it is
        # TYPE lms_x_total counter
        lms_x_total{endpoint="/a{id}",status="200"} 2.0
        lms_x_total{endpoint="/b",status="200"} 3 1700000000000
        lms_plain 1.5
        jvm_other 9
        lms_odd +Inf
        """;

    assertThat(PrometheusText.sums(text, series -> !series.contains("/b")))
        .containsEntry("lms_x_total", 2.0)
        .containsEntry("lms_plain", 1.5)
        .doesNotContainKeys("jvm_other", "lms_odd");
    assertThat(PrometheusText.sums(text, series -> true)).containsEntry("lms_x_total", 5.0);
  }
}
