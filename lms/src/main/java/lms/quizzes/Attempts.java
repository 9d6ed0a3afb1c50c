package lms.quizzes;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import lms.certificates.Completions;
import lms.notifications.Notifications;
import lms.platform.Metrics;
import lms.platform.Transaction;

/**
 * The rules of taking a quiz, each within a transaction of the caller's. Thread-safe.
 *
 * <p>Locks: starting holds the learner's enrolment, so that the limit holds however many ask at
 * once; saving and submitting hold the attempt, so that no answer is accepted after submission and
 * none accepted before it is missed by grading. Grading then takes the enrolment. Only starting
 * over an overdue attempt takes them the other way round; should that ever meet a submission, the
 * database breaks the circle and the transaction runs again.
 */
final class Attempts {
  private final AttemptStore store = new AttemptStore();
  private final Completions completions;
  private final Notifications notifications;
  private final InstantSource clock;
  private final LongSupplier seeds;
  private final Metrics metrics;

  /**
   * Attempts timed by {@code clock}.
   *
   * @param seeds one number for each attempt's order of questions
   */
  Attempts(
      Completions completions,
      Notifications notifications,
      InstantSource clock,
      LongSupplier seeds,
      Metrics metrics) {
    this.completions = completions;
    this.notifications = notifications;
    this.clock = clock;
    this.seeds = seeds;
    this.metrics = metrics;
  }

  /** Opens the learner's next attempt at {@code quiz}, or resumes the open one. */
  StartOutcome start(Transaction transaction, Quiz quiz, long userId) {
    if (!completions.lock(transaction, userId, quiz.courseId())) {
      return new StartOutcome.NotEnrolled();
    }
    Instant now = now();
    Attempt latest =
        store.latest(transaction, quiz.id(), userId, 1).stream().findFirst().orElse(null);
    if (latest != null && !latest.submitted()) {
      if (!latest.overdue(quiz, now)) {
        var answers = store.answers(transaction, latest.id()).values();
        return new StartOutcome.Open(latest, answers, true);
      }
      closeOverdue(transaction, quiz, latest.id());
    }
    int number = latest == null ? 1 : latest.number() + 1;
    Integer limit = quiz.attemptLimit();
    return limit != null && number > limit
        ? new StartOutcome.LimitReached(limit)
        : open(transaction, quiz, userId, number, now);
  }

  private StartOutcome open(
      Transaction transaction, Quiz quiz, long userId, int number, Instant now) {
    long seed = seeds.getAsLong();
    long id = store.insert(transaction, quiz, userId, number, seed, now);
    transaction.afterCommit(() -> metrics.count("lms_quiz_attempts_total"));
    var attempt =
        new Attempt(
            id,
            quiz.id(),
            userId,
            number,
            seed,
            now,
            Attempt.deadline(quiz, now),
            null,
            null,
            null);
    return new StartOutcome.Open(attempt, List.of(), false);
  }

  /** Keeps those of {@code sent} that are newer than what is stored; all of them or none. */
  SaveOutcome save(Transaction transaction, Quiz quiz, long attemptId, List<SavedAnswer> sent) {
    Attempt attempt = locked(transaction, attemptId);
    if (attempt.submitted()) {
      return new SaveOutcome.Submitted();
    }
    Instant now = now();
    if (attempt.overdue(quiz, now)) {
      return new SaveOutcome.Overdue(grade(transaction, quiz, attempt));
    }
    return sent.stream()
        .flatMap(answer -> refusal(quiz, answer).stream())
        .findFirst()
        .orElseGet(() -> merge(transaction, attemptId, sent, now));
  }

  private static Optional<SaveOutcome> refusal(Quiz quiz, SavedAnswer answer) {
    Question question = quiz.question(answer.questionId()).orElse(null);
    if (question == null) {
      return Optional.of(new SaveOutcome.UnknownQuestion(answer.questionId()));
    }
    return AnswerValue.fault(question, answer.value())
        .map(fault -> new SaveOutcome.Invalid(question.id(), fault));
  }

  private SaveOutcome merge(
      Transaction transaction, long attemptId, List<SavedAnswer> sent, Instant now) {
    Map<Long, SavedAnswer> stored = store.answers(transaction, attemptId);
    var newer = new ArrayList<SavedAnswer>(sent.size());
    var kept = new ArrayList<SavedAnswer>(sent.size());
    for (SavedAnswer answer : sent) {
      SavedAnswer before = stored.get(answer.questionId());
      if (before == null || answer.sequence() > before.sequence()) {
        newer.add(answer);
        kept.add(answer);
      } else if (answer.sequence() == before.sequence() && !answer.value().equals(before.value())) {
        return new SaveOutcome.SequenceReused(before);
      } else {
        kept.add(before);
      }
    }
    if (!newer.isEmpty()) {
      store.save(transaction, attemptId, newer, now);
      transaction.afterCommit(() -> metrics.add(newer.size(), "lms_quiz_answers_saved_total"));
    }
    return new SaveOutcome.Saved(List.copyOf(kept));
  }

  /** Grades an attempt for good. One past its end counts as submitted at its end. */
  SubmitOutcome submit(Transaction transaction, Quiz quiz, long attemptId) {
    Attempt attempt = locked(transaction, attemptId);
    return attempt.submitted()
        ? new SubmitOutcome.AlreadySubmitted()
        : grade(transaction, quiz, attempt);
  }

  /** Grades an attempt that is past its end; leaves every other as it is. */
  void closeOverdue(Transaction transaction, Quiz quiz, long attemptId) {
    Attempt attempt = locked(transaction, attemptId);
    if (attempt.overdue(quiz, now())) {
      grade(transaction, quiz, attempt);
    }
  }

  private SubmitOutcome.Graded grade(Transaction transaction, Quiz quiz, Attempt attempt) {
    Map<Long, String> values =
        store.answers(transaction, attempt.id()).values().stream()
            .collect(Collectors.toMap(SavedAnswer::questionId, SavedAnswer::value));
    double score = Grading.score(quiz, values);
    double max = quiz.maxScore();
    Instant now = now();
    Instant end = attempt.endsAt(quiz);
    Instant submittedAt = end != null && now.isAfter(end) ? end : now;
    String ending = submittedAt.isBefore(now) ? "deadline" : "learner";
    store.close(transaction, attempt.id(), submittedAt, score, max);
    notifications.add(
        transaction,
        attempt.userId(),
        Notifications.Kind.GRADE,
        "%s: %s of %s points".formatted(quiz.title(), Points.text(score), Points.text(max)),
        "/attempts/" + attempt.id() + "/review");
    if (completions.lock(transaction, attempt.userId(), quiz.courseId())) {
      completions.settle(transaction, attempt.userId(), quiz.courseId());
    }
    transaction.afterCommit(() -> metrics.count("lms_quiz_submissions_total", "ending", ending));
    return new SubmitOutcome.Graded(attempt.id(), score, max);
  }

  private Attempt locked(Transaction transaction, long attemptId) {
    return store
        .locked(transaction, attemptId)
        .orElseThrow(() -> new IllegalStateException("there is no attempt " + attemptId));
  }

  /** In the milliseconds that the database keeps. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
