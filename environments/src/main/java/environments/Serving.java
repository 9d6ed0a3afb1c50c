package environments;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Whether servers that were started again serve by now. */
final class Serving {
  private static final int ANSWER_MILLIS_MAX = 2_000;
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration DEADLINE = Duration.ofMinutes(3);

  private Serving() {}

  /**
   * Waits until a server serves.
   *
   * @param name what a message calls it
   * @throws EnvironmentUnavailable where it doesn't within {@link #DEADLINE}
   */
  static void await(String name, BooleanSupplier serves) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!serves.getAsBoolean()) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        throw new EnvironmentUnavailable(
            name + " did not serve within " + DEADLINE.toSeconds() + " s after it was started");
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** Whether an address answers with success. */
  static boolean http(URI address) {
    try {
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout(ANSWER_MILLIS_MAX);
      connection.setReadTimeout(ANSWER_MILLIS_MAX);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a database lets us in. */
  static boolean database(DatabaseAccess access) {
    try (Connection connection =
        DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password())) {
      return connection.isValid(ANSWER_MILLIS_MAX / 1000);
    } catch (SQLException e) {
      return false;
    }
  }

  /** Whether a Redis without a password answers. */
  static boolean redis(InetSocketAddress address) {
    byte[] answer = "+PONG".getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(ANSWER_MILLIS_MAX);
      socket.connect(address, ANSWER_MILLIS_MAX);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return Arrays.equals(socket.getInputStream().readNBytes(answer.length), answer);
    } catch (IOException e) {
      return false;
    }
  }
}
