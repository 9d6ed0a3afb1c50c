package environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
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
          database.existingSecret| ''          | missing: database.url
          operators[0].kind      | Role        | kind
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
  void needsNoClusterToBeRenderedEvenWhereItNeedsCertManagerToBeInstalled() {
    assertThat(chart.rendered("prod", Map.of())).contains("kind: Certificate");
  }

  @Test
  void letsOnlyNamedPeopleOperateIt() {
    assertThat(chart.rendered("prod", Map.of()))
        .contains("kind: RoleBinding", "kind: Group, name: \"lms-operators\"");
    assertThat(chart.rendered("dev", Map.of())).doesNotContain("kind: Role\n", "kind: RoleBinding");
  }

  @Test
  void limitsAnAddressAsComposeAndContainersDo() throws IOException {
    Path compose = ProjectRoot.locate().path().resolve("environments/compose/compose.yaml");
    Map<String, String> limits = new TreeMap<>(Containers.edgeSettings());
    limits.keySet().removeIf(name -> !name.matches("EDGE_(REQUESTS|SENSITIVE)_.*"));

    assertThat(limits).hasSize(4);
    limits.forEach(
        (name, value) -> {
          assertThat(chart.rendered("prod", Map.of()))
              .contains("{name: %s, value: \"%s\"}".formatted(name, value));
          assertThat(compose).content().contains("%s: \"%s\"".formatted(name, value));
        });
  }

  @Test
  void hasTheMigrationsJobInThePlainManifestsToo() {
    assertThat(chart.manifests())
        .contains("kind: Job", "lms.Migrate")
        .doesNotContain("helm.sh/hook");
  }

  @Test
  void isWhatThePlainManifestsSay() throws IOException {
    Path written = ProjectRoot.locate().path().resolve("environments/manifests/lms.yaml");
    assertThat(Files.readString(written))
        .as("run ./headroom manifests")
        .isEqualTo(chart.manifests());
  }
}
