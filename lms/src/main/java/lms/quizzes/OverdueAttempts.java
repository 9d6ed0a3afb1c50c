package lms.quizzes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import lms.platform.Database;
import lms.platform.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * Attempts whose time is over and whose learners did not come back: closed some at a time, each in
 * a transaction of its own, so that teachers see their grades and mark their essays. Thread-safe;
 * several processes may be at it at once, and each attempt is closed by one of them.
 */
public final class OverdueAttempts {
  private static final int CLOSED_AT_ONCE = 25;

  /** Who hands in at the last moment gets the answer to that, however slow the way here is. */
  private static final Duration LEEWAY = Duration.ofSeconds(30);

  private static final String FIND =
      """
      SELECT a.id, a.quiz_id, a.deadline_at FROM attempts a JOIN quizzes z ON z.id = a.quiz_id
      WHERE a.submitted_at IS NULL AND a.deadline_at < ?
        AND DATE_ADD(a.deadline_at, INTERVAL z.grace_seconds SECOND) < ?
        AND (a.deadline_at > ? OR (a.deadline_at = ? AND a.id > ?))
      ORDER BY a.deadline_at, a.id LIMIT ?
      """;

  private final Database database;
  private final QuizStore quizzes;
  private final Attempts attempts;
  private final InstantSource clock;

  /** The last one that the step before found, behind which the next one goes on. */
  private volatile Overdue last = Overdue.NONE;

  OverdueAttempts(Database database, QuizStore quizzes, Attempts attempts, InstantSource clock) {
    this.database = database;
    this.quizzes = quizzes;
    this.attempts = attempts;
    this.clock = clock;
  }

  private record Overdue(long attemptId, long quizId, Instant deadline) {
    static final Overdue NONE = new Overdue(0, 0, Instant.EPOCH);
  }

  /**
   * Closes the oldest of them behind those of the step before, and says whether there may be more;
   * after the newest it begins with the oldest again. So even many that can't be closed keep no
   * other waiting.
   */
  public boolean step() {
    Instant before = clock.instant().minus(LEEWAY);
    Overdue after = last;
    List<Overdue> found =
        new ArrayList<>(
            database.reading(
                statements ->
                    statements.list(
                        FIND,
                        row ->
                            new Overdue(
                                row.number("id"),
                                row.number("quiz_id"),
                                row.instant("deadline_at")),
                        before,
                        before,
                        after.deadline(),
                        after.deadline(),
                        after.attemptId(),
                        CLOSED_AT_ONCE)));
    boolean more = found.size() == CLOSED_AT_ONCE;
    last = more ? found.getLast() : Overdue.NONE;
    // Whoever else is at it begins at another one, and seldom waits for this.
    Collections.shuffle(found);
    closeAll(found);
    return more;
  }

  /** All that can be closed: one that can't keeps no other waiting. */
  private void closeAll(List<Overdue> found) {
    @Nullable RuntimeException failure = null;
    for (Overdue overdue : found) {
      try {
        close(overdue);
      } catch (Unavailable e) {
        throw e;
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void close(Overdue overdue) {
    database.inTransaction(
        transaction -> {
          quizzes
              .shared(transaction, overdue.quizId())
              .ifPresent(quiz -> attempts.closeOverdue(transaction, quiz, overdue.attemptId()));
          return overdue;
        });
  }
}
