package lms.certificates;

import java.util.Optional;
import java.util.Set;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.KeptTogether;
import lms.platform.Metrics;
import lms.platform.Transaction;

/**
 * Which lessons of a course somebody has done. Thread-safe. They are kept until another one is
 * done, in whichever pod, and asked again each time while this pod does not hear the others.
 */
public final class DoneLessons {
  /** Ids, at some 40 bytes each. */
  private static final int KEPT_MAX = 500_000;

  private static final String FIND =
      """
      SELECT lesson_id FROM lesson_progress
      WHERE user_id = ? AND course_id = ? AND completed_at IS NOT NULL
      """;

  private final Database database;
  private final KeptTogether<Set<Long>> kept;

  /** Lessons done in {@code database}; {@code cache} hears of each that is done. */
  public DoneLessons(Database database, Cache cache, Metrics metrics) {
    this.database = database;
    this.kept = new KeptTogether<>("done", KEPT_MAX, done -> 1L + done.size(), cache, metrics);
  }

  /** The ids of the lessons that somebody has done in a course. */
  public Set<Long> of(long userId, long courseId) {
    return kept.get(name(userId, courseId), () -> Optional.of(stored(userId, courseId)))
        .orElseThrow();
  }

  private Set<Long> stored(long userId, long courseId) {
    return Set.copyOf(
        database.reading(
            statements -> statements.list(FIND, row -> row.number("lesson_id"), userId, courseId)));
  }

  /** Makes every pod ask again, once the transaction is committed in which a lesson was done. */
  void changed(Transaction transaction, long userId, long courseId) {
    transaction.afterCommit(() -> kept.forget(name(userId, courseId)));
  }

  /** Asks again about everybody, see {@link KeptTogether#forgetAll}. */
  public void forgetAll() {
    kept.forgetAll();
  }

  private static String name(long userId, long courseId) {
    return userId + "-" + courseId;
  }
}
