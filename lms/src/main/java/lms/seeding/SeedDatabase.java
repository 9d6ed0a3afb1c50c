package lms.seeding;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import lms.platform.Database;
import lms.platform.DatabaseSettings;
import lms.platform.Metrics;

/**
 * The database that is seeded, by plain JDBC: a seed is a million rows, and nobody else is there.
 * Every seeded database carries a mark, and one without it that holds anything is left as it is,
 * its schema included.
 */
final class SeedDatabase implements AutoCloseable {
  /** Children before their parents. */
  private static final List<String> TABLES =
      List.of(
          "answer_marks",
          "answers",
          "attempts",
          "quiz_allowances",
          "quiz_revisions",
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

  private static final String MARK = "seed_marker";

  /** What migrations keep for themselves. */
  private static final String HISTORY = "flyway_schema_history";

  private final Connection connection;
  private final boolean marked;

  private SeedDatabase(Connection connection, boolean marked) {
    this.connection = connection;
    this.marked = marked;
  }

  /**
   * Connects to the database and migrates it, once it is known to be ours to fill.
   *
   * @throws SeedRefused where it holds data and no mark; nothing is changed then
   */
  static SeedDatabase open(DatabaseSettings settings) throws SQLException {
    try (Database database = new Database(settings, new Metrics())) {
      database.connect();
      Connection connection = connected(settings);
      try {
        boolean marked = demandOurs(connection);
        database.migrate();
        connection.setAutoCommit(false);
        return new SeedDatabase(connection, marked);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    }
  }

  private static Connection connected(DatabaseSettings settings) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    properties.setProperty("rewriteBatchedStatements", "true");
    properties.setProperty("connectionTimeZone", "UTC");
    properties.setProperty("sessionVariables", "foreign_key_checks=0,unique_checks=0");
    return DriverManager.getConnection(settings.url(), properties);
  }

  /** Whether the database carries the mark; one that does not must hold nothing. */
  private static boolean demandOurs(Connection connection) throws SQLException {
    List<String> tables = tables(connection);
    if (tables.contains(MARK) && hasRows(connection, MARK)) {
      return true;
    }
    if (!tables.isEmpty() && !tables.contains(MARK)) {
      throw refused("table " + tables.getFirst() + ", and none called " + MARK);
    }
    for (String table : tables) {
      if (hasRows(connection, table)) {
        throw refused("table " + table);
      }
    }
    return false;
  }

  private static SeedRefused refused(String what) {
    return new SeedRefused(
        "the database holds what was not seeded ("
            + what
            + "): name an empty one, or one that was seeded before");
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_name FROM information_schema.tables"
                    + " WHERE table_schema = DATABASE() ORDER BY table_name")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    tables.remove(HISTORY);
    return tables;
  }

  /** Marks the database, and empties one that was marked before. */
  void claim(SeedSize size, long seed, String schemaVersion, LocalDateTime now)
      throws SQLException {
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

  private static boolean hasRows(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1 FROM `" + table + "` LIMIT 1")) {
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
