package lms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lms.platform.DatabaseSettings;
import lms.platform.Rates;
import lms.platform.Unavailable;
import lms.testing.TestDatabase;
import lms.testing.TestRedis;
import org.junit.jupiter.api.Test;

/** How the platform starts: what it answers before it has a database, and when it gets none. */
final class StartTest {
  @Test
  void answersThatItLivesAndStartsBeforeItHasADatabaseAndGivesUpWithoutOne() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket silent = new ServerSocket(0, 1, here);
        ExecutorService starter = Executors.newSingleThreadExecutor()) {
      LmsConfig config = config(freePort(here), silent.getLocalPort());
      Client client = new Client("http://127.0.0.1:" + config.port());
      Future<Lms> start = starter.submit(() -> Lms.start(config, Clock.systemUTC()));
      Eventually.within(
          10, () -> listens(client), () -> "it does not listen before it has a database");

      HttpResponse<String> page = get(client, "/courses");
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(get(client, "/api/courses").body()).contains("/problems/starting");
      assertThat(get(client, "/api/health/ready").statusCode()).isEqualTo(503);

      assertThatThrownBy(start::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(Unavailable.class)
          .hasMessageStartingWith("No database to work with at jdbc:mysql://127.0.0.1:");
      assertThat(listens(client)).isFalse();
    }
  }

  @Test
  void refusesConnectionsUntilItIsReadyWhereItIsToListenLate() throws Exception {
    try (TestRedis redis = new TestRedis();
        ExecutorService starter = Executors.newSingleThreadExecutor()) {
      int port = freePort(InetAddress.getLoopbackAddress());
      LmsConfig config = config(port, TestDatabase.create(), redis.url(), false);
      Client client = new Client("http://127.0.0.1:" + port);
      Future<Lms> start = starter.submit(() -> Lms.start(config, Clock.systemUTC()));
      Eventually.within(60, () -> listens(client), () -> "it does not listen");

      assertThat(get(client, "/api/health/ready").statusCode()).isEqualTo(200);
      assertThat(get(client, "/courses").statusCode()).isEqualTo(200);
      try (Lms lms = start.get()) {
        assertThat(lms.port()).isEqualTo(port);
      }
      assertThat(listens(client)).isFalse();
    }
  }

  private static LmsConfig config(int port, int databasePort) {
    String database = "jdbc:mysql://127.0.0.1:" + databasePort + "/lms";
    var nowhere = new DatabaseSettings(database, "lms", "secret", 2);
    return config(port, nowhere, "redis://127.0.0.1:1", true);
  }

  private static LmsConfig config(
      int port, DatabaseSettings database, String redis, boolean early) {
    return new LmsConfig(
        "127.0.0.1",
        port,
        database,
        true,
        redis,
        1,
        1,
        "test",
        false,
        Duration.ZERO,
        early,
        "http://127.0.0.1:8080",
        null,
        10_000,
        new Rates(6_000, 60_000, 0),
        null);
  }

  private static boolean listens(Client client) {
    try {
      return get(client, "/api/health/live").statusCode() == 200;
    } catch (UncheckedIOException e) {
      assertThat(e).hasCauseInstanceOf(ConnectException.class);
      return false;
    }
  }

  private static HttpResponse<String> get(Client client, String path) {
    return client.send("GET", path, "", null, null);
  }

  private static int freePort(InetAddress address) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, address)) {
      return socket.getLocalPort();
    }
  }
}
