package chaos.invariants;

import static java.util.Comparator.comparingInt;

import ch.vorburger.exec.ManagedProcessException;
import chaos.OwnMariaDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import loadtests.settings.ProjectRoot;

/**
 * The platform's own tables on a real server, without the keys that would keep a defect from
 * happening: what a rule must see is what a platform without them would do.
 */
final class PlatformTables implements AutoCloseable {
  private static final List<String> WITHOUT =
      List.of(
          "ALTER TABLE enrolments DROP FOREIGN KEY enrolments_user",
          "ALTER TABLE enrolments DROP INDEX enrolments_one_a_course",
          "ALTER TABLE certificates DROP FOREIGN KEY certificates_user",
          "ALTER TABLE certificates DROP INDEX certificates_one_a_course",
          "ALTER TABLE certificates DROP INDEX certificates_code",
          "ALTER TABLE attempts DROP FOREIGN KEY attempts_quiz",
          "ALTER TABLE attempts DROP INDEX attempts_numbered");

  /** Course 1 has two seats and two lessons; quiz 1 is its exam, of a minute and 5 s of grace. */
  private static final List<String> COURSE =
      List.of(
          "INSERT INTO courses (id, code, title, summary, description, category, content_token,"
              + " teacher_id, seats, seats_taken) VALUES (1, 'C1', 't', 's', 'd', 'c', 'x', 9, 2, 0)",
          "INSERT INTO lessons (id, course_id, section_id, position, title, body, content_token)"
              + " VALUES (1, 1, 1, 1, 't', 'b', 'x'), (2, 1, 1, 2, 't', 'b', 'x')",
          "INSERT INTO quizzes (id, course_id, title, time_limit_seconds, grace_seconds)"
              + " VALUES (1, 1, 'exam', 60, 5)");

  private static final List<String> WRITTEN =
      List.of(
          "answers",
          "ratings",
          "attempts",
          "certificates",
          "lesson_progress",
          "enrolments",
          "notifications",
          "idempotency_keys",
          "courses",
          "lessons",
          "quizzes");

  private final OwnMariaDb server;
  private final String url;
  private final Connection connection;

  private PlatformTables(OwnMariaDb server, String url) throws SQLException {
    this.server = server;
    this.url = url;
    this.connection = open();
  }

  static PlatformTables start() throws ManagedProcessException, SQLException, IOException {
    OwnMariaDb server = OwnMariaDb.start("ruled");
    var tables = new PlatformTables(server, server.url("ruled"));
    tables.migrate();
    return tables;
  }

  private void migrate() throws SQLException, IOException {
    Path migrations = ProjectRoot.find().resolve("lms/src/main/resources/db/migration");
    try (Stream<Path> files = Files.list(migrations)) {
      for (Path file : files.sorted(comparingInt(PlatformTables::version)).toList()) {
        for (String sql : Files.readString(file).replaceAll("(?m)--.*$", "").split(";", -1)) {
          if (!sql.isBlank()) {
            run(sql);
          }
        }
      }
    }
    for (String sql : WITHOUT) {
      run(sql);
    }
    // Rows of people, sections and teachers that no rule looks at are left out.
    run("SET FOREIGN_KEY_CHECKS = 0");
  }

  /** V10 comes after V9. */
  private static int version(Path migration) {
    return Integer.parseInt(migration.getFileName().toString().replaceAll("^V(\\d+)__.*$", "$1"));
  }

  /** Forgets what was written, and has the course again. */
  void reset() throws SQLException {
    for (String table : WRITTEN) {
      run("DELETE FROM " + table);
    }
    for (String sql : COURSE) {
      run(sql);
    }
  }

  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Another one, for whoever will close it. */
  Connection open() throws SQLException {
    return DriverManager.getConnection(url, "root", "");
  }

  /** Whoever asks gets the same one. */
  Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException, ManagedProcessException {
    connection.close();
    server.close();
  }
}
