package environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentSettingsTest {
  @TempDir Path folder;

  @Test
  void nameAnEnvironmentThatThereIsNot() {
    assertThatThrownBy(() -> EnvironmentSettings.embedded().withName("embeded"))
        .hasMessageContaining("embeded");
  }

  @Test
  void nameWhatEnvironmentKubernetesLacks() {
    assertThatThrownBy(() -> EnvironmentSettings.embedded().withName("kubernetes"))
        .hasMessage("environment kubernetes needs a kubeconfig");
  }

  @Test
  void refuseInOtherEnvironmentsWhatBelongsToKubernetes() {
    ClusterSettings elsewhere =
        ClusterSettings.fixed(1).in(Path.of("kubeconfig"), "lms", "headroom/lms:1");

    assertThatThrownBy(() -> EnvironmentSettings.embedded().inCluster("k3s", elsewhere))
        .hasMessage(
            "kubeconfig, namespace and image belong to environment kubernetes only, not to k3s");
  }

  @Test
  void takeLoadGeneratorsWhereTheyCanBePodsOnly() {
    ClusterSettings two = ClusterSettings.fixed(1).withGenerators(2, null);
    EnvironmentSettings embedded = EnvironmentSettings.embedded();

    assertThat(embedded.inCluster("k3s", two).cluster().generators()).isEqualTo(2);
    assertThatThrownBy(() -> embedded.inCluster("embedded", two))
        .hasMessage("load generators run as pods in k3s and kubernetes only, not in embedded");
    assertThatThrownBy(
            () -> embedded.inCluster("kubernetes", two.in(Path.of("kubeconfig"), "lms", "lms:1")))
        .hasMessage("environment kubernetes needs the load generators' image");
    assertThatThrownBy(() -> embedded.inCluster("k3s", two.withGenerators(2, "generator:1")))
        .hasMessage(
            "the load generators' image belongs to environment kubernetes only, not to k3s");
  }

  @Test
  void takeFaultsWhereTheRunStartsEverythingOnThisMachineOnly() {
    EnvironmentSettings embedded = EnvironmentSettings.embedded().withFaults();
    ClusterSettings cluster =
        ClusterSettings.fixed(1).in(Path.of("kubeconfig"), "lms", "headroom/lms:1");

    assertThat(embedded.withName("containers").faults()).isTrue();
    assertThat(embedded.withName("k3s").faults()).isTrue();
    assertThatThrownBy(() -> embedded.inCluster("kubernetes", cluster))
        .hasMessageContaining("faults are done to what a run starts on this machine only");
    assertThatThrownBy(
            () ->
                EnvironmentSettings.remote(URI.create("http://example"), Path.of("seed.json"))
                    .withFaults())
        .hasMessageContaining("not in environment remote");
  }

  @Test
  void leadToNoClusterWhereTheKubeconfigIsMissingOrNone() throws Exception {
    assertOpens(folder.resolve("missing"), "can't be read");
    assertOpens(Files.writeString(folder.resolve("empty"), "{}"), "has no current context");
  }

  private static void assertOpens(Path kubeConfig, String why) {
    ClusterSettings cluster = ClusterSettings.fixed(1).in(kubeConfig, "lms", "headroom/lms:1");

    assertThatThrownBy(
            () ->
                Environments.open(EnvironmentSettings.embedded().inCluster("kubernetes", cluster)))
        .isInstanceOf(EnvironmentUnavailable.class)
        .hasMessageContaining(why);
  }
}
