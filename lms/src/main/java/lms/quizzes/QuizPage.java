package lms.quizzes;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

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
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /**
   * One attempt.
   *
   * @param result points in words, or the empty text while it is open
   */
  public record Line(long attemptId, int number, String started, String result) {}

  static QuizPage of(Quiz quiz, List<Attempt> attempts) {
    Attempt latest = attempts.isEmpty() ? null : attempts.getFirst();
    boolean open = latest != null && !latest.submitted();
    int used = latest == null ? 0 : latest.number();
    Integer limit = quiz.attemptLimit();
    return new QuizPage(
        quiz.id(),
        quiz.courseId(),
        quiz.title(),
        List.of(size(quiz), time(quiz), attempts(quiz)),
        attempts.stream().map(QuizPage::line).toList(),
        open,
        open || limit == null || used < limit);
  }

  /** An instant as learners read it. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }

  private static String size(Quiz quiz) {
    return "%d questions, %s points; %d %% of the points pass."
        .formatted(quiz.questions().size(), Points.text(quiz.maxScore()), quiz.passPercent());
  }

  private static String time(Quiz quiz) {
    Integer seconds = quiz.timeLimitSeconds();
    if (seconds == null) {
      return "Take as long as you like.";
    }
    var limit = Duration.ofSeconds(seconds);
    return limit.toSecondsPart() == 0
        ? "You have %d minutes from the start.".formatted(limit.toMinutes())
        : "You have %d seconds from the start.".formatted(seconds);
  }

  private static String attempts(Quiz quiz) {
    Integer limit = quiz.attemptLimit();
    if (limit == null) {
      return "Try as often as you like; the best attempt counts.";
    }
    return limit == 1
        ? "You have one attempt."
        : "You have %d attempts; the best counts.".formatted(limit);
  }

  private static Line line(Attempt attempt) {
    Double score = attempt.score();
    Double max = attempt.maxScore();
    String result =
        score == null || max == null ? "" : Points.text(score) + " of " + Points.text(max);
    return new Line(attempt.id(), attempt.number(), time(attempt.startedAt()), result);
  }
}
