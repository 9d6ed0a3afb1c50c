package lms.seeding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lms.platform.Database;
import lms.platform.DatabaseSettings;
import lms.platform.Json;
import lms.platform.Metrics;
import lms.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The seeded platform, looked up in a real MariaDB. */
final class SeedingTest {
  private static final long SEED = 42;

  private static final DatabaseSettings settings = TestDatabase.create();
  private static final Database database = new Database(settings, new Metrics());
  private static SeedFile file = empty();

  @BeforeAll
  static void seed() throws Exception {
    file = seeded(settings, SEED);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static SeedFile seeded(DatabaseSettings where, long seed) throws Exception {
    return new Seeding(SeedSize.SMALL, seed, line -> {}).run(where).file();
  }

  private static SeedFile empty() {
    return new SeedFile(
        1, "", "", 0, "", SeedFile.Hash.USED, List.of(), List.of(), List.of(), List.of());
  }

  @Test
  void writesTheSameFileForTheSameSeedAndAnotherForAnother() throws Exception {
    DatabaseSettings other = TestDatabase.create();

    assertThat(Json.text(seeded(other, SEED))).isEqualTo(Json.text(file));
    assertThat(Json.text(seeded(other, SEED + 1))).isNotEqualTo(Json.text(file));
  }

  @Test
  void writesTheSameRowsForTheSameSeed() throws Exception {
    DatabaseSettings other = TestDatabase.create();
    seeded(other, SEED);

    for (String table : List.of("users", "courses", "lessons", "questions", "lesson_progress")) {
      String checksum = "CHECKSUM TABLE " + table;
      assertThat(checksum(other, checksum)).as(table).isEqualTo(checksum(settings, checksum));
    }
  }

  @Test
  void givesEveryLearnerACourseWithAnOpenQuizOfSixteenQuestions() {
    Set<Long> withQuiz = new HashSet<>();
    for (SeedFile.Quiz quiz : file.quizzes()) {
      assertThat(quiz.questions()).hasSize(16);
      assertThat(quiz.attemptLimit()).isNull();
      withQuiz.add(quiz.courseId());
    }
    assertThat(file.accounts())
        .filteredOn(account -> account.role().equals("learner"))
        .hasSize(101)
        .allMatch(account -> account.courses().stream().anyMatch(withQuiz::contains));
  }

  @Test
  void hasTheDemoAccountsOfAllRoles() {
    Map<String, String> roles = new HashMap<>();
    file.accounts().forEach(account -> roles.put(account.email(), account.role()));

    assertThat(roles)
        .containsEntry("learner@example.test", "learner")
        .containsEntry("teacher@example.test", "teacher")
        .containsEntry("admin@example.test", "administrator");
  }

  @Test
  void saysInTheFileWhatTheDatabaseHolds() {
    for (SeedFile.Account account : file.accounts()) {
      assertThat(ids("SELECT course_id AS id FROM enrolments WHERE user_id = ?", account.id()))
          .containsExactlyInAnyOrderElementsOf(account.courses());
    }
    for (SeedFile.Course course : file.courses()) {
      assertThat(ids("SELECT id FROM lessons WHERE course_id = ? ORDER BY position", course.id()))
          .containsExactlyElementsOf(course.lessons().stream().map(SeedFile.Lesson::id).toList());
    }
    assertThat(file.certificates())
        .hasSize((int) number("SELECT COUNT(*) AS id FROM certificates"));
  }

  @Test
  void keepsTheCountsOfCoursesTrue() {
    assertThat(
            number(
                "SELECT COUNT(*) AS id FROM courses c WHERE seats_taken <>"
                    + " (SELECT COUNT(*) FROM enrolments e WHERE e.course_id = c.id)"
                    + " OR rating_count <>"
                    + " (SELECT COUNT(*) FROM ratings r WHERE r.course_id = c.id)"
                    + " OR rating_sum <> (SELECT COALESCE(SUM(stars), 0) FROM ratings r"
                    + " WHERE r.course_id = c.id) OR seats_taken > seats"))
        .isZero();
  }

  @Test
  void givesCertificatesOnlyToThoseWhoCompletedEverything() {
    assertThat(
            number(
                "SELECT COUNT(*) AS id FROM certificates t WHERE"
                    + " (SELECT COUNT(*) FROM lesson_progress p WHERE p.user_id = t.user_id"
                    + " AND p.course_id = t.course_id AND p.completed_at IS NOT NULL) <>"
                    + " (SELECT COUNT(*) FROM lessons l WHERE l.course_id = t.course_id)"))
        .isZero();
    assertThat(number("SELECT COUNT(*) AS id FROM certificates")).isPositive();
  }

  @Test
  void writesLessonsOfOneToFourKilobytesAndVideosForAboutThreeInFive() {
    assertThat(
            number(
                "SELECT COUNT(*) AS id FROM lessons"
                    + " WHERE OCTET_LENGTH(body) NOT BETWEEN 1000 AND 4096"))
        .isZero();
    long videos = number("SELECT COUNT(*) AS id FROM lessons WHERE video_seconds IS NOT NULL");
    // 120 lessons at 0.6: 72 with a standard deviation of 5.4; five of them on either side.
    assertThat(videos).isBetween(45L, 99L);
  }

  @Test
  void fillsAMarkedDatabaseAnew() throws Exception {
    DatabaseSettings other = TestDatabase.create();
    seeded(other, 7);

    seeded(other, SEED);

    assertThat(ids(other, "SELECT COUNT(*) AS id FROM users")).containsExactly(105L + 1);
  }

  @Test
  void fillsADatabaseThatWasOnlyMigrated() throws Exception {
    DatabaseSettings migrated = TestDatabase.create();
    try (Database platform = new Database(migrated, new Metrics())) {
      platform.migrate();
    }

    assertThat(seeded(migrated, SEED).accounts()).isNotEmpty();
  }

  @Test
  void leavesADatabaseThatHoldsWhatItDidNotSeedAsItIs() throws Exception {
    DatabaseSettings foreign = TestDatabase.create();
    try (Database stranger = new Database(foreign, new Metrics())) {
      older(foreign).migrate();
      stranger.inTransaction(
          transaction ->
              transaction.run(
                  "INSERT INTO users (email, name, role, password_hash, created_at)"
                      + " VALUES ('a@example.test', 'A', 'learner', '-', NOW(3))"));
    }
    List<String> before = content(foreign);

    assertThatThrownBy(() -> seeded(foreign, SEED))
        .isInstanceOf(SeedRefused.class)
        .hasMessageContaining("table users");

    assertThat(content(foreign))
        .isEqualTo(before)
        .contains("users: 1")
        .doesNotContain("quizzes: 0");
  }

  @Test
  void leavesADatabaseOfAnotherProgramAsItIs() throws Exception {
    DatabaseSettings foreign = TestDatabase.create();
    try (Database stranger = new Database(foreign, new Metrics())) {
      stranger.inTransaction(transaction -> transaction.run("CREATE TABLE `group` (id INT)"));
    }

    assertThatThrownBy(() -> seeded(foreign, SEED))
        .isInstanceOf(SeedRefused.class)
        .hasMessageContaining("table group");

    assertThat(content(foreign)).containsExactly("group: 0");
  }

  /** The schema as the first version of the platform had it. */
  private static Flyway older(DatabaseSettings where) {
    return Flyway.configure()
        .dataSource(where.url(), where.user(), where.password())
        .target("1")
        .load();
  }

  /** The tables of a database, and how many rows each has. */
  private static List<String> content(DatabaseSettings where) {
    try (Database database = new Database(where, new Metrics())) {
      return database
          .reading(
              statements ->
                  statements.list(
                      "SELECT table_name AS name FROM information_schema.tables"
                          + " WHERE table_schema = DATABASE() ORDER BY table_name",
                      row -> row.text("name")))
          .stream()
          .map(
              table ->
                  table
                      + ": "
                      + ids(database, "SELECT COUNT(*) AS id FROM `" + table + "`").getFirst())
          .toList();
    }
  }

  @Test
  void writesAFileThatReadsBack(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("new/seed.json");

    file.write(path);

    assertThat(path).hasContent(Json.text(file));
    assertThat(folder.resolve("new")).isDirectoryNotContaining("glob:**.part");
  }

  private static long checksum(DatabaseSettings where, String sql) {
    try (Database other = new Database(where, new Metrics())) {
      return other
          .inTransaction(transaction -> transaction.first(sql, row -> row.number("Checksum")))
          .orElseThrow();
    }
  }

  private static long number(String sql) {
    return ids(sql).getFirst();
  }

  private static List<Long> ids(String sql, Object... parameters) {
    return ids(database, sql, parameters);
  }

  private static List<Long> ids(DatabaseSettings where, String sql) {
    try (Database other = new Database(where, new Metrics())) {
      return ids(other, sql);
    }
  }

  private static List<Long> ids(Database in, String sql, Object... parameters) {
    return in.inTransaction(
        transaction -> transaction.list(sql, row -> row.number("id"), parameters));
  }
}
