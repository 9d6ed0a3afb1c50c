package lms.quizzes;

import java.time.Duration;
import java.util.List;
import lms.platform.Text;

/**
 * The page before a quiz: what it asks for and what the learner has done so far.
 *
 * @param facts one sentence each
 * @param open an attempt waits to be gone on with
 * @param startable the button does something
 */
public record QuizPage(
    long quizId,
    long courseId,
    String title,
    List<String> facts,
    List<Line> attempts,
    boolean open,
    boolean startable) {
  /**
   * One attempt.
   *
   * @param result points in words, or the empty text while it is open
   */
  public record Line(long attemptId, int number, String started, String result) {}

  static QuizPage of(Quiz quiz, List<Attempt> attempts, Text text) {
    Attempt latest = attempts.isEmpty() ? null : attempts.getFirst();
    boolean open = latest != null && !latest.submitted();
    int used = latest == null ? 0 : latest.number();
    Integer limit = quiz.attemptLimit();
    return new QuizPage(
        quiz.id(),
        quiz.courseId(),
        quiz.title(),
        List.of(size(quiz, text), time(quiz, text), attempts(quiz, text)),
        attempts.stream().map(attempt -> line(attempt, text)).toList(),
        open,
        open || limit == null || used < limit);
  }

  private static String size(Quiz quiz, Text text) {
    return text.of("quizzes.size", quiz.questions().size(), quiz.maxScore(), quiz.passPercent());
  }

  private static String time(Quiz quiz, Text text) {
    Integer seconds = quiz.timeLimitSeconds();
    return seconds == null
        ? text.of("quizzes.unlimited")
        : text.of("quizzes.time-limit", text.duration(Duration.ofSeconds(seconds)));
  }

  private static String attempts(Quiz quiz, Text text) {
    Integer limit = quiz.attemptLimit();
    return limit == null
        ? text.of("quizzes.attempts-unlimited")
        : text.of("quizzes.attempts-limit", limit);
  }

  private static Line line(Attempt attempt, Text text) {
    Double score = attempt.score();
    Double max = attempt.maxScore();
    return new Line(
        attempt.id(),
        attempt.number(),
        text.dateTime(attempt.startedAt()),
        score == null || max == null
            ? ""
            : text.of("quizzes.score", text.number(score), text.number(max)));
  }
}
