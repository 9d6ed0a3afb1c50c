package lms.quizzes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lms.platform.Text;

/**
 * The page before a quiz: what it asks for and what the learner has done so far.
 *
 * @param facts one sentence each
 * @param open an attempt waits to be gone on with
 * @param refusal why no attempt can begin now, or the empty text where the button does something
 * @param opensInSeconds after which it is worth looking again; 0 where it is not
 */
public record QuizPage(
    long quizId,
    long courseId,
    String title,
    List<String> facts,
    List<Line> attempts,
    boolean open,
    String refusal,
    long opensInSeconds) {
  /**
   * One attempt.
   *
   * @param result in words
   */
  public record Line(
      long attemptId, int number, String started, boolean submitted, String result) {}

  static QuizPage of(BeforeQuiz before, Text text) {
    AttemptStore.Standing standing = before.standing();
    Quiz quiz = before.quiz();
    Instant now = before.now();
    Instant opening = standing.timing().opensAt();
    boolean early = standing.timing().beforeOpening(now) && opening != null;
    return new QuizPage(
        quiz.id(),
        quiz.courseId(),
        quiz.title(),
        facts(standing, before.content(), text),
        before.attempts().stream().map(attempt -> line(attempt, before.scored(), text)).toList(),
        before.open(),
        before.refusal().map(problem -> problem.detail(text) + ".").orElse(""),
        early ? Duration.between(now, opening).toSeconds() + 1 : 0);
  }

  /** What it asks of everybody: how much, and for how long. */
  static List<String> facts(QuizSettings settings, QuizContent content, Text text) {
    Integer seconds = settings.timeLimitSeconds();
    return List.of(
        text.of("quizzes.size", content.size(), content.maxScore(), settings.passPercent()),
        seconds == null
            ? text.of("quizzes.unlimited")
            : text.of("quizzes.time-limit", text.duration(Duration.ofSeconds(seconds))));
  }

  private static List<String> facts(
      AttemptStore.Standing standing, QuizContent content, Text text) {
    QuizSettings settings = standing.quiz().settings();
    Timing timing = standing.timing();
    List<String> facts = new ArrayList<>(facts(settings, content, text));
    Integer seconds = settings.timeLimitSeconds();
    Instant closing = timing.closesAt();
    int extra = standing.allowance().extraSeconds();
    if (extra > 0 && (seconds != null || closing != null)) {
      facts.add(text.of("quizzes.extra-time", text.duration(Duration.ofSeconds(extra))));
    }
    Integer limit = timing.attemptLimit();
    facts.add(
        limit == null
            ? text.of("quizzes.attempts-unlimited")
            : text.of("quizzes.attempts-limit", limit));
    Instant opening = timing.opensAt();
    if (opening != null) {
      facts.add(text.of("quizzes.opens", text.dateTime(opening)));
    }
    if (closing != null) {
      facts.add(text.of("quizzes.closes", text.dateTime(closing)));
    }
    Instant end = timing.endsAt();
    if (end != null && extra > 0) {
      facts.add(text.of("quizzes.ends-later", text.dateTime(end)));
    }
    if (seconds != null || closing != null) {
      facts.add(text.of("quizzes.overdue-" + settings.overdue().word(), settings.graceSeconds()));
    }
    return List.copyOf(facts);
  }

  private static Line line(Attempt attempt, boolean scored, Text text) {
    return new Line(
        attempt.id(),
        attempt.number(),
        text.dateTime(attempt.startedAt()),
        attempt.submitted(),
        attempt.submitted() ? result(attempt, scored, text) : text.of("quizzes.open"));
  }

  private static String result(Attempt attempt, boolean scored, Text text) {
    Double score = attempt.score();
    Double max = attempt.maxScore();
    if (!scored) {
      return text.of("quizzes.handed-in");
    }
    if (score == null || max == null) {
      return text.of("quizzes.not-counted");
    }
    return attempt.pending() > 0
        ? text.of("quizzes.waits-for-marks")
        : text.of("quizzes.score", text.number(score), text.number(max));
  }
}
