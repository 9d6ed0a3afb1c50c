package environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The containers environment open for faults: what happens to its parts and on its links. */
final class ContainersFaultsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final int NO_ANSWER = 0;

  private static Environment environment;

  @BeforeAll
  static void open() {
    environment =
        Environments.open(
            EnvironmentSettings.embedded()
                .withName("containers")
                .withData("small", 7)
                .withPods(2)
                .withFaults());
  }

  @AfterAll
  static void close() throws Exception {
    // Closed as an experiment that broke off would leave it: with dead and frozen parts.
    kill(part("pod-1"));
    Signals.send("STOP", part("pod-2").pid().orElseThrow());
    environment.close();
    try (OwnDocker docker = OwnDocker.take()) {
      for (Part part : environment.parts()) {
        assertThat(docker.cli().succeeds("inspect", part.container().orElseThrow())).isFalse();
      }
    }
  }

  @Test
  void eachPartIsTheServerItselfInItsContainer() throws Exception {
    assertThat(environment.parts())
        .extracting(Part::name)
        .containsExactly("pod-1", "pod-2", "database", "redis", "edge");
    assertThat(program("pod-1")).isEqualTo("java");
    assertThat(program("database")).isEqualTo("mysqld");
    assertThat(program("redis")).isEqualTo("redis-server");
    assertThat(program("edge")).isEqualTo("nginx");
    assertThat(environment.parts()).allMatch(part -> part.container().isPresent());
    assertThat(environment.describe()).containsEntry("faults", true);
  }

  @Test
  void loadGoesThroughTheLinkToTheEdge() throws Exception {
    Link edge = link("edge");
    assertThat(environment.pods()).containsExactly(URI.create("https:/" + edge.listen()));
    await(200);
    Proxy proxy = proxy(edge);
    assertThat(proxy.getUpstream()).isEqualTo(edge.upstream());

    proxy.disable();
    await(NO_ANSWER);
    proxy.enable();
    await(200);
  }

  @Test
  void aPodThatWasKilledServesBehindTheEdgeWhenItIsStartedWhateverStartedBefore() throws Exception {
    Part first = part("pod-1");
    Part second = part("pod-2");
    long before = first.pid().orElseThrow();
    kill(first);
    kill(second);
    await(503);

    // In the other order: without addresses of their own they would change places.
    second.start();
    first.start();

    assertThat(first.pid().orElseThrow()).isNotEqualTo(before);
    await(200);
    environment.sample();
    assertThat(String.valueOf(environment.sample().get("processes")))
        .contains("pod-1={", "pod-2={");
    assertThat(environment.sample()).containsEntry("podsReady", 2);
  }

  @Test
  void aPartStartsAlsoWhereTheEngineHasNotNoticedYetThatItEnded() throws Exception {
    Part redis = part("redis");
    long ended = redis.pid().orElseThrow();
    long shim = ProcessHandle.of(ended).flatMap(ProcessHandle::parent).orElseThrow().pid();
    try (ExecutorService starter = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> start;
      Signals.send("STOP", shim);
      try {
        kill(redis);
        start = starter.submit(redis::start);
        assertThatThrownBy(() -> start.get(2, TimeUnit.SECONDS))
            .isInstanceOf(TimeoutException.class);
      } finally {
        Signals.send("CONT", shim);
      }
      start.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(redis.pid()).isPresent().isNotEqualTo(OptionalLong.of(ended));
    await(200);
  }

  @Test
  void aDatabaseThatWasAskedToEndServesAgainWhenItIsStarted() throws Exception {
    Part database = part("database");
    database.stop(GRACE);
    database.stop(GRACE);
    assertThat(database.pid()).isEmpty();
    await(503);

    database.start();
    database.start();

    assertThat(Serving.database(environment.database().orElseThrow())).isTrue();
    await(200);
  }

  @Test
  void whatPodsSayToTheDatabaseGoesThroughItsLink() throws Exception {
    Proxy proxy = proxy(link("database"));
    proxy.disable();
    await(503);
    assertThat(Serving.database(environment.database().orElseThrow()))
        .as("the audit's way is another one")
        .isTrue();
    proxy.enable();
    await(200);
  }

  @Test
  void aLinkCanBeLedToAServerOfThisProcess() throws Exception {
    Link link = link("redis");
    Proxy proxy = proxy(link);
    try (ServerSocket server = new ServerSocket(0)) {
      server.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      proxy.setUpstream(link.hostOfUs() + ":" + server.getLocalPort());
      try (Socket near = new Socket()) {
        near.connect(link.listen());
        try (Socket accepted = server.accept()) {
          assertThat(accepted.isConnected()).isTrue();
        }
      }
    } finally {
      proxy.setUpstream(link.upstream());
    }
    await(200);
  }

  private static Part part(String name) {
    return environment.parts().stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Link link(String name) {
    return environment.links().stream()
        .filter(link -> link.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Proxy proxy(Link link) throws IOException {
    return new ToxiproxyClient(link.api().getHost(), link.api().getPort()).getProxy(link.proxy());
  }

  private static String program(String part) throws IOException {
    String comm = "/proc/" + part(part).pid().orElseThrow() + "/comm";
    return Files.readString(Path.of(comm)).strip();
  }

  private static void kill(Part part) throws Exception {
    assertThat(Signals.send("KILL", part.pid().orElseThrow())).isZero();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (part.pid().isPresent()) {
      assertThat(System.nanoTime()).as("it took longer than " + PATIENCE).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Waits until the platform's health has a status. */
  private static void await(int status) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (status() != status) {
      assertThat(System.nanoTime()).as("it took longer than " + PATIENCE).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static int status() throws InterruptedException {
    URI health = environment.pods().getFirst().resolve("/api/health");
    try (HttpClient client = Trustful.client()) {
      return client
          .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return NO_ANSWER;
    }
  }
}
