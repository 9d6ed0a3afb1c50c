package lms.enrolments;

import lms.platform.Database;
import lms.platform.Kept;
import lms.platform.Metrics;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Words;

/**
 * Who takes which course: the authorisation of everything inside a course. Thread-safe. Nobody
 * leaves a course once enrolled, so a yes is kept; a no is asked again each time.
 */
public final class Enrolments {
  private static final int KEPT_MAX = 200_000;

  private static final String FIND =
      "SELECT id FROM enrolments WHERE user_id = ? AND course_id = ?";

  private final Database database;
  private final Kept<Key, Long> kept;

  /** Enrolments in {@code database}. */
  public Enrolments(Database database, Metrics metrics) {
    this.database = database;
    this.kept = new Kept<>("enrolment", KEPT_MAX, id -> 1, metrics);
  }

  private record Key(long userId, long courseId) {}

  /** Whether somebody takes a course. */
  public boolean takes(long userId, long courseId) {
    return kept.get(
            new Key(userId, courseId),
            () ->
                database.reading(
                    statements ->
                        statements.first(FIND, row -> row.number("id"), userId, courseId)))
        .isPresent();
  }

  /** Refuses with 403 who does not take a course. */
  public void demand(Person person, long courseId) {
    if (!takes(person.id(), courseId)) {
      throw Problem.forbidden(Words.of("enrolments.enrol-first"));
    }
  }
}
