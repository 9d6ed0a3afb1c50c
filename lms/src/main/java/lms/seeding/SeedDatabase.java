package lms.seeding;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Properties;
import lms.platform.Database;
import lms.platform.DatabaseSettings;
import lms.platform.Metrics;

/**
 * The database that is seeded, by plain JDBC: a seed is a million rows, and nobody else is there.
 * Every seeded database carries a mark, and one without it that holds anything is left alone.
 */
final class SeedDatabase implements AutoCloseable {
  /** Children before their parents. */
  private static final List<String> TABLES =
      List.of(
          "answers",
          "attempts",
          "questions",
          "quizzes",
          "certificates",
          "lesson_progress",
          "notifications",
          "ratings",
          "enrolments",
          "lessons",
          "sections",
          "courses",
          "idempotency_keys",
          "sessions",
          "users");

  private final Connection connection;

  private SeedDatabase(Connection connection) {
    this.connection = connection;
  }

  /** Migrates the database and connects to it. */
  static SeedDatabase open(DatabaseSettings settings) throws SQLException {
    try (Database database = new Database(settings, new Metrics())) {
      database.migrate();
    }
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    properties.setProperty("rewriteBatchedStatements", "true");
    properties.setProperty("connectionTimeZone", "UTC");
    properties.setProperty("sessionVariables", "foreign_key_checks=0,unique_checks=0");
    Connection connection = DriverManager.getConnection(settings.url(), properties);
    connection.setAutoCommit(false);
    return new SeedDatabase(connection);
  }

  /**
   * Marks an empty database, or empties one that was marked before.
   *
   * @throws SeedRefused where it holds data and no mark
   */
  void claim(SeedSize size, long seed, String schemaVersion, LocalDateTime now)
      throws SQLException {
    boolean marked = hasRows("seed_marker");
    if (!marked) {
      for (String table : TABLES) {
        if (hasRows(table)) {
          throw new SeedRefused(
              "the database holds data that was not seeded (table "
                  + table
                  + "): name an empty one, or one that was seeded before");
        }
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM seed_marker");
    }
    try (PreparedStatement mark =
        connection.prepareStatement(
            "INSERT INTO seed_marker (id, size, seed, schema_version, created_at)"
                + " VALUES (1, ?, ?, ?, ?)")) {
      mark.setString(1, size.word());
      mark.setLong(2, seed);
      mark.setString(3, schemaVersion);
      mark.setObject(4, now);
      mark.execute();
    }
    connection.commit();
    if (marked) {
      empty();
    }
  }

  private void empty() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute("TRUNCATE TABLE " + table);
      }
    }
    connection.commit();
  }

  private boolean hasRows(String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1 FROM " + table + " LIMIT 1")) {
      return rows.next();
    }
  }

  /** The version that the migrations brought the schema to. */
  String schemaVersion() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT version FROM flyway_schema_history WHERE success = 1"
                    + " ORDER BY installed_rank DESC LIMIT 1")) {
      if (!rows.next()) {
        throw new IllegalStateException("migrated, and no version is recorded");
      }
      return rows.getString(1);
    }
  }

  TableWriter table(String name, String... columns) throws SQLException {
    return new TableWriter(connection, name, List.of(columns));
  }

  void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
