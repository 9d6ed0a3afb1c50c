package lms.quizzes;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    return new Question(7, 1, kind, "?", choice ? LETTERS : List.of(), correct, 0.5, 2, "", "");
  }

  static QuizContent content(int questions) {
    return new QuizContent(pool("", 0, questions), Map.of());
  }

  /** Questions of one pool, whose ids follow {@code after}. */
  static List<Question> pool(String pool, int after, int questions) {
    return IntStream.rangeClosed(after + 1, after + questions)
        .mapToObj(
            i ->
                new Question(
                    i, i, QuestionKind.SINGLE, "Question " + i, LETTERS, "a", 0, 1, "", pool))
        .toList();
  }

  static QuizSettings settings(@Nullable Integer timeLimitSeconds, int graceSeconds) {
    return settings(timeLimitSeconds, graceSeconds, null, null);
  }

  static QuizSettings settings(
      @Nullable Integer timeLimitSeconds,
      int graceSeconds,
      @Nullable Instant opensAt,
      @Nullable Instant closesAt) {
    return new QuizSettings(
        "Quiz",
        timeLimitSeconds,
        graceSeconds,
        null,
        true,
        60,
        opensAt,
        closesAt,
        QuizSettings.Overdue.SUBMIT,
        QuizSettings.Review.ALL);
  }
}
