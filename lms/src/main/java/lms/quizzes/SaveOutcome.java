package lms.quizzes;

import java.time.Instant;
import java.util.List;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/** What comes of wanting to save answers. Nothing was saved unless it is {@link Saved}. */
sealed interface SaveOutcome {
  /**
   * What is stored now of each answer sent, which may be a newer one.
   *
   * @param deadline of the attempt; null where time is unlimited
   */
  record Saved(List<SavedAnswer> stored, @Nullable Instant deadline) implements SaveOutcome {}

  /** The quiz has no such question. */
  record UnknownQuestion(long questionId) implements SaveOutcome {}

  /** The value can't be an answer to its question. */
  record Invalid(long questionId, Words fault) implements SaveOutcome {}

  /** The sequence number was used for another value. */
  record SequenceReused(SavedAnswer stored) implements SaveOutcome {}

  /** The attempt was submitted. */
  record Submitted() implements SaveOutcome {}

  /** The deadline and its grace are over: the attempt is to be closed. */
  record Overdue() implements SaveOutcome {}
}
