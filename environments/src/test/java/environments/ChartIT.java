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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart before a real API server, by its own schemas and its own rules for pods. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChartIT {
  private static final String NAMESPACE = "lms";
  private static final int HTTPS_NODE_PORT = 30_443;
  private static final Duration READY = Duration.ofMinutes(5);

  private final Chart chart = Chart.ofTheProject();
  private final OwnDocker docker = OwnDocker.take();
  private K3sCluster cluster;
  private KubernetesClient client;

  @BeforeAll
  void start() {
    cluster =
        K3sCluster.start(docker.cli(), docker.lease(), docker.work(), List.of(HTTPS_NODE_PORT));
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeConfig()))
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
    docker.close();
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

  @Test
  void servesThroughTheEdgeWhereItIsInstalledAndLeavesNothingWhereItWas() throws Exception {
    PlatformImage image = docker.image();
    cluster.load(
        List.of(image.name(), Containers.MYSQL, "redis:8", "nginx:1.26"), System.out::println);
    String tag = image.name().substring(image.name().indexOf(':') + 1);
    chart.install(cluster.kubeConfig(), NAMESPACE, "dev", Map.of("image.tag", tag), READY);

    URI courses =
        URI.create(
            "https://" + cluster.host() + ':' + cluster.port(HTTPS_NODE_PORT) + "/api/courses");
    try (HttpClient visitor = Trustful.client()) {
      HttpResponse<String> answer =
          visitor.send(
              HttpRequest.newBuilder(courses).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo("{\"courses\":[],\"next\":null}");
    }
    Chart.test(cluster.kubeConfig(), NAMESPACE, READY);

    Chart.uninstall(cluster.kubeConfig(), NAMESPACE);
    client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/instance", "lms")
        .informOnCondition(List::isEmpty)
        .get(2, TimeUnit.MINUTES);
    assertThat(client.services().inNamespace(NAMESPACE).list().getItems()).isEmpty();
    assertThat(client.secrets().inNamespace(NAMESPACE).list().getItems()).isEmpty();
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
