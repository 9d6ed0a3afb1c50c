package loadtests;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Requests about lessons that take up to so long, because somebody else has locked their table for
 * so long, again and again.
 */
final class SlowWrites implements AutoCloseable {
  private static final int MYSQL_PORT = 3306;

  /** Between two locks: whoever waited is served before others wait, so that none waits for two. */
  private static final long PAUSE_MILLIS = 1_000;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final CompletableFuture<Void> locking;
  private final LocalPortForward forward;
  private final Connection connection;

  private SlowWrites(LocalPortForward forward, Connection connection, Duration time) {
    this.forward = forward;
    this.connection = connection;
    this.locking = CompletableFuture.runAsync(() -> lock(time));
  }

  /** Begins to lock. */
  static SlowWrites of(KubernetesClient client, String namespace, Duration time)
      throws SQLException {
    Secret stores = client.secrets().inNamespace(namespace).withName("lms-stores").get();
    LocalPortForward forward =
        client.pods().inNamespace(namespace).withName("lms-mysql-0").portForward(MYSQL_PORT);
    String url =
        "jdbc:mysql://127.0.0.1:%d/lms?sslMode=DISABLED&allowPublicKeyRetrieval=true"
            .formatted(forward.getLocalPort());
    Connection connection =
        DriverManager.getConnection(
            url, text(stores, "LMS_DATABASE_USER"), text(stores, "LMS_DATABASE_PASSWORD"));
    return new SlowWrites(forward, connection, time);
  }

  private static String text(Secret secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
  }

  private void lock(Duration time) {
    try (Statement statement = connection.createStatement()) {
      boolean over = false;
      while (!over) {
        statement.execute("LOCK TABLES lesson_progress WRITE");
        over = ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
        statement.execute("UNLOCK TABLES");
        over = over || ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (SQLException e) {
      // The database, and so the connection, goes with the run's namespace.
      if (!String.valueOf(e.getSQLState()).startsWith("08")) {
        throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    ended.countDown();
    locking.join();
    connection.close();
    forward.close();
  }
}
