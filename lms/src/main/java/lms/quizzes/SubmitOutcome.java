package lms.quizzes;

/** What comes of wanting to submit an attempt. */
sealed interface SubmitOutcome {
  /** It is graded by this submission, or by its deadline if that had passed. */
  record Graded(long attemptId, double score, double maxScore) implements SubmitOutcome {}

  /** It had been submitted before. */
  record AlreadySubmitted() implements SubmitOutcome {}
}
