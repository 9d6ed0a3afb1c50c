package lms.quizzes;

import org.jspecify.annotations.Nullable;

/** What comes of wanting to submit an attempt. */
sealed interface SubmitOutcome {
  /**
   * It is graded by this submission, or by its deadline if that had passed.
   *
   * @param score null where the attempt does not count
   */
  record Graded(long attemptId, @Nullable Double score, double maxScore) implements SubmitOutcome {}

  /** It had been submitted before. */
  record AlreadySubmitted() implements SubmitOutcome {}
}
