package lms.certificates;

import java.util.Optional;
import java.util.Set;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.Kept;
import lms.platform.Metrics;
import lms.platform.Transaction;

/**
 * Which lessons of a course somebody has done. Thread-safe. They are kept until another one is
 * done, in whichever pod, and asked again each time while this pod does not hear the others.
 */
public final class DoneLessons {
  /** Ids, at some 40 bytes each. */
  private static final int KEPT_MAX = 500_000;

  private static final String KIND = "done";

  private static final String FIND =
      """
      SELECT lesson_id FROM lesson_progress
      WHERE user_id = ? AND course_id = ? AND completed_at IS NOT NULL
      """;

  private final Database database;
  private final Cache cache;
  private final Kept<String, Set<Long>> kept;

  /** Lessons done in {@code database}; {@code cache} hears of each that is done. */
  public DoneLessons(Database database, Cache cache, Metrics metrics) {
    this.database = database;
    this.cache = cache;
    this.kept = new Kept<>(KIND, KEPT_MAX, done -> 1L + done.size(), metrics);
    cache.tell(
        KIND,
        new Cache.Holder() {
          @Override
          public void forget(String key) {
            kept.forget(key);
          }

          @Override
          public void forgetAll() {
            kept.forgetAll();
          }
        });
  }

  /** The ids of the lessons that somebody has done in a course. */
  public Set<Long> of(long userId, long courseId) {
    return cache.hears()
        ? kept.get(key(userId, courseId), () -> Optional.of(stored(userId, courseId))).orElseThrow()
        : stored(userId, courseId);
  }

  private Set<Long> stored(long userId, long courseId) {
    return Set.copyOf(
        database.reading(
            statements -> statements.list(FIND, row -> row.number("lesson_id"), userId, courseId)));
  }

  /** Makes every pod ask again, once the transaction is committed in which a lesson was done. */
  void changed(Transaction transaction, long userId, long courseId) {
    transaction.afterCommit(() -> cache.forget(key(userId, courseId)));
  }

  /**
   * Asks again about everybody: for once in a while, because a pod that is killed between a commit
   * and its word to the others leaves them with what is not true any more.
   */
  public void forgetAll() {
    kept.forgetAll();
  }

  private static String key(long userId, long courseId) {
    return KIND + ':' + userId + '-' + courseId;
  }
}
