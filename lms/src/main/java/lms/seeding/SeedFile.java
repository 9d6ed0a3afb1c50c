package lms.seeding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import lms.accounts.Passwords;
import lms.platform.Json;
import org.jspecify.annotations.Nullable;

/**
 * What seed.json says: all that a visitor needs to know to use the seeded platform and to tell
 * whether its answers are right.
 *
 * @param schema version of this file's format
 * @param databaseSchema version of the database's schema
 * @param password the one password of all seeded accounts
 */
record SeedFile(
    int schema,
    String databaseSchema,
    String size,
    long seed,
    String password,
    Hash hash,
    List<Account> accounts,
    List<Course> courses,
    List<Quiz> quizzes,
    List<Certificate> certificates) {
  static final int SCHEMA = 1;

  /** How passwords are hashed. */
  record Hash(String algorithm, int memoryKiB, int iterations, int parallelism) {
    static final Hash USED = new Hash("argon2id", Passwords.MEMORY_KIB, Passwords.ITERATIONS, 1);
  }

  /** Somebody with an account, and the courses that they take. */
  record Account(long id, String email, String name, String role, List<Long> courses) {}

  /** A course; {@code token} stands on its page. */
  record Course(
      long id,
      String code,
      String title,
      String token,
      @Nullable Integer seats,
      long quizId,
      List<Lesson> lessons) {}

  /** A lesson; {@code token} stands on its page. */
  record Lesson(long id, String token, @Nullable Integer videoSeconds) {}

  /** A quiz with its key. */
  record Quiz(
      long id,
      long courseId,
      @Nullable Integer attemptLimit,
      @Nullable Integer timeLimitSeconds,
      List<Question> questions) {}

  /** A question with its key. */
  record Question(long id, String kind, String correct, List<String> options) {}

  /** A certificate that anybody may verify. */
  record Certificate(String code, long userId, long courseId) {}

  /** Writes the file whole or not at all. */
  void write(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
    Files.write(part, Json.bytes(this));
    Files.move(part, absolute, StandardCopyOption.REPLACE_EXISTING);
  }
}
