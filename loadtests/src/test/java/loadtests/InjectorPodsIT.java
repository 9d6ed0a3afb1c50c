package loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import environments.EnvironmentUnavailable;
import environments.LocalCluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import loadtests.gatling.GatlingProcess;
import loadtests.settings.ProjectRoot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import reports.Reports;
import reports.judge.Judgement;
import reports.log.GatlingLog;
import reports.log.LogVisitor;
import reports.run.Event;
import reports.run.Injector;
import reports.run.RunFolder;

/** Real injectors in a real cluster, one of which is deleted, or whose image does not exist. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(900)
final class InjectorPodsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final int INVALID = 3;
  private static final int REFUTED = 1;
  private static final String NAMESPACE = "injectors";

  private LocalCluster cluster;
  private KubernetesClient client;
  private String generators;

  @BeforeAll
  void start() {
    cluster = OwnCluster.shared().cluster();
    client = OwnCluster.shared().client();
    generators = cluster.loadGenerators(System.out::println);
  }

  @Test
  void theLoadOfTwoPodsIsOneRunAndNothingIsLeft() throws Exception {
    try (var run = RealRun.begin("injector-pods", settings(generators))) {
      int status = GatlingProcess.meaning(run.await(PATIENCE));

      assertThat(status).as(run.output()).isIn(0, 2, INVALID).isNotEqualTo(REFUTED);
      RunFolder folder = run.folder();
      assertThat(folder.brokenSeals()).isEmpty();
      assertThat(folder.injectors()).hasSize(2).allMatch(Injector::loadOver);
      for (Injector each : folder.injectors()) {
        assertWhole(folder, each);
      }
      assertThat(folder.path().resolve("index.html")).exists();
      Judgement judgement = Reports.judge(folder, ProjectRoot.find());
      assertThat(judgement.injectors()).hasSize(2);
      assertThat(judgement.ofTheProfile())
          .isNotEmpty()
          .allSatisfy(
              claim ->
                  assertThat(claim.verdict().reason())
                      .as("but for a machine that is too busy, nothing is wrong")
                      .doesNotContainIgnoringCase("clock", "before its load", "contradict"));
      assertThat(client.namespaces().withName(NAMESPACE).get()).isNull();
    }
  }

  /** All that an injector left came here, and it had the time right. */
  private static void assertWhole(RunFolder folder, Injector injector) throws IOException {
    LogCount count = new LogCount();
    assertThat(GatlingLog.read(folder.simulationLog(injector.number()), count).complete()).isTrue();
    assertThat(count.requests).isEqualTo(Objects.requireNonNull(injector.answered())).isPositive();
    assertThat(injector.how()).isNull();
    assertThat(injector.status()).isZero();
    assertThat(Math.abs(injector.clockOffsetMillis())).isLessThan(20);
    assertThat(folder.path().resolve("injectors/%d/ledger.jsonl".formatted(injector.number())))
        .isNotEmptyFile();
  }

  private static final class LogCount implements LogVisitor {
    private long requests;

    @Override
    public void request(int groups, int name, long start, long end, boolean ok, int message) {
      requests++;
    }
  }

  @Test
  void onePodThatIsDeletedIsNamedTheOtherGoesOnAndNothingCounts() throws Exception {
    try (var run = RealRun.begin("deleted-injector", settings(generators))) {
      until(run, () -> loadGoesOn(run));
      String deleted = injectors(1).getFirst().getMetadata().getName();
      client.pods().inNamespace(NAMESPACE).withName(deleted).delete();

      assertThat(GatlingProcess.meaning(run.await(PATIENCE))).as(run.output()).isEqualTo(INVALID);

      RunFolder folder = run.folder();
      assertThat(Reports.judge(folder, ProjectRoot.find()).ofTheProfile())
          .isNotEmpty()
          .allSatisfy(
              claim ->
                  assertThat(claim.verdict().reason())
                      .startsWith("Injector 2 ended at ")
                      .endsWith(" before its load was over; its pod " + deleted + " was deleted."));
      assertThat(folder.injectors()).extracting(Injector::loadOver).containsExactly(true, false);
      assertThat(folder.path().resolve("injectors/2/ledger.jsonl"))
          .as("what it had left by then")
          .isNotEmptyFile();
      List<Event> events = new ArrayList<>();
      folder.readEvents(events::add);
      assertThat(events).extracting(Event::name).containsOnlyOnce("injector lost");
      assertThat(client.namespaces().withName(NAMESPACE).get()).isNull();
    }
  }

  @Test
  void anImageThatDoesNotExistIsSaidAtOnce() throws Exception {
    try (var run = RealRun.begin("no-image", settings("headroom/generator:never-made"))) {
      assertThat(GatlingProcess.meaning(run.await(Duration.ofMinutes(2))))
          .isEqualTo(EnvironmentUnavailable.EXIT_STATUS);
      assertThat(run.output())
          .contains("no load generator: image 'headroom/generator:never-made' can't be had");
      assertThat(client.namespaces().withName(NAMESPACE).get()).isNull();
    }
  }

  private Map<String, String> settings(String generatorImage) {
    var settings = new HashMap<String, String>();
    settings.put("profile", "smoke");
    settings.put("environment", "kubernetes");
    settings.put("kubeconfig", cluster.kubeConfig().toString());
    settings.put("namespace", NAMESPACE);
    settings.put("image", cluster.image());
    settings.put("generator-image", generatorImage);
    settings.put("injectors", "2");
    settings.put("users", "20");
    settings.put("rate", "40");
    settings.put("duration", "15s");
    return settings;
  }

  private boolean loadGoesOn(RealRun run) {
    return injectors(1).size() == 1
        && run.folder().run().phases().stream()
            .anyMatch(phase -> phase.begin() + 3_000 < System.currentTimeMillis());
  }

  private List<Pod> injectors(int index) {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("batch.kubernetes.io/job-completion-index", Integer.toString(index))
        .list()
        .getItems();
  }

  private static void until(RealRun run, BooleanSupplier condition) throws InterruptedException {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - begun).as(run.output()).isLessThan(PATIENCE.toNanos());
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
