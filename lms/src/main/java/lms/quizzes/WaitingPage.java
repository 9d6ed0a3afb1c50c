package lms.quizzes;

import java.time.Duration;
import java.time.Instant;
import lms.admission.Admission;
import lms.admission.Turn;
import lms.platform.Text;

/**
 * The page of somebody who waits to begin.
 *
 * @param place in words
 * @param seconds until it is the learner's turn; 0 where it is
 */
public record WaitingPage(long quizId, String title, String place, long seconds) {
  static WaitingPage of(Quiz quiz, Turn turn, Text text, Instant now) {
    return switch (turn) {
      case Turn.Now() ->
          new WaitingPage(
              quiz.id(),
              quiz.title(),
              text.of("quizzes.your-turn", text.duration(Admission.KEPT)),
              0);
      case Turn.Later(long place, Instant at) -> {
        long seconds = QuizRoutes.secondsUntil(at, now);
        yield new WaitingPage(
            quiz.id(),
            quiz.title(),
            text.of(
                "quizzes.your-place",
                place,
                text.duration(Duration.ofSeconds(seconds)),
                text.dateTimeSeconds(at)),
            seconds);
      }
    };
  }
}
