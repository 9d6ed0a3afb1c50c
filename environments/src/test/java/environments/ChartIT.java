package environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
  private static final String APART = "lms-apart";
  private static final String BARE = "bare";
  private static final int HTTPS_NODE_PORT = 30_443;
  private static final int HTTPS_NODE_PORT_APART = 30_444;
  private static final Duration READY = Duration.ofMinutes(5);

  private final Chart chart = Chart.ofTheProject();
  private final OwnDocker docker = OwnDocker.take();
  private K3sCluster cluster;
  private KubernetesClient client;
  private PlatformImage image;
  private NextVersion next;
  private StoresApart stores;

  @BeforeAll
  void start() throws IOException {
    image = docker.image();
    next = NextVersion.of(image, docker.cli(), docker.work().path().resolve("next"));
    cluster =
        K3sCluster.start(
            docker.cli(),
            docker.lease(),
            docker.work(),
            List.of(HTTPS_NODE_PORT, HTTPS_NODE_PORT_APART));
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeConfig()))
            .build();
    for (String namespace : List.of(NAMESPACE, APART, BARE)) {
      Namespace restricted =
          new NamespaceBuilder()
              .withNewMetadata()
              .withName(namespace)
              .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
              .endMetadata()
              .build();
      client.resource(restricted).create();
    }
    cluster.load(
        List.of(image.name(), next.name(), Containers.MYSQL, Containers.REDIS, Containers.NGINX),
        System.out::println);
    stores = StoresApart.start(client);
  }

  @AfterAll
  void stop() {
    if (client != null) {
      client.close();
    }
    try (docker) {
      if (next != null) {
        next.close();
      }
    }
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
    Map<String, String> set = Map.of("image.tag", tag(image.name()));
    chart.install(cluster.kubeConfig(), NAMESPACE, "dev", set, READY);

    URI courses = edge(HTTPS_NODE_PORT).resolve("/api/courses");
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

  @Test
  void bringsTheSchemaUpToDateBeforeTheFirstPodsAndBesideOldOnesThatServeOn() throws Exception {
    client.resource(stores.secret("lms-stores")).inNamespace(APART).create();
    stores.await();
    chart.install(cluster.kubeConfig(), APART, "staging", apart(image.name()), READY);
    Pod old = platformPod(image.name());
    Map<String, String> certificate = certificate();

    List<String> answers;
    try (Visitors visitors = Visitors.of(edge(HTTPS_NODE_PORT_APART))) {
      chart.update(cluster.kubeConfig(), APART, "staging", apart(next.name()), READY);
      answers = visitors.answers();
    }

    assertThat(answers).hasSizeGreaterThan(20).contains("201").containsOnly("200", "201");
    Pod now = platformPod(next.name());
    assertThat(certificate()).as("another one would close held connections").isEqualTo(certificate);
    // None of the two migrates by itself: the new one would not even start without the second job.
    assertThat(client.configMaps().inNamespace(APART).withName("lms").get().getData())
        .containsEntry("LMS_DATABASE_MIGRATE", "false");
    List<String> jobs = completedJobs();
    assertThat(jobs).hasSize(2);
    assertThat(old.getMetadata().getCreationTimestamp()).isGreaterThanOrEqualTo(jobs.getFirst());
    assertThat(now.getMetadata().getCreationTimestamp()).isGreaterThanOrEqualTo(jobs.getLast());
    assertOperatorsMay("get", "pods", true);
    assertOperatorsMay("patch", "deployments", true);
    assertOperatorsMay("get", "secrets", false);
  }

  @Test
  void saysWhatTheClusterLacksBeforeAnythingIsInstalled() {
    Map<String, String> selfSigned = Map.of("edge.tls.from", "self-signed");

    assertThatThrownBy(() -> chart.install(cluster.kubeConfig(), BARE, "staging", Map.of(), READY))
        .hasMessageContaining("edge.tls.from is cert-manager, which this cluster does not have");
    assertThatThrownBy(
            () -> chart.install(cluster.kubeConfig(), BARE, "staging", selfSigned, READY))
        .hasMessageContaining("secret lms-stores in namespace bare lacks LMS_DATABASE_URL");
    client
        .resource(
            new SecretBuilder(stores.secret("lms-stores"))
                .removeFromStringData("LMS_REDIS_URL")
                .build())
        .inNamespace(BARE)
        .create();
    assertThatThrownBy(
            () -> chart.install(cluster.kubeConfig(), BARE, "staging", selfSigned, READY))
        .hasMessageContaining("secret lms-stores in namespace bare lacks LMS_REDIS_URL");
    assertThat(client.pods().inNamespace(BARE).list().getItems()).isEmpty();
  }

  /** Staging as it is, but small, and without what only a real cluster has. */
  private static Map<String, String> apart(String image) {
    return Map.ofEntries(
        Map.entry("image.tag", tag(image)),
        Map.entry("autoscaling.enabled", "false"),
        Map.entry("replicas", "1"),
        Map.entry("resources.requests.cpu", "100m"),
        Map.entry("drainSeconds", "3"),
        Map.entry("edge.tls.from", "self-signed"),
        Map.entry("edge.service.type", "NodePort"),
        Map.entry("edge.service.httpsNodePort", Integer.toString(HTTPS_NODE_PORT_APART)),
        Map.entry("operators[0].kind", "Group"),
        Map.entry("operators[0].name", "on-call"));
  }

  private Map<String, String> certificate() {
    return client.secrets().inNamespace(APART).withName("lms-edge-tls").require().getData();
  }

  private static String tag(String image) {
    return image.substring(image.indexOf(':') + 1);
  }

  private URI edge(int nodePort) {
    return URI.create("https://" + cluster.host() + ':' + cluster.port(nodePort));
  }

  private Pod platformPod(String itsImage) {
    return client
        .pods()
        .inNamespace(APART)
        .withLabel("app.kubernetes.io/component", "platform")
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getSpec().getContainers().getFirst().getImage().equals(itsImage))
        .findFirst()
        .orElseThrow();
  }

  /** When each of the migration's jobs was over, the first first; Helm has removed them since. */
  private List<String> completedJobs() {
    return client.v1().events().inNamespace(APART).list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getKind().equals("Job"))
        .filter(event -> event.getReason().equals("Completed"))
        .map(Event::getFirstTimestamp)
        .sorted()
        .toList();
  }

  private void assertOperatorsMay(String verb, String resource, boolean allowed) {
    SubjectAccessReview review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser("somebody")
            .withGroups("on-call")
            .withNewResourceAttributes()
            .withNamespace(APART)
            .withVerb(verb)
            .withGroup(resource.equals("deployments") ? "apps" : "")
            .withResource(resource)
            .withName("lms")
            .endResourceAttributes()
            .endSpec()
            .build();
    assertThat(client.resource(review).create().getStatus().getAllowed())
        .as(verb + " " + resource)
        .isEqualTo(allowed);
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

  /** All objects, the migration's job included, but those that only another program knows. */
  private List<HasMetadata> objects(String values) {
    Map<String, String> set = values.equals("dev") ? Map.of() : Chart.WITHOUT_HOOK;
    String manifests = chart.rendered(values, set);
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
