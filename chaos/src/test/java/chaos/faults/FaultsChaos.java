package chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chaos.experiment.FaultUse;
import chaos.undo.Journal;
import chaos.undo.Undo;
import com.sun.management.OperatingSystemMXBean;
import environments.Environment;
import environments.EnvironmentSettings;
import environments.Environments;
import environments.Preparation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reports.run.Experiment.FaultRecord;
import reports.run.Experiment.Testimony;

/**
 * Every fault of the embedded environment with an injector that does nothing, which its witness
 * must not take for the fault, and some as they are. Visitors come all the time, as a witness may
 * need traffic to see anything.
 */
final class FaultsChaos {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long BETWEEN_VISITS_MILLIS = 50;
  private static final double CALM_LOAD = 0.4;
  private static final long IDLE_MILLIS = 300;

  /** Some witnesses need as long for one look. */
  private static final long FAULT_MILLIS = 1_500;

  /** A clock is looked up once a second, by the pod and by what writes its answers. */
  private static final long CLOCK_MILLIS = 4_000;

  /** One of each way to break something that shows without writes; experiments have the others. */
  private static final List<String> TRIED =
      List.of(
          "pod-killed",
          "pod-frozen",
          "pod-cpu-stolen",
          "pod-clock-skewed",
          "database-frozen",
          "database-slow",
          "database-narrow",
          "database-refusing",
          "database-cut-midway",
          "redis-killed",
          "edge-narrow",
          "edge-slow-close",
          "edge-reset");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path folder;
  private static Environment environment;
  private static Site site;
  private static Journal journal;
  private static Thread visitors;

  @BeforeAll
  static void open() {
    environment =
        Environments.open(
            EnvironmentSettings.embedded()
                .withData("small", 7)
                .withPods(2)
                .withFaults(EnumSet.allOf(Preparation.class)));
    site = Site.of(environment, folder);
    journal = Journal.begin(folder, "faults");
    visitors = Thread.ofVirtual().start(FaultsChaos::visit);
  }

  @AfterAll
  static void close() throws InterruptedException {
    visitors.interrupt();
    visitors.join();
    journal.close();
    environment.close();
  }

  static Stream<String> withTraces() {
    return possible().filter(name -> !name.equals("no-fault"));
  }

  static Stream<String> tried() {
    return withTraces().filter(TRIED::contains);
  }

  private static Stream<String> possible() {
    return Faults.ALL.stream().filter(fault -> fault.refusal(site).isEmpty()).map(Fault::name);
  }

  @ParameterizedTest
  @MethodSource("withTraces")
  void noWitnessSeesAFaultWhoseInjectorDoesNothing(String name) throws Exception {
    FaultRecord record = use(name, new DoesNothing(prepared(name)), IDLE_MILLIS);

    assertThat(record.failure()).isNull();
    assertThat(record.witness()).isNotNull().matches(seen -> !seen.fired(), "did not fire");
  }

  @ParameterizedTest
  @MethodSource("tried")
  void aFaultIsSeenByItsWitnessAndUndone(String name) throws Exception {
    if (name.equals("pod-cpu-stolen")) {
      awaitCalm();
    }
    FaultRecord record = use(name, prepared(name), millis(name));

    assertThat(record.failure()).isNull();
    assertThat(record.witness()).isNotNull().matches(Testimony::fired, "fired");
    assertThat(record.undone()).isNotNull();
    awaitService();
    assertThat(journal.left()).isEmpty();
  }

  private static long millis(String name) {
    return name.equals("pod-clock-skewed") ? CLOCK_MILLIS : FAULT_MILLIS;
  }

  private static Injection prepared(String name) {
    return Faults.named(name).orElseThrow().prepare(site, new SplittableRandom(7));
  }

  private static FaultRecord use(String name, Injection injection, long millis) {
    List<String> events = new ArrayList<>();
    var use = new FaultUse(name, injection, journal, events::add);
    long now = System.currentTimeMillis();
    use.run(new CountDownLatch(1), now + millis);
    return use.record(now);
  }

  private static void awaitService() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (visit("/api/health/ready") != 200) {
      assertThat(System.nanoTime()).as("it took longer than " + PATIENCE).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /**
   * Whoever keeps a CPU busy meanwhile, such as a pod that has just started, steals from nobody.
   */
  private static void awaitCalm() throws InterruptedException {
    var machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (machine.getCpuLoad() > CALM_LOAD) {
      assertThat(System.nanoTime()).as("it took longer than " + PATIENCE).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  /** Until interrupted. */
  private static void visit() {
    try {
      while (true) {
        var _ = visit("/courses");
        TimeUnit.MILLISECONDS.sleep(BETWEEN_VISITS_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The answer's status; 0 where none came. */
  private static int visit(String path) throws InterruptedException {
    URI page = environment.pods().getFirst().resolve(path);
    try {
      HttpRequest request =
          HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(5)).GET().build();
      return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** An injector that says that it did it. */
  private record DoesNothing(Injection real) implements Injection {
    @Override
    public String target() {
      return real.target();
    }

    @Override
    public List<Undo> undos() {
      return real.undos();
    }

    @Override
    public Witness witness() {
      return real.witness();
    }

    @Override
    public void inject() {
      // Nothing.
    }

    @Override
    public void repair() throws FaultFailed, InterruptedException {
      real.repair();
    }
  }
}
