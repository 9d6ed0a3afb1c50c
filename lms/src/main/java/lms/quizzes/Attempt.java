package lms.quizzes;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One learner's try at one quiz, as stored.
 *
 * @param number 1 for the learner's first attempt at this quiz
 * @param revision of the quiz's questions, kept whatever becomes of the quiz
 * @param deadlineAt null where time is unlimited
 * @param extendedSeconds what of the time was given to this attempt alone
 * @param submittedAt null while the attempt is open
 * @param score null while the attempt is open, and where it does not count
 * @param ending null while the attempt is open
 * @param pending answers that wait for marks and are not part of the score
 * @param flags ids of questions to look at again, comma separated
 */
record Attempt(
    long id,
    long quizId,
    long userId,
    int number,
    int revision,
    long shuffleSeed,
    Instant startedAt,
    @Nullable Instant deadlineAt,
    int extendedSeconds,
    @Nullable Instant submittedAt,
    @Nullable Double score,
    @Nullable Double maxScore,
    @Nullable Ending ending,
    int pending,
    String flags) {
  /** How an attempt ended. */
  enum Ending {
    /** The learner handed it in. */
    LEARNER,
    /** What was saved was taken when the time was over. */
    DEADLINE,
    /** The time was over, and by the quiz's rule it does not count. */
    DISCARDED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Ending of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** The same, stored under {@code id}. */
  Attempt with(long id) {
    return new Attempt(
        id,
        quizId,
        userId,
        number,
        revision,
        shuffleSeed,
        startedAt,
        deadlineAt,
        extendedSeconds,
        submittedAt,
        score,
        maxScore,
        ending,
        pending,
        flags);
  }

  /** The ids of {@link #flags}. */
  List<Long> flagged() {
    return Grading.ids(flags).stream().map(Long::valueOf).toList();
  }

  boolean submitted() {
    return submittedAt != null;
  }

  /** When the last answer is accepted: the deadline and the quiz's grace; null for never. */
  @Nullable Instant endsAt(QuizSettings settings) {
    return deadlineAt == null ? null : deadlineAt.plusSeconds(settings.graceSeconds());
  }

  /** Not submitted although its time and grace are over. */
  boolean overdue(QuizSettings settings, Instant now) {
    Instant end = endsAt(settings);
    return !submitted() && end != null && now.isAfter(end);
  }
}
