package lms.seeding;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import lms.accounts.Passwords;
import lms.platform.DatabaseSettings;

/**
 * Fills a database: the same size and seed give the same rows, whenever and wherever. What takes
 * part in no answer (such as the order of writing) is the same too.
 */
public final class Seeding {
  /** The password of all seeded accounts. */
  public static final String PASSWORD = "learn something new";

  /** The first day of the seeded platform; no clock is asked. */
  private static final LocalDateTime START = LocalDateTime.of(2026, 1, 5, 8, 0);

  private final SeedSize size;
  private final long seed;
  private final Consumer<String> progress;

  /** A seeding that tells {@code progress} what it does, a line at a time. */
  public Seeding(SeedSize size, long seed, Consumer<String> progress) {
    this.size = size;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * Migrates, claims and fills the database, and answers what belongs into seed.json.
   *
   * @throws SeedRefused where the database holds data that was not seeded; it stays as it is
   */
  public SeedResult run(DatabaseSettings settings) throws SQLException {
    progress.accept("looking at the database and migrating it");
    try (SeedDatabase database = SeedDatabase.open(settings)) {
      String version = database.schemaVersion();
      database.claim(size, seed, version, START);
      return new SeedResult(fill(database, version));
    }
  }

  private SeedFile fill(SeedDatabase database, String version) throws SQLException {
    PeopleSeeds people = new PeopleSeeds(size, seed);
    List<PeopleSeeds.Person> persons = people.all();
    progress.accept(String.format(Locale.ROOT, "%,d people", persons.size()));
    people.write(database, persons, passwordHash(), START);

    progress.accept(
        String.format(
            Locale.ROOT,
            "%,d courses with %,d lessons and a quiz each",
            size.courses(),
            size.courses() * size.lessonsPerCourse()));
    CourseSeeds courseSeeds = new CourseSeeds(database, size, seed, START);
    List<CourseSeeds.Seeded> courses = courseSeeds.write();

    List<List<Long>> taken;
    LearningSeeds learning = new LearningSeeds(database, seed, START, courses);
    try (learning) {
      taken =
          learning.write(
              people.learners(),
              done -> {
                if (done % 5_000 == 0 || done == people.learners()) {
                  progress.accept(String.format(Locale.ROOT, "learning of %,d learners", done));
                }
              });
    }
    courseSeeds.writeCourses(courses, learning.counts(), people.firstTeacherId());
    return new SeedFile(
        SeedFile.SCHEMA,
        version,
        size.word(),
        seed,
        PASSWORD,
        SeedFile.Hash.USED,
        accounts(persons, taken),
        courses.stream().map(CourseSeeds.Seeded::file).toList(),
        courses.stream().map(CourseSeeds.Seeded::quiz).toList(),
        learning.certificates());
  }

  private static List<SeedFile.Account> accounts(
      List<PeopleSeeds.Person> persons, List<List<Long>> taken) {
    List<SeedFile.Account> accounts = new ArrayList<>();
    for (int i = 0; i < persons.size(); i++) {
      PeopleSeeds.Person person = persons.get(i);
      accounts.add(
          new SeedFile.Account(
              person.id(),
              person.email(),
              person.name(),
              person.role(),
              i < taken.size() ? taken.get(i) : List.of()));
    }
    return accounts;
  }

  /** One hash of production cost for all: twenty thousand would take half an hour. */
  private String passwordHash() {
    byte[] salt = ("seed " + seed).getBytes(StandardCharsets.UTF_8);
    return Passwords.encode(PASSWORD, Arrays.copyOf(salt, 16));
  }
}
