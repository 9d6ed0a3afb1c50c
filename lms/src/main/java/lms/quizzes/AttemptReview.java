package lms.quizzes;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A submitted attempt with what each answer earned and what would have been right. */
public record AttemptReview(
    long attemptId,
    long quizId,
    long courseId,
    String title,
    int number,
    double score,
    double maxScore,
    boolean passed,
    int passPercent,
    List<Line> lines) {
  /** One question of a review; the answer is empty where there was none. */
  public record Line(String prompt, String answer, String correct, double points, int pointsMax) {}

  static AttemptReview of(Quiz quiz, Attempt attempt, Map<Long, SavedAnswer> answers) {
    var shuffle = new Shuffle(quiz, attempt.shuffleSeed());
    double score = attempt.score() == null ? 0 : attempt.score();
    return new AttemptReview(
        attempt.id(),
        quiz.id(),
        quiz.courseId(),
        quiz.title(),
        attempt.number(),
        score,
        attempt.maxScore() == null ? quiz.maxScore() : attempt.maxScore(),
        quiz.passes(score),
        quiz.passPercent(),
        shuffle.questions(quiz).stream()
            .map(question -> line(question, answers.get(question.id())))
            .toList());
  }

  private static Line line(Question question, @Nullable SavedAnswer saved) {
    String value = saved == null ? "" : saved.value();
    return new Line(
        question.prompt(),
        readable(question, value),
        readable(question, question.correct()),
        Grading.points(question, value),
        question.points());
  }

  /** Options by their text, since ids mean nothing to a learner. */
  private static String readable(Question question, String value) {
    return switch (question.kind()) {
      case SINGLE, MULTIPLE ->
          question.options().stream()
              .filter(option -> Grading.ids(value).contains(option.id()))
              .map(Question.Option::text)
              .collect(Collectors.joining("; "));
      case NUMERIC -> value;
      case TEXT -> value.lines().collect(Collectors.joining(" / "));
    };
  }
}
