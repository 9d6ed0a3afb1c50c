package lms.quizzes;

import java.util.List;

/** What comes of wanting to save answers. Nothing was saved unless it is {@link Saved}. */
sealed interface SaveOutcome {
  /** What is stored now of each answer sent, which may be a newer one. */
  record Saved(List<Answer> stored) implements SaveOutcome {}

  /** There is no such attempt of this learner, or no such question in its quiz. */
  record Unknown(String what) implements SaveOutcome {}

  /** The value can't be an answer to its question. */
  record Invalid(long questionId, String fault) implements SaveOutcome {}

  /** The sequence number was used for another value. */
  record SequenceReused(Answer stored) implements SaveOutcome {}

  /** The attempt was submitted. */
  record Submitted() implements SaveOutcome {}

  /** The deadline and its grace are over and the attempt is still to be closed. */
  record Overdue() implements SaveOutcome {}
}
