package lms.quizzes;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Small quizzes to test with. */
final class QuizExamples {
  static final List<Question.Option> LETTERS =
      Stream.of("a", "b", "c", "d").map(id -> new Question.Option(id, "Option " + id)).toList();

  private QuizExamples() {}

  static Question question(QuestionKind kind, String correct) {
    boolean choice = kind == QuestionKind.SINGLE || kind == QuestionKind.MULTIPLE;
    return new Question(7, 1, kind, "?", choice ? LETTERS : List.of(), correct, 0.5, 2);
  }

  static Quiz quiz(boolean shuffled, int questions) {
    return quiz(shuffled, questions, null, 0);
  }

  static Quiz quiz(
      boolean shuffled, int questions, @Nullable Integer timeLimitSeconds, int graceSeconds) {
    var list =
        IntStream.rangeClosed(1, questions)
            .mapToObj(
                i -> new Question(i, i, QuestionKind.SINGLE, "Question " + i, LETTERS, "a", 0, 1))
            .toList();
    return new Quiz(1, 1, "Quiz", timeLimitSeconds, graceSeconds, null, shuffled, 60, list);
  }
}
