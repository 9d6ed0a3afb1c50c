package lms.marking;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import lms.platform.Database;
import lms.platform.Row;
import lms.platform.Transaction;
import lms.quizzes.Marking;
import org.jspecify.annotations.Nullable;

/**
 * Grading all submitted attempts of a quiz anew, in the background. Thread-safe.
 *
 * <p>Each attempt is one transaction, with what it changed and how far the whole is, so that
 * nothing is done twice wherever it stops. Its row is the lock: pods that work on the same one take
 * turns. Who submits meanwhile is graded by the new keys already.
 */
final class Regrades {
  private static final int ATTEMPTS_A_STEP = 20;
  private static final int SHOWN_MAX = 200;

  private static final String UNFINISHED =
      "SELECT id FROM regrades WHERE finished_at IS NULL ORDER BY id LIMIT 1";

  private static final String LOCK =
      "SELECT quiz_id, done_to FROM regrades WHERE id = ? AND finished_at IS NULL FOR UPDATE";

  private static final String NEXT =
      """
      SELECT id FROM attempts
      WHERE quiz_id = ? AND submitted_at IS NOT NULL AND id > ? ORDER BY id LIMIT 1
      """;

  private static final String LATEST =
      """
      SELECT id, started_at, done, changed, finished_at,
        (SELECT COUNT(*) FROM attempts a
          WHERE a.quiz_id = r.quiz_id AND a.submitted_at IS NOT NULL) AS attempts
      FROM regrades r WHERE quiz_id = ? ORDER BY id DESC LIMIT 1
      """;

  private static final String CHANGES =
      """
      SELECT c.attempt_id, u.name, c.score_before, c.score_after
      FROM regrade_changes c JOIN attempts a ON a.id = c.attempt_id JOIN users u ON u.id = a.user_id
      WHERE c.regrade_id = ? ORDER BY c.attempt_id LIMIT ?
      """;

  private final Database database;
  private final Marking marking;
  private final InstantSource clock;

  Regrades(Database database, Marking marking, InstantSource clock) {
    this.database = database;
    this.marking = marking;
    this.clock = clock;
  }

  /** Begins to grade a quiz anew. */
  void start(Transaction transaction, long quizId, long teacherId) {
    Instant now = clock.instant();
    transaction.run(
        "INSERT INTO regrades (quiz_id, started_by, started_at, touched_at) VALUES (?, ?, ?, ?)",
        quizId,
        teacherId,
        now,
        now);
  }

  /** Goes on with the oldest that is not finished; false where there is none. */
  boolean step() {
    OptionalLong id =
        database
            .reading(statements -> statements.first(UNFINISHED, row -> row.number("id")))
            .stream()
            .mapToLong(Long::longValue)
            .findFirst();
    if (id.isEmpty()) {
      return false;
    }
    for (int i = 0; i < ATTEMPTS_A_STEP; i++) {
      if (!database.inTransaction(transaction -> regradeNext(transaction, id.getAsLong()))) {
        break;
      }
    }
    return true;
  }

  private record Position(long quizId, long doneTo) {}

  /** Whether there was another attempt. */
  private boolean regradeNext(Transaction transaction, long id) {
    Optional<Position> position =
        transaction.first(
            LOCK, row -> new Position(row.number("quiz_id"), row.number("done_to")), id);
    if (position.isEmpty()) {
      return false;
    }
    long quizId = position.get().quizId();
    Optional<Long> next =
        transaction.first(NEXT, row -> row.number("id"), quizId, position.get().doneTo());
    if (next.isEmpty()) {
      transaction.run("UPDATE regrades SET finished_at = ? WHERE id = ?", clock.instant(), id);
      return false;
    }
    long attemptId = next.get();
    Marking.Regraded regraded = marking.regradeOne(transaction, quizId, attemptId);
    if (regraded.changed()) {
      transaction.run(
          "INSERT INTO regrade_changes (regrade_id, attempt_id, score_before, score_after)"
              + " VALUES (?, ?, ?, ?)",
          id,
          attemptId,
          regraded.before(),
          regraded.after());
    }
    transaction.run(
        "UPDATE regrades SET done_to = ?, done = done + 1, changed = changed + ?, touched_at = ?"
            + " WHERE id = ?",
        attemptId,
        regraded.changed() ? 1 : 0,
        clock.instant(),
        id);
    return true;
  }

  /** The newest of a quiz with what it changed, the first {@value #SHOWN_MAX} of it. */
  Optional<Regrade> latest(Transaction statements, long quizId) {
    return statements.first(LATEST, row -> regrade(statements, row), quizId);
  }

  private static Regrade regrade(Transaction statements, Row row) {
    long id = row.number("id");
    List<Regrade.Change> changes =
        statements.list(
            CHANGES,
            change ->
                new Regrade.Change(
                    change.number("attempt_id"),
                    change.text("name"),
                    points(change, "score_before"),
                    points(change, "score_after")),
            id,
            SHOWN_MAX);
    return new Regrade(
        id,
        row.instant("started_at"),
        row.number("attempts"),
        row.number("done"),
        row.number("changed"),
        row.optionalInstant("finished_at"),
        changes);
  }

  private static @Nullable Double points(Row row, String column) {
    return row.optionalFraction(column);
  }
}
