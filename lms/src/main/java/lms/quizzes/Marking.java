package lms.quizzes;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import lms.platform.Database;
import lms.platform.Problem;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * Points that teachers give: for essays, instead of what a key gave, and anew for everybody after a
 * key was corrected. Thread-safe. The caller has checked that the person teaches the course.
 */
public final class Marking {
  /** Characters of the longest comment. */
  public static final int COMMENT_MAX = 2_000;

  private static final int REGRADED_AT_ONCE = 200;

  private static final String PENDING =
      """
      SELECT a.id FROM attempts a
      WHERE a.quiz_id = ? AND a.pending > 0 AND a.id > ? ORDER BY a.id LIMIT ?
      """;

  private static final String CLOSED =
      """
      SELECT id FROM attempts
      WHERE quiz_id = ? AND submitted_at IS NOT NULL AND id > ? ORDER BY id LIMIT ?
      """;

  private static final String MARK =
      """
      INSERT INTO answer_marks (attempt_id, question_id, points, comment, marked_by, marked_at)
      VALUES (?, ?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE points = VALUES(points), comment = VALUES(comment),
        marked_by = VALUES(marked_by), marked_at = VALUES(marked_at)
      """;

  private final AttemptStore store = new AttemptStore();
  private final Database database;
  private final QuizStore quizzes;
  private final Attempts attempts;
  private final InstantSource clock;

  Marking(Database database, QuizStore quizzes, Attempts attempts, InstantSource clock) {
    this.database = database;
    this.quizzes = quizzes;
    this.attempts = attempts;
    this.clock = clock;
  }

  /**
   * One question of an attempt as its marker sees it.
   *
   * @param automatic what the key gives; null where only a teacher can say
   * @param marked what a teacher gave, or null
   */
  public record Answered(
      Question question,
      String value,
      @Nullable Double automatic,
      @Nullable Double marked,
      String comment) {}

  /** Attempts at a quiz with answers that wait for marks, by id, behind {@code afterAttemptId}. */
  public List<Long> pending(Transaction statements, long quizId, long afterAttemptId, int count) {
    return statements.list(PENDING, row -> row.number("id"), quizId, afterAttemptId, count);
  }

  /** All questions and answers of a submitted attempt, in the author's order, by today's keys. */
  public List<Answered> answers(Transaction statements, long attemptId) {
    Attempt attempt = closed(statements, attemptId);
    Quiz quiz = quizzes.stored(statements, attempt.quizId()).orElseThrow();
    Map<Long, SavedAnswer> answers = store.answers(statements, attemptId);
    Map<Long, Mark> marks = store.marks(statements, attemptId);
    return attempts.corrected(statements, quiz, attempt).questions().stream()
        .sorted(java.util.Comparator.comparingInt(Question::position))
        .map(question -> answered(question, answers.get(question.id()), marks.get(question.id())))
        .toList();
  }

  private static Answered answered(
      Question question, @Nullable SavedAnswer saved, @Nullable Mark mark) {
    String value = saved == null ? "" : saved.value();
    return new Answered(
        question,
        value,
        Grading.waits(question, value) ? null : Grading.points(question, value),
        mark == null ? null : mark.points(),
        mark == null ? "" : mark.comment());
  }

  /**
   * Gives points for one answer of a submitted attempt, instead of what it had, and grades the
   * attempt anew.
   *
   * @param points 0 up to what the question is worth
   */
  public void mark(
      Transaction transaction,
      long attemptId,
      long questionId,
      double points,
      String comment,
      long teacherId) {
    Attempt attempt = closed(transaction, attemptId);
    Quiz quiz = quizzes.shared(transaction, attempt.quizId()).orElseThrow();
    Question question =
        attempts
            .corrected(transaction, quiz, attempt)
            .question(questionId)
            .orElseThrow(
                () -> Problem.notFound(Words.of("quizzes.not-asked", Long.toString(questionId))));
    if (!(points >= 0 && points <= question.points())) {
      throw Problem.wrong("bad-points", Words.of("quizzes.bad-points", question.points()));
    }
    if (comment.length() > COMMENT_MAX) {
      throw Problem.wrong(
          "bad-comment", Words.of("quizzes.comment-too-long", comment.length(), COMMENT_MAX));
    }
    transaction.run(MARK, attemptId, questionId, points, comment, teacherId, clock.instant());
    attempts.regrade(transaction, quiz, attemptId);
  }

  private Attempt closed(Transaction statements, long attemptId) {
    Attempt attempt =
        store
            .find(statements, attemptId)
            .orElseThrow(
                () -> Problem.notFound(Words.of("quizzes.no-attempt", Long.toString(attemptId))));
    if (!attempt.submitted()) {
      throw Problem.conflict("attempt-open", Words.of("quizzes.not-yet-marked"));
    }
    return attempt;
  }

  /**
   * Grades all submitted attempts at a quiz anew, each in a transaction of its own. Whoever submits
   * meanwhile is graded by the new keys already. May be called again after a failure.
   *
   * @return how many came to other points
   */
  public int regrade(long quizId) {
    int changed = 0;
    long after = 0;
    List<Long> some;
    do {
      long last = after;
      some =
          database.reading(
              statements ->
                  statements.list(CLOSED, row -> row.number("id"), quizId, last, REGRADED_AT_ONCE));
      for (long attemptId : some) {
        changed += database.inTransaction(work -> regrade(work, quizId, attemptId)) ? 1 : 0;
        after = attemptId;
      }
    } while (some.size() == REGRADED_AT_ONCE);
    return changed;
  }

  /** What one attempt came to. */
  public record Regraded(@Nullable Double before, @Nullable Double after, boolean changed) {}

  /** Grades one submitted attempt anew, within a transaction of the caller's. */
  public Regraded regradeOne(Transaction transaction, long quizId, long attemptId) {
    Double before = store.find(transaction, attemptId).map(Attempt::score).orElse(null);
    boolean changed = regrade(transaction, quizId, attemptId);
    Double after = store.find(transaction, attemptId).map(Attempt::score).orElse(null);
    return new Regraded(before, after, changed);
  }

  private boolean regrade(Transaction transaction, long quizId, long attemptId) {
    Quiz quiz =
        quizzes
            .shared(transaction, quizId)
            .orElseThrow(
                () -> Problem.notFound(Words.of("quizzes.unknown", Long.toString(quizId))));
    return attempts.regrade(transaction, quiz, attemptId);
  }
}
