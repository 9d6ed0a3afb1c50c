package environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
  private final Chart chart = Chart.ofTheProject();

  @Test
  void hasNothingThatHelmFindsFaultWith() {
    assertThat(chart.lint()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "prod"})
  void rendersWithEachValuesFile(String values) {
    assertThat(chart.rendered(values, Map.of()))
        .contains("kind: Deployment", "runAsUser: 1001", "readOnlyRootFilesystem: true")
        .contains("enableServiceLinks: false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          autoscaling.max        | many        | autoscaling
          autoscaling.min        | 30          | autoscaling.min is 30
          edge.tls.from          | nowhere     | from
          database.migration     | never       | migration
          database.existingSecret| ''          | database.url is missing
          edge.limits.burst      | 3           | burst
          settings.databasePool  | 0           | databasePool
          redisUrl               | 127.0.0.1   | redisUrl
          """)
  void namesAValueThatIsWrong(String path, String value, String named) {
    assertThatThrownBy(() -> chart.rendered("prod", Map.of(path, value)))
        .hasMessageContaining(named);
  }

  @Test
  void keepsTheDatabasesConnectionsBelowItsLimit() {
    String rendered = chart.rendered("dev", Map.of());
    assertThat(rendered).contains("--max-connections=450", "LMS_DATABASE_POOL: \"20\"");
    assertThat(chart.rendered("prod", Map.of())).contains("maxReplicas: 20");
  }

  @Test
  void isWhatThePlainManifestsSay() throws IOException {
    Path written = ProjectRoot.locate().path().resolve("environments/manifests/lms.yaml");
    assertThat(Files.readString(written))
        .as("run ./headroom manifests")
        .isEqualTo(chart.manifests());
  }
}
