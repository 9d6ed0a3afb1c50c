package lms.quizzes;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * A submitted attempt with what each answer earned and what would have been right, as far as the
 * learner may see it.
 *
 * @param score null where it is hidden, or the attempt does not count
 * @param passed null where the score is
 * @param counted false where the time was over and the quiz counts only what was handed in
 * @param pending answers that wait for marks and are not part of the score
 * @param visible whether there is anything to see now
 * @param visibleFrom when that changes, or null
 */
public record AttemptReview(
    long attemptId,
    long quizId,
    long courseId,
    String title,
    int number,
    @Nullable Double score,
    double maxScore,
    @Nullable Boolean passed,
    int passPercent,
    boolean counted,
    int pending,
    boolean visible,
    @Nullable Instant visibleFrom,
    List<Line> lines) {
  /**
   * One question of a review.
   *
   * @param answer in words; empty where there was none
   * @param correct null where it is hidden or nobody can say
   * @param points null where they are hidden or not given yet
   * @param pending waits for a teacher's marks
   * @param feedback of the author, or the empty text
   * @param comment of who marked it, or the empty text
   */
  public record Line(
      String prompt,
      String answer,
      @Nullable String correct,
      @Nullable Double points,
      int pointsMax,
      boolean pending,
      String feedback,
      String comment) {}

  /**
   * Whether a learner may see what came of an attempt.
   *
   * @param from when that changes, or null
   */
  record Visible(boolean now, @Nullable Instant from) {}

  static AttemptReview hidden(Quiz quiz, Attempt attempt, Visible visible) {
    return review(quiz, attempt, null, visible, List.of());
  }

  static AttemptReview of(
      Quiz quiz,
      Attempt attempt,
      Paper paper,
      Map<Long, SavedAnswer> answers,
      Map<Long, Mark> marks,
      Visible visible) {
    QuizSettings.Review rules = quiz.settings().review();
    List<Line> lines =
        paper.questions().stream()
            .map(
                question ->
                    line(rules, question, answers.get(question.id()), marks.get(question.id())))
            .toList();
    return review(quiz, attempt, rules.score() ? attempt.score() : null, visible, lines);
  }

  private static AttemptReview review(
      Quiz quiz, Attempt attempt, @Nullable Double score, Visible visible, List<Line> lines) {
    Double stored = attempt.maxScore();
    double max = stored == null ? 0 : stored;
    return new AttemptReview(
        attempt.id(),
        quiz.id(),
        quiz.courseId(),
        quiz.title(),
        attempt.number(),
        score,
        max,
        score == null ? null : Grading.passes(quiz.settings(), score, max),
        quiz.settings().passPercent(),
        attempt.ending() != Attempt.Ending.DISCARDED,
        attempt.pending(),
        visible.now(),
        visible.from(),
        lines);
  }

  private static Line line(
      QuizSettings.Review rules,
      Question question,
      @Nullable SavedAnswer saved,
      @Nullable Mark mark) {
    String value = saved == null ? "" : saved.value();
    boolean pending = mark == null && Grading.waits(question, value);
    Double points =
        !rules.score() || pending
            ? null
            : mark == null
                ? Double.valueOf(Grading.points(question, value))
                : Double.valueOf(mark.of(question));
    boolean keyed = rules.key() && question.kind() != QuestionKind.ESSAY;
    return new Line(
        question.prompt(),
        readable(question, value),
        keyed ? readable(question, question.correct()) : null,
        points,
        question.points(),
        pending,
        rules.feedback() ? question.feedback() : "",
        mark == null || !rules.feedback() ? "" : mark.comment());
  }

  /** The result in words. */
  public Words result() {
    if (!counted && visible) {
      return Words.of("quizzes.not-counted");
    }
    if (score == null) {
      return Words.of("quizzes.handed-in");
    }
    if (pending > 0) {
      return Words.of("quizzes.score-so-far", score, maxScore, pending);
    }
    return Words.of(
        Boolean.TRUE.equals(passed) ? "quizzes.passed" : "quizzes.not-passed", score, maxScore);
  }

  /** Options by their text, since ids mean nothing to people. */
  static String readable(Question question, String value) {
    return switch (question.kind()) {
      case SINGLE, MULTIPLE ->
          question.options().stream()
              .filter(option -> Grading.ids(value).contains(option.id()))
              .map(Question.Option::text)
              .collect(Collectors.joining("; "));
      case NUMERIC, ESSAY -> value;
      case TEXT -> value.lines().collect(Collectors.joining(" / "));
    };
  }
}
