package lms.seeding;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import lms.platform.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table, sent many to a statement (the driver's rewriteBatchedStatements makes one
 * INSERT of a batch). Not thread-safe; what is not yet sent goes at {@link #close}.
 */
final class TableWriter implements AutoCloseable {
  private static final int BATCH = 500;

  private final PreparedStatement insert;
  private int waiting;

  /** Opens one; {@code table} and {@code columns} are constants of this package. */
  TableWriter(Connection connection, String table, List<String> columns) throws SQLException {
    String marks = Transaction.marks(columns.size());
    String names = String.join(", ", columns);
    this.insert =
        connection.prepareStatement(
            "INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ")");
  }

  void row(@Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      insert.setObject(i + 1, values[i]);
    }
    insert.addBatch();
    waiting++;
    if (waiting == BATCH) {
      send();
    }
  }

  private void send() throws SQLException {
    insert.executeBatch();
    waiting = 0;
  }

  @Override
  public void close() throws SQLException {
    if (waiting > 0) {
      send();
    }
    insert.close();
  }
}
