package environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/** The chart before a real API server, by its own schemas and its own rules for pods. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChartIT {
  private static final String NAMESPACE = "lms";

  private final Chart chart = Chart.ofTheProject();
  private final K3sContainer k3s =
      new K3sContainer(DockerImageName.parse("rancher/k3s:v1.34.4-k3s1"));
  private KubernetesClient client;

  @BeforeAll
  void start() {
    k3s.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(k3s.getKubeConfigYaml()))
            .build();
    Namespace restricted =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(NAMESPACE)
            .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
            .endMetadata()
            .build();
    client.resource(restricted).create();
  }

  @AfterAll
  void stop() {
    if (client != null) {
      client.close();
    }
    k3s.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "prod"})
  void isAcceptedByTheApiServerWithEachValuesFile(String values) {
    for (HasMetadata object : objects(values)) {
      assertThatCode(() -> tryOut(object)).as(object.getKind()).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "prod"})
  void makesOnlyPodsThatTheRestrictedProfileAdmits(String values) {
    List<PodTemplateSpec> templates =
        objects(values).stream().flatMap(object -> template(object).stream()).toList();

    assertThat(templates).hasSizeGreaterThanOrEqualTo(2);
    for (PodTemplateSpec template : templates) {
      Pod pod =
          new PodBuilder()
              .withNewMetadata()
              .withName("tried")
              .withNamespace(NAMESPACE)
              .endMetadata()
              .withSpec(template.getSpec())
              .build();
      pod.getSpec().setServiceAccountName("default");
      assertThatCode(() -> tryOut(pod)).doesNotThrowAnyException();
    }
  }

  /** The API server checks everything, unknown fields included, and keeps nothing. */
  private void tryOut(HasMetadata object) {
    client
        .resource(object)
        .inNamespace(NAMESPACE)
        .dryRun()
        .fieldValidation(FieldValidateable.Validation.STRICT)
        .create();
  }

  /** All objects but those of kinds that only another program brings. */
  private List<HasMetadata> objects(String values) {
    String manifests = chart.rendered(values, Map.of());
    return client
        .load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8)))
        .items()
        .stream()
        .filter(object -> !object.getApiVersion().startsWith("cert-manager.io/"))
        .toList();
  }

  /** The controller would add a volume for each claim. */
  private static PodTemplateSpec withClaimedVolumes(StatefulSet set) {
    return new PodTemplateSpecBuilder(set.getSpec().getTemplate())
        .editSpec()
        .addAllToVolumes(
            set.getSpec().getVolumeClaimTemplates().stream()
                .map(claim -> claim.getMetadata().getName())
                .map(
                    name ->
                        new VolumeBuilder().withName(name).withNewEmptyDir().endEmptyDir().build())
                .toList())
        .endSpec()
        .build();
  }

  private static Optional<PodTemplateSpec> template(HasMetadata object) {
    return Optional.ofNullable(
        switch (object) {
          case Deployment deployment -> deployment.getSpec().getTemplate();
          case StatefulSet set -> withClaimedVolumes(set);
          case Job job -> job.getSpec().getTemplate();
          default -> null;
        });
  }
}
