package environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Environment kubernetes in a cluster that stays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KubernetesEnvironmentIT {
  private static final String NAMESPACE = "headroom-test";

  private LocalCluster cluster;
  private KubernetesClient client;
  private Path kubeConfig;
  private String image;

  @BeforeAll
  void start() {
    cluster = LocalCluster.start(System.out::println);
    image = cluster.image();
    kubeConfig = cluster.kubeConfig();
    client = Clusters.connect(Clusters.kubeConfig(kubeConfig));
  }

  @AfterAll
  void stop() {
    if (client != null) {
      client.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void servesThroughTheEdgeIsChangedWithoutAnEndAndLeavesNothing() throws Exception {
    try (Environment environment = Environments.open(settings(2, PodSize.SMALL, 2, image))) {
      assertThat(status(environment.pods().getFirst().resolve("/api/courses"))).isEqualTo(200);
      assertThat(users(environment.database().orElseThrow())).isGreaterThan(100);
      Map<String, Object> sample = environment.sample();
      assertThat(sample).containsEntry("podsReady", 2L);
      assertThat(String.valueOf(sample.get("processes"))).contains("connections=40.0");
      assertThat(String.valueOf(environment.describe().get("podPrivileges")))
          .contains("pod-1={", "pod-2={", "program=java", "uids=[1001,", "Read-only file system");
      assertThat(environment.describe()).containsEntry("sharedCores", true);

      Rollouts rollouts = environment.rollouts().orElseThrow();
      List<String> before = pods();
      rollouts.restart();
      List<String> restarted = pods();
      assertThat(restarted).hasSize(2).doesNotContainAnyElementsOf(before);
      assertThat(rollouts.evict()).isEqualTo("2 pods, one by one");
      assertThat(pods()).hasSize(2).doesNotContainAnyElementsOf(restarted);
      assertThat(rollouts.updateThatFails()).isNotBlank();
      assertThat(status(environment.pods().getFirst().resolve("/api/courses"))).isEqualTo(200);
    }
    assertThat(client.namespaces().withName(NAMESPACE).get()).isNull();
  }

  @Test
  void refusesToDrainTheOnlyNode() {
    ClusterSettings draining =
        ClusterSettings.fixed(1)
            .with(PodSize.SMALL, 1)
            .in(kubeConfig, NAMESPACE, image)
            .drainingNodes(true);
    assertThatThrownBy(() -> Environments.open(settings(1, draining)))
        .isInstanceOf(EnvironmentUnavailable.class)
        .hasMessage(
            "the cluster has 1 node that takes pods, and to drain one needs 2: leave out"
                + " drain-nodes");
    assertThat(client.namespaces().withName(NAMESPACE).get()).isNull();
  }

  @Test
  void aRunThatIsGoneLeavesNoNodeCordoned() {
    String node = Cordon.nodesThatTakePods(client).iterator().next();
    Owner owner = new Owner("gone.1");
    NamespaceReaper reaper = NamespaceReaper.start(kubeConfig, NAMESPACE, owner.id(), true);
    var _ = Cordon.set(client, node, owner);
    assertThat(Cordon.nodesThatTakePods(client)).doesNotContain(node);

    reaper.close();

    assertThat(Cordon.nodesThatTakePods(client)).contains(node);
    assertThat(client.nodes().withLabel(Owner.LABEL).list().getItems()).isEmpty();
  }

  @Test
  void refusesANamespaceThatExistsAndLeavesItAlone() {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName("taken").endMetadata().build())
        .create();
    ClusterSettings taken =
        ClusterSettings.fixed(1).with(PodSize.SMALL, 1).in(kubeConfig, "taken", image);

    assertThatThrownBy(() -> Environments.open(settings(1, taken)))
        .isInstanceOf(EnvironmentUnavailable.class)
        .hasMessage(
            "namespace 'taken' exists already: give one that does not, which the run makes and"
                + " removes");
    assertThat(client.namespaces().withName("taken").get().getMetadata().getDeletionTimestamp())
        .isNull();
  }

  @Test
  void saysThatNobodyAnswers(@TempDir Path folder) throws IOException {
    Path nowhere =
        Files.writeString(
            folder.resolve("nowhere"),
            Files.readString(kubeConfig).replaceFirst("server: .*", "server: https://127.0.0.1:9"));
    ClusterSettings settings =
        ClusterSettings.fixed(1).in(nowhere, NAMESPACE, image).with(PodSize.SMALL, 1);

    assertThatThrownBy(() -> Environments.open(settings(1, settings)))
        .isInstanceOf(EnvironmentUnavailable.class)
        .hasMessageStartingWith("no cluster answers at https://127.0.0.1:9");
  }

  @Test
  void saysThatAnImageCanNotBeHad() {
    assertThatThrownBy(
            () -> Environments.open(settings(1, PodSize.SMALL, 1, "headroom/lms:never-made")))
        .isInstanceOf(EnvironmentUnavailable.class)
        .hasMessageContaining("headroom/lms:never-made")
        .hasMessageContaining("can't be had");
    assertThat(client.namespaces().withName(NAMESPACE).get()).isNull();
  }

  @Test
  void saysThatThereIsNoRoom() {
    PodSize large = new PodSize(900_000, 900_000, 384, 768);
    assertThatThrownBy(() -> Environments.open(settings(1, large, 1, image)))
        .isInstanceOf(EnvironmentUnavailable.class)
        .hasMessageContaining("the cluster has no room for pod")
        .hasMessageContaining("Insufficient cpu");
    assertThat(client.namespaces().withName(NAMESPACE).get()).isNull();
  }

  @Test
  void saysThatNothingMeasuresPodsWhereTheyAreToBeScaled() throws InterruptedException {
    var measuring =
        client.apps().deployments().inNamespace("kube-system").withName("metrics-server");
    measuring.scale(0);
    try {
      client
          .pods()
          .inNamespace("kube-system")
          .withLabel("k8s-app", "metrics-server")
          .informOnCondition(List::isEmpty)
          .get(2, TimeUnit.MINUTES);
      assertThatThrownBy(() -> Environments.open(settings(1, PodSize.SMALL, 5, image)))
          .isInstanceOf(EnvironmentUnavailable.class)
          .hasMessageStartingWith("the cluster has no metrics-server that answers");
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    } finally {
      measuring.scale(1);
      measuring.waitUntilReady(2, TimeUnit.MINUTES);
    }
    assertThat(client.namespaces().withName(NAMESPACE).get()).isNull();
  }

  private EnvironmentSettings settings(int pods, PodSize size, int podsMax, String itsImage) {
    return settings(
        pods, ClusterSettings.fixed(pods).with(size, podsMax).in(kubeConfig, NAMESPACE, itsImage));
  }

  private static EnvironmentSettings settings(int pods, ClusterSettings settings) {
    return EnvironmentSettings.embedded()
        .withPods(pods)
        .withData("small", 42)
        .inCluster("kubernetes", settings);
  }

  private List<String> pods() {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/component", "platform")
        .list()
        .getItems()
        .stream()
        .map(HasMetadata::getMetadata)
        .filter(pod -> pod.getDeletionTimestamp() == null)
        .map(pod -> pod.getName())
        .toList();
  }

  private static int status(URI address) throws IOException, InterruptedException {
    try (HttpClient visitor = Trustful.client()) {
      return visitor
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static int users(DatabaseAccess access) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM users")) {
      row.next();
      return row.getInt(1);
    }
  }
}
