package lms.quizzes;

import java.util.Collection;

/** What comes of wanting to start an attempt. */
sealed interface StartOutcome {
  /**
   * There is an open attempt.
   *
   * @param resumed it was open before
   */
  record Open(Attempt attempt, Collection<Answer> answers, boolean resumed)
      implements StartOutcome {}

  /** Only who takes the course may take its quiz. */
  record NotEnrolled() implements StartOutcome {}

  /** All allowed attempts are used. */
  record LimitReached(int limit) implements StartOutcome {}

  /** The latest attempt is past its end and must be closed before another can start. */
  record Overdue(Attempt attempt) implements StartOutcome {}
}
