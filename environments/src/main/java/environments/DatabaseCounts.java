package environments;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How many connections a database says it has: asked by one connection of its own, which is not
 * counted. Thread-safe.
 */
final class DatabaseCounts implements AutoCloseable {
  private static final String MILLIS_MAX = "800";
  private static final String STATUS =
      "SHOW GLOBAL STATUS WHERE Variable_name IN"
          + " ('Threads_connected', 'Max_used_connections', 'Connection_errors_max_connections')";

  private final String url;
  private final Properties properties = new Properties();
  private @Nullable Connection connection;
  private boolean closed;

  DatabaseCounts(DatabaseAccess access) {
    this.url = access.jdbcUrl();
    properties.setProperty("user", access.user());
    properties.setProperty("password", access.password());
    properties.setProperty("connectTimeout", MILLIS_MAX);
    properties.setProperty("socketTimeout", MILLIS_MAX);
  }

  /** Asks in a thread of its own; what can't be had within two time-outs of 0.8 s is absent. */
  CompletableFuture<Map<String, Object>> ask() {
    return CompletableFuture.supplyAsync(this::figures, Thread::startVirtualThread);
  }

  /** The figures of system.jsonl; none where the database does not answer. */
  synchronized Map<String, Object> figures() {
    if (closed) {
      return Map.of();
    }
    try (Statement statement = open().createStatement()) {
      Map<String, Object> figures = new LinkedHashMap<>();
      try (ResultSet rows = statement.executeQuery(STATUS)) {
        while (rows.next()) {
          double value = rows.getDouble(2);
          switch (rows.getString(1)) {
            case "Threads_connected" -> figures.put("connections", value - 1);
            case "Max_used_connections" -> figures.put("connectionsMost", value);
            default -> figures.put("connectionsRefused", value);
          }
        }
      }
      try (ResultSet row = statement.executeQuery("SELECT @@max_connections")) {
        if (row.next()) {
          figures.put("connectionsLimit", row.getDouble(1));
        }
      }
      return figures;
    } catch (SQLException e) {
      abandon();
      return Map.of();
    }
  }

  private Connection open() throws SQLException {
    Connection known = connection;
    if (known == null) {
      known = DriverManager.getConnection(url, properties);
      connection = known;
    }
    return known;
  }

  private void abandon() {
    Connection known = connection;
    connection = null;
    if (known != null) {
      try {
        known.close();
      } catch (SQLException _) {
        // It is of no more use either way.
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    abandon();
  }
}
