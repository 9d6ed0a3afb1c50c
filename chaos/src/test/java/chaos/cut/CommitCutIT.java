package chaos.cut;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.mysql.MySQLContainer;

/** With MySQL, whose clients say more in a packet than those of MariaDB. */
final class CommitCutIT extends CommitCutting {
  private static final int PORT = 3306;
  private static MySQLContainer server;

  @BeforeAll
  static void startServer() {
    server = new MySQLContainer("mysql:9.7").withDatabaseName(DATABASE);
    server.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  int port() {
    return server.getMappedPort(PORT);
  }

  @Override
  String password() {
    return server.getPassword();
  }
}
