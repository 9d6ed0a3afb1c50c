package loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import environments.LocalCluster;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetActionBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import loadtests.settings.ProjectRoot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import reports.judge.Judge;
import reports.judge.Verdict;
import reports.run.Ending;
import reports.run.ProbeAttempt;
import reports.run.RunFolder;

/**
 * Runs of {@code rolling-update} in a cluster that stays: deployments that lose requests when they
 * are changed, each in its own way, are found out by failures that began with the change.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 12, unit = TimeUnit.MINUTES)
final class RunsInAClusterIT {
  private static final Duration RUN = Duration.ofMinutes(9);
  private static final Duration ENDING = Duration.ofMinutes(2);
  private static final int REQUEST_SECONDS = 2;

  /**
   * The image's entry point under a shell that kills the platform half a second after it was asked
   * to end. The pod's own grace can't be that short: Kubernetes knows whole seconds, and gives a
   * container two even where one is asked for.
   */
  private static final List<String> HALF_A_SECOND =
      List.of(
          "bash",
          "-c",
          "java @/app/jvm.options -XX:AOTCache=/app/lms.aot -cp /app/lms.jar lms.Main & lms=$!;"
              + " trap 'kill -TERM $lms; sleep 0.5; kill -KILL $lms' TERM; wait $lms");

  private static final String EDGE_TEMPLATE = "default.conf.template";
  private static final String TO_THE_SERVICE = "proxy_pass http://platform;";
  private static final String TRIED_TWICE = "proxy_next_upstream error timeout;";
  private static final int POD_PORT = 8080;

  private LocalCluster cluster;
  private KubernetesClient client;

  @BeforeAll
  void start() {
    cluster = OwnCluster.shared().cluster();
    client = OwnCluster.shared().client();
  }

  @Test
  void podsThatEndWithoutADrainAreRefuted() throws Exception {
    try (RealRun run = begin("no-drain", 3, 100, "80s")) {
      lookPodsUp("no-drain");
      EnvVar none = new EnvVar("LMS_DRAIN_SECONDS", "0", null);
      change("no-drain", 3, pod -> pod.getContainers().getFirst().getEnv().add(none));

      assertRefuted(run);
    }
  }

  /** The other way round: what refutes pods without a drain is not the edge that looks them up. */
  @Test
  @Tag("long")
  void podsThatDrainBehindAnEdgeThatLooksThemUpAreNotRefuted() throws Exception {
    try (RealRun run = begin("looked-up", 3, 100, "80s")) {
      lookPodsUp("looked-up");
      var _ = run.await(RUN);
      assertThat(verdict(run)).as(run.output()).isNotInstanceOf(Verdict.Refuted.class);
      assertThat(failed(run.folder())).as("failed probes").isEmpty();
    }
  }

  @Test
  @Tag("long")
  void halfASecondOfGraceForRequestsOfTwoSecondsIsRefuted() throws Exception {
    try (RealRun run = begin("no-grace", 3, 20, "90s")) {
      change("no-grace", 3, pod -> pod.getContainers().getFirst().setCommand(HALF_A_SECOND));
      try (var _ = SlowWrites.of(client, "no-grace", Duration.ofSeconds(REQUEST_SECONDS))) {
        assertRefuted(run);
      }
    }
  }

  @Test
  @Tag("long")
  void livenessThatAsksTheDatabaseIsRefutedWhenThatIsPausedForLonger() throws Exception {
    try (RealRun run = begin("liveness", 3, 100, "60s")) {
      Probe asking =
          new ProbeBuilder()
              .withHttpGet(
                  new HTTPGetActionBuilder()
                      .withPath("/api/health")
                      .withPort(new IntOrString("http"))
                      .build())
              .withPeriodSeconds(2)
              .withTimeoutSeconds(1)
              .withFailureThreshold(3)
              .build();
      change("liveness", 3, pod -> pod.getContainers().getFirst().setLivenessProbe(asking));
      run.awaitEvent("rollout", "restart 1");
      FrozenMySql.freeze(client, "liveness", Duration.ofSeconds(15));
      assertThat(restarted("liveness")).as("pods that were restarted").isNotEmpty();

      assertRefuted(run);
    }
  }

  @Test
  @Tag("long")
  void theOnlyPodThatMayBeMissingIsRefuted() throws Exception {
    try (RealRun run = begin("one-replica", 1, 100, "40s")) {
      deployed("one-replica", 1);
      deployment("one-replica", "lms")
          .edit(
              deployment -> {
                var rolling = deployment.getSpec().getStrategy().getRollingUpdate();
                rolling.setMaxUnavailable(new IntOrString(1));
                rolling.setMaxSurge(new IntOrString(0));
                return deployment;
              });

      assertRefuted(run);
    }
  }

  @Test
  void aRunThatIsKilledLeavesNothing() throws Exception {
    try (RealRun run = begin("killed", 1, 100, "60s")) {
      deployment("killed", "lms").waitUntilCondition(Objects::nonNull, 3, TimeUnit.MINUTES);
      run.end(true);
      var _ = run.await();
    }
    client.namespaces().withName("killed").waitUntilCondition(Objects::isNull, 3, TimeUnit.MINUTES);
  }

  @Test
  @Tag("long")
  void aRunThatIsInterruptedEndsAtOnceAndCanBeJudged() throws Exception {
    try (RealRun run = begin("interrupted", 1, 100, "60s")) {
      run.awaitEvent("phase", "sign-in ramp");
      run.end(false);
      var _ = run.await(ENDING);
      assertThat(run.folder().run().ending()).isEqualTo(Ending.INTERRUPTED);
    }
    assertThat(client.namespaces().withName("interrupted").get()).isNull();
  }

  private RealRun begin(String namespace, int pods, int rate, String duration) {
    return RealRun.begin(
        namespace,
        Map.ofEntries(
            Map.entry("profile", "rolling-update"),
            Map.entry("environment", "kubernetes"),
            Map.entry("kubeconfig", cluster.kubeConfig().toString()),
            Map.entry("namespace", namespace),
            Map.entry("image", cluster.image()),
            Map.entry("pods", Integer.toString(pods)),
            Map.entry("rate", Integer.toString(rate)),
            Map.entry("sign-ins", "10"),
            Map.entry("duration", duration)));
  }

  /** Changes the pods before the load's measured phase; new ones replace those that are there. */
  private void change(String namespace, int pods, Consumer<PodSpec> change)
      throws InterruptedException {
    deployed(namespace, pods);
    deployment(namespace, "lms")
        .edit(
            deployment -> {
              change.accept(deployment.getSpec().getTemplate().getSpec());
              return deployment;
            });
  }

  /**
   * Lets the edge look the pods' addresses up itself every three seconds, as many do, and send each
   * request on a connection of its own to one of them, once. Whether the cluster or the process
   * that ends is the first to act is a race that a slow machine decides for the process.
   */
  private void lookPodsUp(String namespace) {
    var edge = deployment(namespace, "lms-edge");
    edge.waitUntilCondition(found -> found != null && available(found) == 1, 6, TimeUnit.MINUTES);
    var services = client.services().inNamespace(namespace);
    Service pods =
        new ServiceBuilder()
            .withNewMetadata()
            .withName("lms-pods")
            .endMetadata()
            .withNewSpec()
            .withClusterIP("None")
            .withSelector(services.withName("lms").get().getSpec().getSelector())
            .endSpec()
            .build();
    services.resource(pods).create();
    String names =
        client
            .services()
            .inNamespace("kube-system")
            .withName("kube-dns")
            .get()
            .getSpec()
            .getClusterIP();
    String lookingUp =
        """
        resolver %s valid=3s ipv6=off;
        map "" $pods { default lms-pods.%s.svc.cluster.local:%d; }
        """
            .formatted(names, namespace, POD_PORT);
    client
        .configMaps()
        .inNamespace(namespace)
        .withName("lms-edge")
        .edit(
            configuration -> {
              String template = Objects.requireNonNull(configuration.getData().get(EDGE_TEMPLATE));
              assertThat(template).contains(TO_THE_SERVICE, TRIED_TWICE);
              String changed =
                  template
                      .replace(TO_THE_SERVICE, "proxy_pass http://$pods;")
                      .replace(TRIED_TWICE, "proxy_next_upstream off;");
              configuration.getData().put(EDGE_TEMPLATE, lookingUp + changed);
              return configuration;
            });
    edge.rolling().restart();
  }

  private RollableScalableResource<Deployment> deployment(String namespace, String name) {
    return client.apps().deployments().inNamespace(namespace).withName(name);
  }

  private void deployed(String namespace, int pods) {
    deployment(namespace, "lms")
        .waitUntilCondition(
            found -> found != null && available(found) == pods, 6, TimeUnit.MINUTES);
  }

  private static int available(Deployment deployment) {
    return deployment.getStatus() == null
        ? 0
        : Objects.requireNonNullElse(deployment.getStatus().getAvailableReplicas(), 0);
  }

  private List<Pod> restarted(String namespace) throws Exception {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/component", "platform")
        .informOnCondition(pods -> pods.stream().anyMatch(RunsInAClusterIT::wasRestarted))
        .get(2, TimeUnit.MINUTES)
        .stream()
        .filter(RunsInAClusterIT::wasRestarted)
        .toList();
  }

  private static boolean wasRestarted(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .anyMatch(container -> container.getRestartCount() > 0);
  }

  private static void assertRefuted(RealRun run) throws InterruptedException {
    var _ = run.await(RUN);
    assertThat(verdict(run)).as(run.output()).isInstanceOf(Verdict.Refuted.class);
    List<Long> changes = new ArrayList<>();
    run.folder()
        .readEvents(
            event -> {
              if (event.kind().equals("rollout")) {
                changes.add(event.t());
              }
            });
    assertThat(failed(run.folder()))
        .as("not by the change")
        .noneMatch(attempt -> attempt.t() + attempt.millis() < changes.getFirst());
  }

  private static Verdict verdict(RealRun run) {
    Path claims = ProjectRoot.find().resolve("reports/claims.yaml");
    return Judge.judge(run.folder().path(), claims).ofTheProfile().stream()
        .filter(judged -> judged.claim().id().equals("rolling-update"))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  /** The probe's attempts in the measured phase that failed. */
  private static List<ProbeAttempt> failed(RunFolder folder) {
    long measured =
        folder.run().phases().stream()
            .filter(phase -> phase.measured())
            .findFirst()
            .orElseThrow()
            .begin();
    List<ProbeAttempt> failed = new ArrayList<>();
    folder.readProbe(
        attempt -> {
          if (!attempt.ok() && attempt.t() >= measured) {
            failed.add(attempt);
          }
        });
    return failed;
  }
}
