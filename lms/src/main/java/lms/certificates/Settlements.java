package lms.certificates;

import java.util.List;
import java.util.Optional;
import lms.platform.Database;
import lms.platform.Tasks;
import lms.platform.Transaction;

/**
 * The certificates of those who have nothing left to do because a teacher asks for less. Each edit
 * that may do so has everybody in the course looked at anew, some at a time in the background.
 * Thread-safe.
 *
 * <p>Who is looked at is locked before what they did is read, so that nobody is missed who does the
 * last thing at this moment. How far it is stands in a transaction of its own, for which nobody
 * waits who holds these locks; where another edit has come between, all begins anew.
 */
public final class Settlements {
  private static final int LOOKED_AT_ONCE = 100;

  private static final String ASK =
      """
      INSERT INTO course_settlements (course_id) VALUES (?)
      ON DUPLICATE KEY UPDATE asked = asked + 1, done_to = 0
      """;

  private static final String NEXT =
      """
      SELECT s.course_id, s.asked, s.done_to FROM course_settlements s
      JOIN courses c ON c.id = s.course_id AND c.published_at IS NOT NULL
      WHERE s.settled < s.asked ORDER BY s.course_id LIMIT 1
      """;

  private static final String GO_ON =
      "UPDATE course_settlements SET done_to = ? WHERE course_id = ? AND asked = ?";

  private static final String FINISH =
      "UPDATE course_settlements SET settled = asked WHERE course_id = ? AND asked = ?";

  private static final String UNFINISHED =
      """
      SELECT id FROM enrolments
      WHERE course_id = ? AND id > ? AND completed_at IS NULL ORDER BY id LIMIT ? FOR UPDATE
      """;

  /** Of some enrolments, those in which no lesson is left that only the learner can complete. */
  private static final String CANDIDATES =
      """
      SELECT e.user_id FROM enrolments e
      WHERE NOT EXISTS (
        SELECT 1 FROM lessons l
        WHERE l.course_id = e.course_id AND NOT l.draft AND l.completion <> 'quiz'
          AND NOT EXISTS (
            SELECT 1 FROM lesson_progress p
            WHERE p.user_id = e.user_id AND p.lesson_id = l.id AND p.completed_at IS NOT NULL))
        AND e.id IN (\
      """;

  private final Database database;
  private final Completions completions;
  private final Tasks.Kind settling;

  /** Settlements in {@code database}, by one of {@code tasks}. */
  public Settlements(Database database, Completions completions, Tasks tasks) {
    this.database = database;
    this.completions = completions;
    this.settling = tasks.add("settling", this::step);
  }

  /** Has everybody in a course looked at once the transaction is committed. */
  public void ask(Transaction transaction, long courseId) {
    transaction.run(ASK, courseId);
    transaction.afterCommit(settling::hurry);
  }

  private record Round(long courseId, long asked, long doneTo) {}

  /** Looks at some more of one course; false where nobody is left. */
  private boolean step() {
    Optional<Round> round =
        database.reading(
            statements ->
                statements.first(
                    NEXT,
                    row ->
                        new Round(
                            row.number("course_id"), row.number("asked"), row.number("done_to"))));
    round.ifPresent(this::settle);
    return round.isPresent();
  }

  private void settle(Round round) {
    List<Long> looked = database.inTransaction(transaction -> settle(transaction, round));
    var _ =
        database.inTransaction(
            transaction ->
                looked.isEmpty()
                    ? transaction.run(FINISH, round.courseId(), round.asked())
                    : transaction.run(GO_ON, looked.getLast(), round.courseId(), round.asked()));
  }

  /** Settles the next enrolments of a course, and answers which these are. */
  private List<Long> settle(Transaction transaction, Round round) {
    List<Long> looked =
        transaction.list(
            UNFINISHED, row -> row.number("id"), round.courseId(), round.doneTo(), LOOKED_AT_ONCE);
    if (!looked.isEmpty()) {
      String among = Transaction.marks(looked.size()) + ')';
      transaction
          .list(CANDIDATES + among, row -> row.number("user_id"), looked.toArray())
          .forEach(userId -> completions.settle(transaction, userId, round.courseId()));
    }
    return looked;
  }
}
