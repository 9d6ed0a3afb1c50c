package lms.quizzes;

import java.util.Collection;
import java.util.List;
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
    return fault(question.kind(), question.options(), value);
  }

  /** The same of a question without its key. */
  static Optional<Words> fault(QuestionKind kind, List<Question.Option> options, String value) {
    int max = lengthMax(kind);
    if (value.length() > max) {
      return Optional.of(Words.of("quizzes.answer-too-long", value.length(), max));
    }
    if (value.isBlank()) {
      return Optional.empty();
    }
    return switch (kind) {
      case SINGLE -> unknownOption(options, List.of(value));
      case MULTIPLE -> unknownOption(options, Grading.ids(value));
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

  private static Optional<Words> unknownOption(
      List<Question.Option> options, Collection<String> chosen) {
    List<String> known = options.stream().map(Question.Option::id).toList();
    return chosen.stream()
        .filter(id -> !known.contains(id))
        .findFirst()
        .map(id -> Words.of("quizzes.answer-unknown-option", id, String.join(", ", known)));
  }
}
