package lms.quizzes;

import lms.notifications.Notifications;
import lms.platform.Transaction;

/** What learners hear of their attempts. */
final class AttemptNews {
  private final Notifications notifications;

  AttemptNews(Notifications notifications) {
    this.notifications = notifications;
  }

  /** That an attempt is closed, and its points where the learner may know them. */
  void closed(Transaction transaction, Quiz quiz, Attempt attempt, Result result) {
    add(transaction, attempt, said(quiz, result));
  }

  /** That an attempt has other points than before. */
  void regraded(Transaction transaction, Quiz quiz, Attempt attempt, Result result) {
    add(transaction, attempt, said(quiz, result));
  }

  private static String said(Quiz quiz, Result result) {
    Double score = result.score();
    QuizSettings.Review review = quiz.settings().review();
    if (score == null) {
      return "%s: not handed in in time".formatted(quiz.title());
    }
    if (!review.scoreAtOnce()) {
      return "%s: handed in".formatted(quiz.title());
    }
    if (result.pending() > 0) {
      return "%s: handed in, waits for marks".formatted(quiz.title());
    }
    return "%s: %s of %s points"
        .formatted(quiz.title(), Points.text(score), Points.text(result.maxScore()));
  }

  private void add(Transaction transaction, Attempt attempt, String title) {
    notifications.add(
        transaction,
        attempt.userId(),
        Notifications.Kind.GRADE,
        title,
        "/attempts/" + attempt.id() + "/review");
  }
}
