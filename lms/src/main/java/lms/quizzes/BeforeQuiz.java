package lms.quizzes;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lms.platform.Problem;

/**
 * What there is to say to somebody before an attempt at a quiz.
 *
 * @param attempts one's own, the latest first
 * @param visible whether results are shown by now
 */
record BeforeQuiz(
    AttemptStore.Standing standing,
    QuizContent content,
    List<Attempt> attempts,
    AttemptReview.Visible visible,
    Instant now) {
  BeforeQuiz {
    attempts = List.copyOf(attempts);
  }

  Quiz quiz() {
    return standing.quiz();
  }

  /** Whether an attempt waits to be gone on with. */
  boolean open() {
    Attempt latest = standing.latest();
    return latest != null && !latest.submitted();
  }

  /** Why no attempt can begin now; empty where one can, or is open. */
  Optional<Problem> refusal() {
    return open() ? Optional.empty() : Attempts.refusal(standing, now).map(QuizTaking::refused);
  }

  /** Whether learners see what an attempt came to. */
  boolean scored() {
    return visible.now() && quiz().settings().review().score();
  }
}
