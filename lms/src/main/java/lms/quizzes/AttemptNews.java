package lms.quizzes;

import java.time.Duration;
import java.util.Objects;
import lms.notifications.Notifications;
import lms.platform.Transaction;
import lms.platform.Words;

/** What learners hear of their attempts. */
final class AttemptNews {
  private final Notifications notifications;

  AttemptNews(Notifications notifications) {
    this.notifications = notifications;
  }

  /**
   * That an attempt is closed or has other points than before, and its points where the learner may
   * know them.
   */
  void graded(Transaction transaction, Quiz quiz, Attempt attempt, Result result) {
    notifications.add(
        transaction,
        attempt.userId(),
        Notifications.Kind.GRADE,
        said(quiz, result),
        "/attempts/" + attempt.id() + "/review");
  }

  /** That an open attempt lasts {@code more}. */
  void extended(Transaction transaction, Quiz quiz, Attempt attempt, Duration more) {
    Words words = Words.of("quizzes.news-extended", quiz.title(), minutes(more.toSeconds()));
    timed(transaction, attempt.userId(), words, "/attempts/" + attempt.id());
  }

  /** That a closed attempt is open again, with all its answers. */
  void reopened(Transaction transaction, Quiz quiz, Attempt attempt) {
    Words words = Words.of("quizzes.news-reopened", quiz.title());
    timed(transaction, attempt.userId(), words, "/attempts/" + attempt.id());
  }

  /** What a learner is allowed from now on beyond the rules of a quiz, as far as that changed. */
  void allowed(
      Transaction transaction, Quiz quiz, long userId, Allowance before, Allowance allowance) {
    String link = "/quizzes/" + quiz.id();
    if (allowance.extraSeconds() != before.extraSeconds()
        || allowance.extraAttempts() != before.extraAttempts()) {
      Words words =
          Words.of(
              "quizzes.news-allowed",
              quiz.title(),
              minutes(allowance.extraSeconds()),
              allowance.extraAttempts());
      timed(transaction, userId, words, link);
    }
    if (!Objects.equals(allowance.opensAt(), before.opensAt())
        || !Objects.equals(allowance.closesAt(), before.closesAt())) {
      timed(transaction, userId, Words.of("quizzes.news-window", quiz.title()), link);
    }
  }

  private static long minutes(long seconds) {
    return Math.ceilDiv(seconds, 60L);
  }

  private static Words said(Quiz quiz, Result result) {
    Double score = result.score();
    QuizSettings.Review review = quiz.settings().review();
    if (score == null) {
      return Words.of("quizzes.news-not-counted", quiz.title());
    }
    if (!review.scoreAtOnce()) {
      return Words.of("quizzes.news-handed-in", quiz.title());
    }
    if (result.pending() > 0) {
      return Words.of("quizzes.news-waits", quiz.title());
    }
    return Words.of("quizzes.news-points", quiz.title(), score, result.maxScore());
  }

  private void timed(Transaction transaction, long userId, Words words, String link) {
    notifications.add(transaction, userId, Notifications.Kind.TIME, words, link);
  }
}
