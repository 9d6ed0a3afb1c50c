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
 * The rules of taking a quiz, each within a transaction of the caller's.
 *
 * <p>Locks: starting holds the learner's enrolment, so that the limit holds however many ask at
 * once; saving and submitting hold the attempt, so that no answer is accepted after submission and
 * none accepted before it is missed by grading. Submission then takes the enrolment; nobody takes
 * an attempt while holding an enrolment, so these never wait for each other in a circle.
 */
final class Attempts {
  private final AttemptStore store = new AttemptStore();
  private final QuizStore quizzes;
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
      QuizStore quizzes,
      Completions completions,
      Notifications notifications,
      InstantSource clock,
      LongSupplier seeds,
      Metrics metrics) {
    this.quizzes = quizzes;
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
    Optional<Attempt> latest = store.latest(transaction, quiz.id(), userId, 1).stream().findFirst();
    if (latest.isPresent() && !latest.get().submitted()) {
      Attempt open = latest.get();
      return open.overdue(quiz, now)
          ? new StartOutcome.Overdue(open)
          : new StartOutcome.Open(open, store.answers(transaction, open.id()).values(), true);
    }
    int number = latest.map(Attempt::number).orElse(0) + 1;
    Integer limit = quiz.attemptLimit();
    if (limit != null && number > limit) {
      return new StartOutcome.LimitReached(limit);
    }
    long seed = seeds.getAsLong();
    long id = store.insert(transaction, quiz, userId, number, seed, now);
    transaction.afterCommit(() -> metrics.count("lms_quiz_attempts_total"));
    Instant deadline = Attempt.deadline(quiz, now);
    var attempt = new Attempt(id, quiz.id(), userId, number, seed, now, deadline, null, null, null);
    return new StartOutcome.Open(attempt, List.of(), false);
  }

  /** Keeps those of {@code sent} that are newer than what is stored; all of them or none. */
  SaveOutcome save(Transaction transaction, long userId, long attemptId, List<Answer> sent) {
    Attempt attempt = store.locked(transaction, attemptId).orElse(null);
    if (attempt == null || attempt.userId() != userId) {
      return new SaveOutcome.Unknown("attempt " + attemptId);
    }
    if (attempt.submitted()) {
      return new SaveOutcome.Submitted();
    }
    Quiz quiz = quizOf(transaction, attempt);
    Instant now = now();
    if (attempt.overdue(quiz, now)) {
      return new SaveOutcome.Overdue();
    }
    Optional<SaveOutcome> refusal =
        sent.stream().flatMap(answer -> refusal(quiz, answer).stream()).findFirst();
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return merge(transaction, attemptId, sent, now);
  }

  private static Optional<SaveOutcome> refusal(Quiz quiz, Answer answer) {
    Question question = quiz.question(answer.questionId()).orElse(null);
    if (question == null) {
      return Optional.of(new SaveOutcome.Unknown("question " + answer.questionId()));
    }
    return AnswerValue.fault(question, answer.value())
        .map(fault -> new SaveOutcome.Invalid(question.id(), fault));
  }

  private SaveOutcome merge(
      Transaction transaction, long attemptId, List<Answer> sent, Instant now) {
    Map<Long, Answer> stored = store.answers(transaction, attemptId);
    var newer = new ArrayList<Answer>(sent.size());
    var kept = new ArrayList<Answer>(sent.size());
    for (Answer answer : sent) {
      Answer before = stored.get(answer.questionId());
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
      transaction.afterCommit(
          () -> metrics.counter("lms_quiz_answers_saved_total").increment(newer.size()));
    }
    return new SaveOutcome.Saved(List.copyOf(kept));
  }

  /** Grades an attempt for good. One past its end counts as submitted at its end. */
  SubmitOutcome submit(Transaction transaction, long userId, long attemptId) {
    Attempt attempt = store.locked(transaction, attemptId).orElse(null);
    if (attempt == null || attempt.userId() != userId) {
      return new SubmitOutcome.Unknown();
    }
    if (attempt.submitted()) {
      return new SubmitOutcome.AlreadySubmitted();
    }
    return grade(transaction, quizOf(transaction, attempt), attempt);
  }

  /** Grades an attempt that is past its end; leaves every other as it is. */
  void closeOverdue(Transaction transaction, long attemptId) {
    Attempt attempt = store.locked(transaction, attemptId).orElse(null);
    if (attempt != null) {
      Quiz quiz = quizOf(transaction, attempt);
      if (attempt.overdue(quiz, now())) {
        grade(transaction, quiz, attempt);
      }
    }
  }

  private SubmitOutcome.Graded grade(Transaction transaction, Quiz quiz, Attempt attempt) {
    Map<Long, String> values =
        store.answers(transaction, attempt.id()).values().stream()
            .collect(Collectors.toMap(Answer::questionId, Answer::value));
    double score = Grading.score(quiz, values);
    double max = quiz.maxScore();
    Instant now = now();
    Instant end = attempt.endsAt(quiz);
    Instant submittedAt = end != null && now.isAfter(end) ? end : now;
    boolean late = submittedAt.isBefore(now);
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
    transaction.afterCommit(
        () -> metrics.count("lms_quiz_submissions_total", "ending", late ? "deadline" : "learner"));
    return new SubmitOutcome.Graded(attempt.id(), score, max);
  }

  private Quiz quizOf(Transaction transaction, Attempt attempt) {
    return quizzes
        .find(transaction, attempt.quizId())
        .orElseThrow(() -> new IllegalStateException("there is no quiz " + attempt.quizId()));
  }

  /** In the milliseconds that the database keeps. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
