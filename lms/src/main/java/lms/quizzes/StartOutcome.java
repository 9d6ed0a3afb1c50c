package lms.quizzes;

import java.time.Instant;
import java.util.Collection;

/** What comes of wanting to start an attempt. */
sealed interface StartOutcome {
  /**
   * There is an open attempt.
   *
   * @param resumed it was open before
   */
  record Open(
      Quiz quiz, Attempt attempt, Paper paper, Collection<SavedAnswer> answers, boolean resumed)
      implements StartOutcome {}

  /** Only who takes the course may take its quiz. */
  record NotEnrolled() implements StartOutcome {}

  /** All allowed attempts are used. */
  record LimitReached(int limit) implements StartOutcome {}

  /** It does not begin before this instant. */
  record NotYetOpen(Instant opensAt) implements StartOutcome {}

  /** It closed at this instant. */
  record Closed(Instant closedAt) implements StartOutcome {}

  /** It is not there for learners, or not any more. */
  record Unpublished(long quizId) implements StartOutcome {}

  /** There is nothing to ask. */
  record NoQuestions() implements StartOutcome {}
}
