package lms.quizzes;

import java.util.Optional;
import lms.platform.Words;

/** The rules for what may be saved as an answer. An empty value takes an answer back. */
final class AnswerValue {
  /** Characters of the longest answer. */
  static final int LENGTH_MAX = 4_000;

  private AnswerValue() {}

  /** What is wrong with {@code value} as an answer to {@code question}, for the learner to read. */
  static Optional<Words> fault(Question question, String value) {
    if (value.length() > LENGTH_MAX) {
      return Optional.of(Words.of("quizzes.answer-too-long", value.length(), LENGTH_MAX));
    }
    if (value.isBlank()) {
      return Optional.empty();
    }
    return switch (question.kind()) {
      case SINGLE -> question.hasOption(value) ? Optional.empty() : unknownOption(question, value);
      case MULTIPLE ->
          Grading.ids(value).stream()
              .filter(id -> !question.hasOption(id))
              .findFirst()
              .flatMap(id -> unknownOption(question, id));
      case NUMERIC ->
          Grading.decimal(value).isPresent()
              ? Optional.empty()
              : Optional.of(Words.of("quizzes.answer-no-number"));
      case TEXT -> Optional.empty();
    };
  }

  private static Optional<Words> unknownOption(Question question, String id) {
    String known = String.join(", ", question.options().stream().map(Question.Option::id).toList());
    return Optional.of(Words.of("quizzes.answer-unknown-option", id, known));
  }
}
