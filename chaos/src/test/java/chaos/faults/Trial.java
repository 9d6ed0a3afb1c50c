package chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chaos.experiment.FaultUse;
import chaos.undo.Journal;
import chaos.undo.Undo;
import environments.AnyCertificate;
import environments.Environment;
import environments.EnvironmentSettings;
import environments.Environments;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reports.run.Experiment.FaultRecord;
import reports.run.Experiment.Testimony;

/**
 * An environment in which faults are tried. Visitors come all the time, as a witness may need
 * traffic to see anything.
 */
final class Trial {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long BETWEEN_VISITS_MILLIS = 50;

  private final HttpClient client =
      HttpClient.newBuilder().sslContext(AnyCertificate.context()).build();
  private final Environment environment;
  private final Site site;
  private final Journal journal;
  private final List<Thread> visitors = new ArrayList<>();

  private Trial(Environment environment, Path folder) {
    this.environment = environment;
    this.site = Site.of(environment, folder);
    this.journal = Journal.begin(folder, "faults");
  }

  static Trial in(EnvironmentSettings settings, int visitors, Path folder) {
    var trial = new Trial(Environments.open(settings), folder);
    for (int visitor = 0; visitor < visitors; visitor++) {
      trial.visitors.add(Thread.ofVirtual().start(trial::visit));
    }
    return trial;
  }

  /** What still has to be undone of all that was done. */
  List<String> left() throws InterruptedException {
    return journal.left();
  }

  /** All faults that can be done here. */
  Stream<String> possible() {
    return Faults.ALL.stream().filter(fault -> fault.refusal(site).isEmpty()).map(Fault::name);
  }

  Injection prepared(String name) {
    return Faults.named(name).orElseThrow().prepare(site, new SplittableRandom(7));
  }

  FaultRecord use(String name, Injection injection, long millis) {
    List<String> events = new ArrayList<>();
    var use = new FaultUse(name, injection, journal, events::add);
    long now = System.currentTimeMillis();
    use.run(new CountDownLatch(1), now + millis);
    return use.record(now);
  }

  /** Uses faults with an injector that does nothing, at once those whose names begin alike. */
  Map<String, FaultRecord> useDoingNothing(List<String> names, long millis) {
    Map<String, List<String>> groups =
        names.stream()
            .collect(
                Collectors.groupingBy(
                    name -> name.replaceFirst("-.*", ""), TreeMap::new, Collectors.toList()));
    Map<String, FaultRecord> records = new ConcurrentHashMap<>();
    for (List<String> group : groups.values()) {
      try (ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor()) {
        for (String name : group) {
          var _ =
              atOnce.submit(
                  () -> records.put(name, use(name, new DoesNothing(prepared(name)), millis)));
        }
      }
    }
    return records;
  }

  /** Uses a fault: its witness has to see it, and nothing of it may be left. */
  void demandSeenAndUndone(String name, long millis) throws InterruptedException {
    FaultRecord record = use(name, prepared(name), millis);

    assertThat(record.failure()).isNull();
    assertThat(record.witness()).isNotNull().matches(Testimony::fired, "fired");
    assertThat(record.undone()).isNotNull();
    awaitService();
    assertThat(left()).isEmpty();
  }

  /** Of what {@link #useDoingNothing} used: the witness of a fault may have seen nothing. */
  static void demandUnseen(Map<String, FaultRecord> idle, String name) {
    FaultRecord record = Objects.requireNonNull(idle.get(name));

    assertThat(record.failure()).isNull();
    assertThat(record.witness()).isNotNull().matches(seen -> !seen.fired(), "did not fire");
  }

  private void awaitService() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (visit("/api/health") != 200) {
      assertThat(System.nanoTime()).as("it took longer than " + PATIENCE).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Until interrupted. */
  private void visit() {
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
  private int visit(String path) throws InterruptedException {
    URI page = environment.pods().getFirst().resolve(path);
    try {
      HttpRequest request =
          HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(5)).GET().build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  void close() throws InterruptedException {
    for (Thread visitor : visitors) {
      visitor.interrupt();
      visitor.join();
    }
    client.shutdownNow();
    journal.close();
    environment.close();
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
