package lms.testing;

import lms.platform.DatabaseSettings;
import org.jspecify.annotations.Nullable;
import org.testcontainers.mysql.MySQLContainer;

/** One MySQL 9.7 in a container for all tests of a JVM, which ends with it. */
public final class MySqlServer {
  private static final String IMAGE = "mysql:9.7";
  private static @Nullable MySQLContainer server;

  private MySqlServer() {}

  /** Settings of a new, empty database. */
  public static synchronized DatabaseSettings create() {
    MySQLContainer running = server;
    if (running == null) {
      running = new MySQLContainer(IMAGE);
      running.start();
      server = running;
      // Testcontainers' own reaper may be switched off.
      Runtime.getRuntime().addShutdownHook(new Thread(running::stop, "stop MySQL"));
    }
    String address = "jdbc:mysql://%s:%d".formatted(running.getHost(), running.getMappedPort(3306));
    return TestDatabase.empty(
        address, "?sslMode=DISABLED&allowPublicKeyRetrieval=true", "root", running.getPassword());
  }
}
