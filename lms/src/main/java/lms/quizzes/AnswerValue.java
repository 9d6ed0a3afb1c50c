package lms.quizzes;

import java.util.Optional;
import lms.platform.Words;

/** The rules for what may be saved as an answer. An empty value takes an answer back. */
final class AnswerValue {
  /** Characters of the longest answer, but that of an essay. */
  static final int LENGTH_MAX = 4_000;

  /** Characters of the longest essay: as bytes they fit into the column in any language. */
  static final int ESSAY_MAX = 16_000;

  private AnswerValue() {}

  /** What is wrong with {@code value} as an answer to {@code question}, for the learner to read. */
  static Optional<Words> fault(Question question, String value) {
    int max = lengthMax(question.kind());
    if (value.length() > max) {
      return Optional.of(Words.of("quizzes.answer-too-long", value.length(), max));
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
      case TEXT, ESSAY -> Optional.empty();
    };
  }

  static int lengthMax(QuestionKind kind) {
    return kind == QuestionKind.ESSAY ? ESSAY_MAX : LENGTH_MAX;
  }

  private static Optional<Words> unknownOption(Question question, String id) {
    String known = String.join(", ", question.options().stream().map(Question.Option::id).toList());
    return Optional.of(Words.of("quizzes.answer-unknown-option", id, known));
  }
}
