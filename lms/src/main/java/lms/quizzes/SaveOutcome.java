package lms.quizzes;

import java.util.List;
import lms.platform.Words;

/** What comes of wanting to save answers. Nothing was saved unless it is {@link Saved}. */
sealed interface SaveOutcome {
  /** What is stored now of each answer sent, which may be a newer one. */
  record Saved(List<SavedAnswer> stored) implements SaveOutcome {}

  /** The quiz has no such question. */
  record UnknownQuestion(long questionId) implements SaveOutcome {}

  /** The value can't be an answer to its question. */
  record Invalid(long questionId, Words fault) implements SaveOutcome {}

  /** The sequence number was used for another value. */
  record SequenceReused(SavedAnswer stored) implements SaveOutcome {}

  /** The attempt was submitted. */
  record Submitted() implements SaveOutcome {}

  /** The deadline and its grace are over; the attempt is closed and graded instead. */
  record Overdue(SubmitOutcome.Graded graded) implements SaveOutcome {}
}
