package lms.quizzes;

import java.util.Collection;

/** What comes of wanting to start an attempt. */
sealed interface StartOutcome {
  /**
   * There is an open attempt.
   *
   * @param resumed it was open before
   */
  record Open(Attempt attempt, Collection<SavedAnswer> answers, boolean resumed)
      implements StartOutcome {}

  /** Only who takes the course may take its quiz. */
  record NotEnrolled() implements StartOutcome {}

  /** All allowed attempts are used. */
  record LimitReached(int limit) implements StartOutcome {}
}
