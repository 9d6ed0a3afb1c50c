package lms.quizzes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lms.platform.Row;
import lms.platform.Transaction;
import org.jspecify.annotations.Nullable;

/** The rows of attempts, answers and marks. Holds no state. */
final class AttemptStore {
  private static final String COLUMNS =
      "id, quiz_id, user_id, number, revision, shuffle_seed, started_at, deadline_at,"
          + " extended_seconds, submitted_at, score, max_score, ending, pending, flags";

  private static final String FIND = "SELECT " + COLUMNS + " FROM attempts WHERE id = ?";

  private static final String LATEST =
      "SELECT "
          + COLUMNS
          + " FROM attempts WHERE quiz_id = ? AND user_id = ? ORDER BY number DESC LIMIT ?";

  /** The attempt in a derived table, so that the lock of the quiz is none of the attempt. */
  private static final String STANDING =
      """
      SELECT %s, w.extra_seconds, w.extra_attempts, w.opens_at AS own_opens_at,
        w.closes_at AS own_closes_at, a.*
      FROM quizzes z
        LEFT JOIN quiz_allowances w ON w.quiz_id = z.id AND w.user_id = ?
        LEFT JOIN (%s) a ON a.quiz_id = z.id
      WHERE z.id = ?
      """
          .formatted(QuizStore.COLUMNS, LATEST);

  private static final String INSERT =
      """
      INSERT INTO attempts
        (quiz_id, user_id, number, revision, shuffle_seed, started_at, deadline_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String CLOSE =
      """
      UPDATE attempts SET submitted_at = ?, score = ?, max_score = ?, ending = ?, pending = ?
      WHERE id = ?
      """;

  private static final String ANSWERS =
      "SELECT question_id, sequence, value FROM answers WHERE attempt_id = ?";

  /** A mark is of one answer: another one given since, after a reopening, has none. */
  private static final String MARKS =
      """
      SELECT m.question_id, m.points, m.comment FROM answer_marks m
        LEFT JOIN answers s ON s.attempt_id = m.attempt_id AND s.question_id = m.question_id
      WHERE m.attempt_id = ? AND CASE
        WHEN m.sequence IS NULL THEN s.saved_at IS NULL OR s.saved_at <= m.marked_at
        ELSE m.sequence = COALESCE(s.sequence, 0) END
      """;

  /**
   * What decides whether somebody may begin an attempt.
   *
   * @param latest null before the first
   */
  record Standing(Quiz quiz, Allowance allowance, @Nullable Attempt latest) {
    Timing timing() {
      return new Timing(quiz.settings(), allowance);
    }
  }

  Optional<Attempt> find(Transaction transaction, long id) {
    return transaction.first(FIND, AttemptStore::attempt, id);
  }

  /** The attempt, kept from others until the transaction ends. */
  Optional<Attempt> locked(Transaction transaction, long id) {
    return transaction.first(FIND + " FOR UPDATE", AttemptStore::attempt, id);
  }

  /** A learner's attempts at a quiz, the latest first, at most {@code count}. */
  List<Attempt> latest(Transaction transaction, long quizId, long userId, int count) {
    return transaction.list(LATEST, AttemptStore::attempt, quizId, userId, count);
  }

  /** How somebody stands with a quiz. */
  Optional<Standing> standing(Transaction transaction, long quizId, long userId) {
    return transaction.first(STANDING, AttemptStore::standing, userId, quizId, userId, 1, quizId);
  }

  /** The same; the quiz's rules stay as they are until the transaction ends. */
  Optional<Standing> lockedStanding(Transaction transaction, long quizId, long userId) {
    return transaction.first(
        STANDING + " LOCK IN SHARE MODE",
        AttemptStore::standing,
        userId,
        quizId,
        userId,
        1,
        quizId);
  }

  /** Adds an open attempt and answers its id. */
  long insert(Transaction transaction, Attempt attempt) {
    return transaction.insert(
        INSERT,
        attempt.quizId(),
        attempt.userId(),
        attempt.number(),
        attempt.revision(),
        attempt.shuffleSeed(),
        attempt.startedAt(),
        attempt.deadlineAt());
  }

  void close(Transaction transaction, long id, Instant submittedAt, Result result) {
    transaction.run(
        CLOSE,
        submittedAt,
        result.score(),
        result.maxScore(),
        result.ending().word(),
        result.pending(),
        id);
  }

  /** Opens a submitted attempt again. */
  void reopen(Transaction transaction, long id, @Nullable Instant deadlineAt, int extendedSeconds) {
    transaction.run(
        """
        UPDATE attempts SET submitted_at = NULL, score = NULL, max_score = NULL, ending = NULL,
          pending = 0, deadline_at = ?, extended_seconds = ?
        WHERE id = ?
        """,
        deadlineAt,
        extendedSeconds,
        id);
  }

  void setDeadline(
      Transaction transaction, long id, @Nullable Instant deadlineAt, int extendedSeconds) {
    transaction.run(
        "UPDATE attempts SET deadline_at = ?, extended_seconds = ? WHERE id = ?",
        deadlineAt,
        extendedSeconds,
        id);
  }

  void setFlags(Transaction transaction, long id, String flags) {
    transaction.run("UPDATE attempts SET flags = ? WHERE id = ?", flags, id);
  }

  /** All answers of an attempt, by question id. */
  Map<Long, SavedAnswer> answers(Transaction transaction, long attemptId) {
    var answers = new HashMap<Long, SavedAnswer>();
    transaction
        .list(ANSWERS, AttemptStore::answer, attemptId)
        .forEach(answer -> answers.put(answer.questionId(), answer));
    return answers;
  }

  /** All points given by hand for the answers of now, by question id. */
  Map<Long, Mark> marks(Transaction transaction, long attemptId) {
    var marks = new HashMap<Long, Mark>();
    transaction
        .list(
            MARKS,
            row ->
                Map.entry(
                    row.number("question_id"),
                    new Mark(fraction(row, "points"), row.text("comment"))),
            attemptId)
        .forEach(entry -> marks.put(entry.getKey(), entry.getValue()));
    return marks;
  }

  private static double fraction(Row row, String column) {
    Double value = row.optionalFraction(column);
    return value == null ? 0 : value;
  }

  /** Keeps each answer in the place of what was there; one statement for all. */
  void save(
      Transaction transaction, long attemptId, Collection<SavedAnswer> answers, Instant savedAt) {
    var parameters = new ArrayList<@Nullable Object>(answers.size() * 5);
    for (SavedAnswer answer : answers) {
      Collections.addAll(
          parameters, attemptId, answer.questionId(), answer.sequence(), answer.value(), savedAt);
    }
    String rows = Transaction.marks("(?, ?, ?, ?, ?)", answers.size());
    transaction.run(
        "INSERT INTO answers (attempt_id, question_id, sequence, value, saved_at) VALUES "
            + rows
            + " ON DUPLICATE KEY UPDATE sequence = VALUES(sequence), value = VALUES(value),"
            + " saved_at = VALUES(saved_at)",
        parameters.toArray());
  }

  private static Standing standing(Row row) {
    return new Standing(
        QuizStore.quiz(row),
        allowance(row),
        row.optionalNumber("id") == null ? null : attempt(row));
  }

  /** An allowance that was joined, with its times under names of their own. */
  static Allowance allowance(Row row) {
    Long seconds = row.optionalNumber("extra_seconds");
    Long attempts = row.optionalNumber("extra_attempts");
    return seconds == null || attempts == null
        ? Allowance.NONE
        : new Allowance(
            seconds.intValue(),
            attempts.intValue(),
            row.optionalInstant("own_opens_at"),
            row.optionalInstant("own_closes_at"));
  }

  static Attempt attempt(Row row) {
    String ending = row.optionalText("ending");
    String flags = row.optionalText("flags");
    return new Attempt(
        row.number("id"),
        row.number("quiz_id"),
        row.number("user_id"),
        (int) row.number("number"),
        (int) row.number("revision"),
        row.number("shuffle_seed"),
        row.instant("started_at"),
        row.optionalInstant("deadline_at"),
        (int) row.number("extended_seconds"),
        row.optionalInstant("submitted_at"),
        row.optionalFraction("score"),
        row.optionalFraction("max_score"),
        ending == null ? null : Attempt.Ending.of(ending),
        (int) row.number("pending"),
        flags == null ? "" : flags);
  }

  private static SavedAnswer answer(Row row) {
    return new SavedAnswer(row.number("question_id"), row.number("sequence"), row.text("value"));
  }
}
