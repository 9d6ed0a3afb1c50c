package chaos.cut;

import ch.vorburger.exec.ManagedProcessException;
import chaos.OwnMariaDb;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** With MariaDB. */
final class CommitCutTest extends CommitCutting {
  private static OwnMariaDb server;

  @BeforeAll
  static void startServer() throws ManagedProcessException, SQLException {
    server = OwnMariaDb.start(DATABASE);
  }

  @AfterAll
  static void stopServer() throws ManagedProcessException {
    server.close();
  }

  @Override
  int port() {
    return server.port();
  }

  @Override
  String password() {
    return "";
  }
}
