package loadtests.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.DatabaseAccess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import loadtests.audit.AuditedDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DatabaseLoadTest {
  private final AuditedDatabase database = AuditedDatabase.shared();
  private final DatabaseAccess access = new DatabaseAccess(database.url(), "root", "");

  @Test
  void writesUntilItIsClosed() throws SQLException {
    DatabaseLoad load = DatabaseLoad.start(access, 1_000);
    try (load) {
      while (rowsWritten() < 50) {
        Thread.onSpinWait();
      }
      assertThat(load.perSecond()).isPositive();
      assertThat(load.isRunning()).isTrue();
    }
    assertThat(load.isRunning()).isFalse();
  }

  @Test
  void saysThatTheLoadWasNotTheOneThatWasAskedFor() throws SQLException {
    DatabaseLoad load = DatabaseLoad.start(access, 1_000);
    database.execute("DROP TABLE database_load");
    assertThatThrownBy(
            () -> {
              while (load.isRunning()) {
                Thread.onSpinWait();
              }
              load.close();
            })
        .hasMessage("the load on the database failed");
  }

  private long rowsWritten() throws SQLException {
    try (Connection connection = database.open();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT COUNT(*) FROM database_load WHERE value > 0")) {
      row.next();
      return row.getLong(1);
    }
  }
}
