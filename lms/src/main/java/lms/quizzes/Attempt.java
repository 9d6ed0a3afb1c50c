package lms.quizzes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One learner's try at one quiz, as stored.
 *
 * @param number 1 for the learner's first attempt at this quiz
 * @param deadlineAt null where time is unlimited
 * @param submittedAt null while the attempt is open
 * @param score null while the attempt is open
 */
record Attempt(
    long id,
    long quizId,
    long userId,
    int number,
    long shuffleSeed,
    Instant startedAt,
    @Nullable Instant deadlineAt,
    @Nullable Instant submittedAt,
    @Nullable Double score,
    @Nullable Double maxScore) {
  boolean submitted() {
    return submittedAt != null;
  }

  /** When the last answer is accepted: the deadline and the quiz's grace; null for never. */
  @Nullable Instant endsAt(Quiz quiz) {
    return deadlineAt == null ? null : deadlineAt.plusSeconds(quiz.graceSeconds());
  }

  /** Not submitted although its time and grace are over. */
  boolean overdue(Quiz quiz, Instant now) {
    Instant end = endsAt(quiz);
    return !submitted() && end != null && now.isAfter(end);
  }

  /** The deadline of an attempt that starts now; null where time is unlimited. */
  static @Nullable Instant deadline(Quiz quiz, Instant now) {
    Integer limit = quiz.timeLimitSeconds();
    return limit == null ? null : now.plusSeconds(limit);
  }
}
