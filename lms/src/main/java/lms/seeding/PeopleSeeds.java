package lms.seeding;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lms.seeding.SeedRandom.Stream;

/**
 * People, all with the same password: numbered learners, the demo learner, numbered teachers, the
 * demo teacher, the administrator, in this order of ids from 1.
 */
final class PeopleSeeds {
  private final SeedSize size;
  private final long seed;

  /** Somebody to be. */
  record Person(long id, String email, String name, String role) {}

  PeopleSeeds(SeedSize size, long seed) {
    this.size = size;
    this.seed = seed;
  }

  /** How many learners there are, the demo learner included: their ids are 1 up to this. */
  int learners() {
    return size.learners() + 1;
  }

  long firstTeacherId() {
    return learners() + 1L;
  }

  List<Person> all() {
    List<Person> all = new ArrayList<>();
    for (int i = 1; i <= size.learners(); i++) {
      add(all, String.format(Locale.ROOT, "learner%05d@example.test", i), "learner");
    }
    add(all, "learner@example.test", "learner");
    for (int i = 1; i <= size.teachers(); i++) {
      add(all, String.format(Locale.ROOT, "teacher%02d@example.test", i), "teacher");
    }
    add(all, "teacher@example.test", "teacher");
    add(all, "admin@example.test", "administrator");
    return all;
  }

  private void add(List<Person> all, String email, String role) {
    long id = all.size() + 1L;
    all.add(new Person(id, email, Subjects.person(new SeedRandom(seed, Stream.PERSON, id)), role));
  }

  void write(SeedDatabase database, List<Person> all, String passwordHash, LocalDateTime start)
      throws SQLException {
    try (TableWriter users =
        database.table("users", "id", "email", "name", "role", "password_hash", "created_at")) {
      for (Person person : all) {
        users.row(
            person.id(),
            person.email(),
            person.name(),
            person.role(),
            passwordHash,
            start.plusSeconds(person.id() * 60));
      }
    }
    database.commit();
  }
}
