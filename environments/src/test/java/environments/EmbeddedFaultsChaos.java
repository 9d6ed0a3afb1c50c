package environments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded environment open for faults: what happens to its parts and on its links. */
final class EmbeddedFaultsChaos {
  private static final OwnCache CACHE = OwnCache.use("test-cache");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int REQUESTS = 10;

  private static Environment environment;
  private static List<ProcessHandle> children;

  @BeforeAll
  static void open() {
    environment = Environments.open(EmbeddedProcess.small("faults").withPods(2).withFaults());
    children = ProcessHandle.current().descendants().toList();
  }

  @AfterAll
  static void close() throws Exception {
    // Closed as an experiment that broke off would leave it: with dead and frozen parts.
    kill(part("pod-1"));
    Signals.send("STOP", part("pod-2").pid().orElseThrow());
    Signals.send("STOP", part("database").pid().orElseThrow());
    List<ProcessHandle> now = ProcessHandle.current().descendants().toList();

    environment.close();

    assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(now).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(CACHE.workFolders()).isEmpty();
  }

  @Test
  void saysWhatItIsMadeOf() {
    assertThat(environment.parts())
        .extracting(Part::name)
        .containsExactly("pod-1", "pod-2", "database", "redis");
    assertThat(environment.links())
        .extracting(Link::name)
        .containsExactly("database", "redis", "edge");
    assertThat(environment.pods()).containsExactly(URI.create("http:/" + link("edge").listen()));
    assertThat(environment.describe()).containsEntry("faults", true);
  }

  @Test
  void aLaterRunHearsWhoTakesWhichCourseByNowAndHowManySeatsItHas(@TempDir Path folder)
      throws Exception {
    String someone = "(SELECT MIN(user_id) FROM enrolments)";
    String another =
        "(SELECT MIN(id) FROM courses WHERE id NOT IN"
            + " (SELECT course_id FROM enrolments WHERE user_id = %s))".formatted(someone);
    DatabaseAccess access = environment.database().orElseThrow();
    try (Connection connection =
            DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO enrolments (user_id, course_id, created_at) SELECT %s, %s, NOW(3)"
              .formatted(someone, another));
      statement.executeUpdate("UPDATE courses SET seats = 77 WHERE id = 1");
      JsonNode seed =
          new ObjectMapper()
              .readTree(SeedFileNow.write(environment, folder).orElseThrow().toFile());
      JsonNode now = seed.path("accounts");
      assertThat(seed.path("courses").path(0).path("id").asLong()).isEqualTo(1);
      assertThat(seed.path("courses").path(0).path("seats").asInt()).isEqualTo(77);
      assertThat(seed.path("courses").path(1).path("seats").isNull()).isTrue();
      try (ResultSet row =
          statement.executeQuery("SELECT user_id, course_id FROM enrolments ORDER BY id DESC")) {
        assertThat(row.next()).isTrue();
        assertThat(courses(now, row.getLong(1))).endsWith(row.getLong(2));
      }
      try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM enrolments")) {
        assertThat(row.next()).isTrue();
        int all = now.valueStream().mapToInt(account -> account.path("courses").size()).sum();
        assertThat(all).isEqualTo(row.getInt(1));
      }
    }
  }

  private static List<Long> courses(JsonNode accounts, long id) {
    return accounts
        .valueStream()
        .filter(account -> account.path("id").asLong() == id)
        .flatMap(account -> account.path("courses").valueStream())
        .map(JsonNode::asLong)
        .toList();
  }

  @Test
  void eachPartIsTheProcessThatDoesTheWork() {
    assertThat(command("pod-1")).endsWith("java");
    assertThat(command("database")).endsWith("mariadbd");
    assertThat(command("redis")).endsWith("redis-server");
  }

  @Test
  void aPodThatWasKilledServesAgainAtItsAddressWhenItIsStarted() throws Exception {
    Part pod = part("pod-1");
    URI address = URI.create("http://" + link("edge").upstream().split(",", -1)[0]);
    long before = pod.pid().orElseThrow();
    kill(pod);

    for (int request = 0; request < REQUESTS; request++) {
      assertThat(status(environment.pods().getFirst())).isEqualTo(200);
    }
    environment.sample();
    pod.start();

    assertThat(pod.pid()).isPresent();
    assertThat(pod.pid().getAsLong()).isNotEqualTo(before);
    assertThat(status(address)).isEqualTo(200);
    environment.sample();
    assertThat(figures(environment.sample(), "pod-1").keySet())
        .asString()
        .contains("cpu", "rssMiB", "requests");
  }

  @Test
  void aDatabaseThatWasKilledHasItsDataWhenItIsStarted() throws Exception {
    Part database = part("database");
    long courses = courses();
    kill(database);
    await(503);

    database.start();

    assertThat(courses()).isEqualTo(courses).isPositive();
    await(200);
  }

  @Test
  void aRedisThatWasAskedToEndServesAgainWhenItIsStarted() throws Exception {
    Part redis = part("redis");
    redis.stop(Duration.ofSeconds(10));
    redis.stop(Duration.ofSeconds(10));
    assertThat(redis.pid()).isEmpty();

    redis.start();
    redis.start();

    assertThat(redis.pid()).isPresent();
    try (Socket socket = new Socket()) {
      socket.connect(link("redis").listen());
      assertThat(socket.isConnected()).isTrue();
    }
    await(200);
  }

  @Test
  void aFrozenPartIsKilledWhenItDoesNotEndInTime() throws Exception {
    Part pod = part("pod-2");
    assertThat(Signals.send("STOP", pod.pid().orElseThrow())).isZero();

    pod.stop(Duration.ofMillis(200));

    assertThat(pod.pid()).isEmpty();
    pod.start();
  }

  @Test
  void whatPodsSayToTheDatabaseGoesThroughItsLink() throws Exception {
    Link link = link("database");
    Proxy proxy =
        new ToxiproxyClient(link.api().getHost(), link.api().getPort()).getProxy(link.proxy());
    assertThat(proxy.getUpstream()).isEqualTo(link.upstream());
    long courses = courses();

    proxy.disable();
    await(503);
    assertThat(courses()).as("the audit's way is another one").isEqualTo(courses);

    proxy.enable();
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

  private static String command(String part) {
    return ProcessHandle.of(part(part).pid().orElseThrow())
        .flatMap(process -> process.info().command())
        .orElseThrow();
  }

  private static void kill(Part part) throws Exception {
    ProcessHandle process = ProcessHandle.of(part.pid().orElseThrow()).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(part.pid()).isEmpty();
  }

  private static long courses() throws SQLException {
    DatabaseAccess access = environment.database().orElseThrow();
    try (Connection connection =
            DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
        ResultSet row = connection.createStatement().executeQuery("SELECT COUNT(*) FROM courses")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Map<?, ?> figures(Map<String, Object> sample, String process) {
    Map<?, ?> processes = (Map<?, ?>) Objects.requireNonNull(sample.get("processes"));
    return (Map<?, ?>) Objects.requireNonNull(processes.get(process));
  }

  /** Waits until the platform's health has a status. */
  private static void await(int status) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (status(environment.pods().getFirst()) != status) {
      assertThat(System.nanoTime()).as("it took longer than " + PATIENCE).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** The status of a pod's health, asked by a connection of its own. */
  private static int status(URI pod) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(pod.resolve("/api/health")).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
