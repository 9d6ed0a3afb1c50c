package lms.quizzes;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import lms.platform.Database;
import lms.platform.Problem;
import lms.platform.Sha256;
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
      INSERT INTO answer_marks
        (attempt_id, question_id, points, comment, sequence, marked_by, marked_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE points = VALUES(points), comment = VALUES(comment),
        sequence = VALUES(sequence), marked_by = VALUES(marked_by), marked_at = VALUES(marked_at)
      """;

  private static final String TAKE_BACK =
      "DELETE FROM answer_marks WHERE attempt_id = ? AND question_id = ?";

  /** As their author has them, and those that were drawn at the end. */
  private static final Comparator<Question> BY_AUTHOR =
      Comparator.comparing(Question::pool)
          .thenComparingInt(Question::position)
          .thenComparingLong(Question::id);

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
   * @param number from 1, in the author's order
   * @param answer in words; empty where there is none
   * @param sequence of the answer, 0 where there is none
   * @param key what is right, or what markers look for, in words
   * @param automatic what the key gives; null where only a teacher can say
   * @param marked what a teacher gave, or null
   */
  public record Answered(
      int number,
      Question question,
      String answer,
      long sequence,
      String key,
      @Nullable Double automatic,
      @Nullable Double marked,
      String comment) {}

  /**
   * A submitted attempt as its marker sees it.
   *
   * @param seen names these answers and marks: with others it is another
   */
  public record Sheet(List<Answered> answers, String seen) {
    /** Copies its list. */
    public Sheet {
      answers = List.copyOf(answers);
    }

    static Sheet of(List<Answered> answers) {
      StringBuilder all = new StringBuilder();
      for (Answered answered : answers) {
        all.append(answered.question().id())
            .append(' ')
            .append(answered.sequence())
            .append(' ')
            .append(answered.marked())
            .append(' ')
            .append(answered.comment().length())
            .append(' ')
            .append(answered.comment());
      }
      return new Sheet(answers, HexFormat.of().formatHex(Sha256.of(all.toString())));
    }

    private Answered answered(long questionId) {
      return answers.stream()
          .filter(answered -> answered.question().id() == questionId)
          .findFirst()
          .orElseThrow(
              () -> Problem.notFound(Words.of("quizzes.not-asked", Long.toString(questionId))));
    }
  }

  /**
   * What a teacher gives for an answer.
   *
   * @param points 0 up to what the question is worth; null to take back what was given
   */
  public record Given(@Nullable Double points, String comment) {}

  /** Attempts at a quiz with answers that wait for marks, by id, behind {@code afterAttemptId}. */
  public List<Long> pending(Transaction statements, long quizId, long afterAttemptId, int count) {
    return statements.list(PENDING, row -> row.number("id"), quizId, afterAttemptId, count);
  }

  /** All questions and answers of a submitted attempt, by today's keys. */
  public Sheet sheet(Transaction statements, long attemptId) {
    Attempt attempt = closed(store.find(statements, attemptId).orElse(null), attemptId);
    return sheet(statements, quizzes.stored(statements, attempt.quizId()).orElseThrow(), attempt);
  }

  private Sheet sheet(Transaction statements, Quiz quiz, Attempt attempt) {
    Map<Long, SavedAnswer> answers = store.answers(statements, attempt.id());
    Map<Long, Mark> marks = store.marks(statements, attempt.id());
    List<Question> questions =
        attempts.corrected(statements, quiz, attempt).questions().stream()
            .sorted(BY_AUTHOR)
            .toList();
    var all = new ArrayList<Answered>(questions.size());
    for (Question question : questions) {
      all.add(
          answered(all.size() + 1, question, answers.get(question.id()), marks.get(question.id())));
    }
    return Sheet.of(all);
  }

  private static Answered answered(
      int number, Question question, @Nullable SavedAnswer saved, @Nullable Mark mark) {
    String value = saved == null ? "" : saved.value();
    return new Answered(
        number,
        question,
        AttemptReview.readable(question, value),
        saved == null ? 0 : saved.sequence(),
        AttemptReview.readable(question, question.correct()),
        Grading.waits(question, value) ? null : Grading.points(question, value),
        mark == null ? null : mark.of(question),
        mark == null ? "" : mark.comment());
  }

  /**
   * Gives points for answers of a submitted attempt, instead of what they had, and grades the
   * attempt anew.
   *
   * @param seen what the marker had before the eyes
   * @param given by question id
   * @return false where others have marked or answered since, and nothing was done
   */
  public boolean mark(
      Transaction transaction,
      long attemptId,
      String seen,
      Map<Long, Given> given,
      long teacherId) {
    long quizId = closed(store.find(transaction, attemptId).orElse(null), attemptId).quizId();
    Quiz quiz = quizzes.shared(transaction, quizId).orElseThrow();
    Attempt attempt = closed(store.locked(transaction, attemptId).orElse(null), attemptId);
    Sheet sheet = sheet(transaction, quiz, attempt);
    if (!sheet.seen().equals(seen)) {
      return false;
    }
    given.forEach(
        (questionId, mark) ->
            mark(transaction, attemptId, sheet.answered(questionId), mark, teacherId));
    attempts.regrade(transaction, quiz, attemptId);
    return true;
  }

  private void mark(
      Transaction transaction, long attemptId, Answered answered, Given given, long teacherId) {
    Question question = answered.question();
    Double points = given.points();
    String comment = given.comment();
    if (points == null) {
      transaction.run(TAKE_BACK, attemptId, question.id());
      return;
    }
    if (!(points >= 0 && points <= question.points())) {
      throw Problem.wrong("bad-points", Words.of("quizzes.bad-points", question.points()));
    }
    if (comment.length() > COMMENT_MAX) {
      throw Problem.wrong(
          "bad-comment", Words.of("quizzes.comment-too-long", comment.length(), COMMENT_MAX));
    }
    transaction.run(
        MARK,
        attemptId,
        question.id(),
        points,
        comment,
        answered.sequence(),
        teacherId,
        clock.instant());
  }

  private static Attempt closed(@Nullable Attempt attempt, long attemptId) {
    if (attempt == null) {
      throw Problem.notFound(Words.of("quizzes.no-attempt", Long.toString(attemptId)));
    }
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
