package lms.enrolments;

import java.util.Optional;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.KeptTogether;
import lms.platform.Metrics;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Words;

/**
 * Who takes which course: the authorisation of everything inside a course. Thread-safe. A yes is
 * kept until somebody leaves the course, in whichever pod; a no is asked again each time, and so is
 * everything while this pod does not hear the others.
 *
 * <p>Whom a teacher has enrolled before the course is published takes it from its publication on.
 * While somebody takes a course it stays published.
 */
public final class Enrolments {
  private static final int KEPT_MAX = 200_000;

  private static final String FIND =
      """
      SELECT e.id FROM enrolments e JOIN courses c ON c.id = e.course_id
      WHERE e.user_id = ? AND e.course_id = ? AND c.published_at IS NOT NULL
      """;

  private final Database database;
  private final KeptTogether<Long> kept;

  /** Enrolments in {@code database}; {@code cache} hears of those that end. */
  public Enrolments(Database database, Cache cache, Metrics metrics) {
    this.database = database;
    this.kept = new KeptTogether<>("enrolment", KEPT_MAX, id -> 1, cache, metrics);
  }

  /** Whether somebody takes a course, which is published. */
  public boolean takes(long userId, long courseId) {
    return kept.get(name(userId, courseId), () -> stored(userId, courseId)).isPresent();
  }

  private Optional<Long> stored(long userId, long courseId) {
    return database.reading(
        statements -> statements.first(FIND, row -> row.number("id"), userId, courseId));
  }

  /** Refuses with 403 who does not take a course. */
  public void demand(Person person, long courseId) {
    if (!takes(person.id(), courseId)) {
      throw Problem.forbidden(Words.of("enrolments.enrol-first"));
    }
  }

  /** Makes every pod ask again, after somebody left a course. */
  void ended(long userId, long courseId) {
    kept.forget(name(userId, courseId));
  }

  /** Asks again about everybody, see {@link KeptTogether#forgetAll}. */
  public void forgetAll() {
    kept.forgetAll();
  }

  private static String name(long userId, long courseId) {
    return userId + "-" + courseId;
  }
}
