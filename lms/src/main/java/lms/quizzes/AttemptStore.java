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

/** The rows of attempts and answers. Holds no state. */
final class AttemptStore {
  private static final String COLUMNS =
      "id, quiz_id, user_id, number, shuffle_seed, started_at, deadline_at, submitted_at, score,"
          + " max_score";

  private static final String FIND = "SELECT " + COLUMNS + " FROM attempts WHERE id = ?";

  private static final String LATEST =
      "SELECT "
          + COLUMNS
          + " FROM attempts WHERE quiz_id = ? AND user_id = ? ORDER BY number DESC LIMIT ?";

  private static final String INSERT =
      """
      INSERT INTO attempts
        (quiz_id, user_id, number, shuffle_seed, started_at, deadline_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  private static final String CLOSE =
      "UPDATE attempts SET submitted_at = ?, score = ?, max_score = ? WHERE id = ?";

  private static final String ANSWERS =
      "SELECT question_id, sequence, value FROM answers WHERE attempt_id = ?";

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

  /** Adds an open attempt and answers its id. */
  long insert(
      Transaction transaction,
      Quiz quiz,
      long userId,
      int number,
      long shuffleSeed,
      Instant startedAt) {
    return transaction.insert(
        INSERT,
        quiz.id(),
        userId,
        number,
        shuffleSeed,
        startedAt,
        Attempt.deadline(quiz, startedAt));
  }

  void close(Transaction transaction, long id, Instant submittedAt, double score, double maxScore) {
    transaction.run(CLOSE, submittedAt, score, maxScore, id);
  }

  /** All answers of an attempt, by question id. */
  Map<Long, SavedAnswer> answers(Transaction transaction, long attemptId) {
    var answers = new HashMap<Long, SavedAnswer>();
    transaction
        .list(ANSWERS, AttemptStore::answer, attemptId)
        .forEach(answer -> answers.put(answer.questionId(), answer));
    return answers;
  }

  /** Keeps each answer in the place of what was there; one statement for all. */
  void save(
      Transaction transaction, long attemptId, Collection<SavedAnswer> answers, Instant savedAt) {
    var parameters = new ArrayList<@Nullable Object>(answers.size() * 5);
    for (SavedAnswer answer : answers) {
      Collections.addAll(
          parameters, attemptId, answer.questionId(), answer.sequence(), answer.value(), savedAt);
    }
    String rows = String.join(", ", Collections.nCopies(answers.size(), "(?, ?, ?, ?, ?)"));
    transaction.run(
        "INSERT INTO answers (attempt_id, question_id, sequence, value, saved_at) VALUES "
            + rows
            + " ON DUPLICATE KEY UPDATE sequence = VALUES(sequence), value = VALUES(value),"
            + " saved_at = VALUES(saved_at)",
        parameters.toArray());
  }

  private static Attempt attempt(Row row) {
    return new Attempt(
        row.number("id"),
        row.number("quiz_id"),
        row.number("user_id"),
        (int) row.number("number"),
        row.number("shuffle_seed"),
        row.instant("started_at"),
        row.optionalInstant("deadline_at"),
        row.optionalInstant("submitted_at"),
        row.optionalFraction("score"),
        row.optionalFraction("max_score"));
  }

  private static SavedAnswer answer(Row row) {
    return new SavedAnswer(row.number("question_id"), row.number("sequence"), row.text("value"));
  }
}
