package lms.content;

import java.time.Duration;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.Problem;
import lms.platform.Transaction;
import lms.platform.Words;

/**
 * The editions of courses. Each edit of anything in a course, and nothing else, makes its next
 * edition, so that what stood in one edition is a fact for ever and may be kept under its number.
 * Thread-safe.
 */
public final class Editions {
  private static final Duration CACHED = Duration.ofMinutes(1);

  private static final String STORED = "SELECT edition FROM courses WHERE id = ?";
  private static final String NEXT = "UPDATE courses SET edition = edition + 1 WHERE id = ?";

  private final Database database;
  private final Cache cache;

  /** Editions in {@code database}, read through {@code cache}. */
  public Editions(Database database, Cache cache) {
    this.database = database;
    this.cache = cache;
  }

  /**
   * The edition that learners see. It costs no statement while this pod hears of edits, and one
   * while it does not. A course that does not exist is a 404.
   */
  public long current(long courseId) {
    return cache
        .getExact(
            key(courseId),
            Long.class,
            CACHED,
            () ->
                database.reading(
                    statements -> statements.first(STORED, row -> row.number("edition"), courseId)))
        .orElseThrow(() -> unknown(courseId));
  }

  /** The newest edition that is committed at this moment, for what must not miss one. */
  public long stored(Transaction transaction, long courseId) {
    return transaction
        .first(STORED, row -> row.number("edition"), courseId)
        .orElseThrow(() -> unknown(courseId));
  }

  /**
   * Makes the next edition in the transaction of an edit, and lets no other edit of the course in
   * until it ends. All pods show it once it is committed.
   *
   * <p>What is kept is dropped before and after: if this process dies in between, no pod shows the
   * edition before for longer than its own copy lasts.
   */
  public long next(Transaction transaction, long courseId) {
    forget(courseId);
    if (transaction.run(NEXT, courseId) == 0) {
      throw unknown(courseId);
    }
    transaction.afterCommit(() -> forget(courseId));
    return stored(transaction, courseId);
  }

  private void forget(long courseId) {
    cache.forget(key(courseId));
    cache.forget("course:" + courseId);
  }

  private static String key(long courseId) {
    return "edition:" + courseId;
  }

  private static Problem unknown(long courseId) {
    return Problem.notFound(Words.of("content.unknown-course", Long.toString(courseId)));
  }
}
