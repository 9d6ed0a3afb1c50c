package lms.quizzes;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import lms.certificates.Completions;
import lms.platform.Metrics;
import lms.platform.Transaction;

/**
 * The rules of taking a quiz, each within a transaction of the caller's. Thread-safe.
 *
 * <p>Locks: starting holds the learner's enrolment, so that the limit holds however many ask at
 * once, and shares the quiz, so that a change of its rules comes before or after as a whole; saving
 * and submitting hold the attempt, so that no answer is accepted after submission and none accepted
 * before it is missed by grading. Grading shares the quiz before it takes the attempt, and takes
 * the enrolment last. Only starting over an overdue attempt takes them the other way round; should
 * that ever meet a submission, the database breaks the circle and the transaction runs again.
 */
final class Attempts {
  private final AttemptStore store = new AttemptStore();
  private final QuizStore quizzes;
  private final Completions completions;
  private final AttemptNews news;
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
      AttemptNews news,
      InstantSource clock,
      LongSupplier seeds,
      Metrics metrics) {
    this.quizzes = quizzes;
    this.completions = completions;
    this.news = news;
    this.clock = clock;
    this.seeds = seeds;
    this.metrics = metrics;
  }

  /** Opens the learner's next attempt at a quiz, or resumes the open one. */
  StartOutcome start(Transaction transaction, long courseId, long quizId, long userId) {
    if (!completions.lock(transaction, userId, courseId)) {
      return new StartOutcome.NotEnrolled();
    }
    AttemptStore.Standing standing = store.lockedStanding(transaction, quizId, userId).orElse(null);
    if (standing == null) {
      return new StartOutcome.Unpublished(quizId);
    }
    Quiz quiz = standing.quiz();
    Instant now = now();
    Attempt latest = standing.latest();
    if (latest != null && !latest.submitted()) {
      if (!latest.overdue(quiz.settings(), now)) {
        return resumed(transaction, quiz, latest);
      }
      closeOverdue(transaction, quiz, latest.id());
    }
    return refusal(standing, now).orElseGet(() -> open(transaction, standing, userId, now));
  }

  /** Why somebody without an open attempt may begin none now. */
  static Optional<StartOutcome> refusal(AttemptStore.Standing standing, Instant now) {
    if (standing.quiz().draft()) {
      return Optional.of(new StartOutcome.Unpublished(standing.quiz().id()));
    }
    Timing timing = standing.timing();
    Instant opening = timing.opensAt();
    Instant closing = timing.closesAt();
    if (opening != null && timing.beforeOpening(now)) {
      return Optional.of(new StartOutcome.NotYetOpen(opening));
    }
    if (closing != null && timing.closed(now)) {
      return Optional.of(new StartOutcome.Closed(closing));
    }
    Attempt latest = standing.latest();
    Integer limit = timing.attemptLimit();
    return limit != null && latest != null && latest.number() >= limit
        ? Optional.of(new StartOutcome.LimitReached(limit))
        : Optional.empty();
  }

  private StartOutcome resumed(Transaction transaction, Quiz quiz, Attempt attempt) {
    return new StartOutcome.Open(
        quiz,
        attempt,
        paper(transaction, quiz, attempt),
        store.answers(transaction, attempt.id()).values(),
        true);
  }

  private StartOutcome open(
      Transaction transaction, AttemptStore.Standing standing, long userId, Instant now) {
    Quiz quiz = standing.quiz();
    Attempt latest = standing.latest();
    var attempt =
        new Attempt(
            0,
            quiz.id(),
            userId,
            latest == null ? 1 : latest.number() + 1,
            quiz.revision(),
            seeds.getAsLong(),
            now,
            standing.timing().deadline(now, 0),
            0,
            null,
            null,
            null,
            null,
            0,
            "");
    Paper paper = paper(transaction, quiz, attempt);
    if (paper.questions().isEmpty()) {
      return new StartOutcome.NoQuestions();
    }
    long id = store.insert(transaction, attempt);
    transaction.afterCommit(() -> metrics.count("lms_quiz_attempts_total"));
    return new StartOutcome.Open(quiz, attempt.with(id), paper, List.of(), false);
  }

  /** What an attempt asks. */
  Paper paper(Transaction transaction, Quiz quiz, Attempt attempt) {
    return Paper.of(quiz, quizzes.content(transaction, quiz.id(), attempt.revision()), attempt);
  }

  /** Keeps those of {@code sent} that are newer than what is stored; all of them or none. */
  SaveOutcome save(Transaction transaction, Quiz quiz, long attemptId, List<SavedAnswer> sent) {
    Attempt attempt = locked(transaction, attemptId);
    if (attempt.submitted()) {
      return new SaveOutcome.Submitted();
    }
    Instant now = now();
    if (attempt.overdue(quiz.settings(), now)) {
      return new SaveOutcome.Overdue();
    }
    Paper paper = paper(transaction, quiz, attempt);
    return sent.stream()
        .flatMap(answer -> refusal(paper, answer).stream())
        .findFirst()
        .orElseGet(() -> merge(transaction, attempt, sent, now));
  }

  private static Optional<SaveOutcome> refusal(Paper paper, SavedAnswer answer) {
    Question question = paper.question(answer.questionId()).orElse(null);
    if (question == null) {
      return Optional.of(new SaveOutcome.UnknownQuestion(answer.questionId()));
    }
    return AnswerValue.fault(question, answer.value())
        .map(fault -> new SaveOutcome.Invalid(question.id(), fault));
  }

  private SaveOutcome merge(
      Transaction transaction, Attempt attempt, List<SavedAnswer> sent, Instant now) {
    Map<Long, SavedAnswer> stored = store.answers(transaction, attempt.id());
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
      store.save(transaction, attempt.id(), newer, now);
      transaction.afterCommit(() -> metrics.add(newer.size(), "lms_quiz_answers_saved_total"));
    }
    return new SaveOutcome.Saved(List.copyOf(kept), attempt.deadlineAt());
  }

  /**
   * Keeps which questions the learner wants to look at again; others are left out.
   *
   * @return false where the attempt is over
   */
  boolean flag(Transaction transaction, Quiz quiz, long attemptId, List<Long> questionIds) {
    Attempt attempt = locked(transaction, attemptId);
    if (attempt.submitted() || attempt.overdue(quiz.settings(), now())) {
      return false;
    }
    String flags =
        paper(transaction, quiz, attempt).questions().stream()
            .map(Question::id)
            .filter(questionIds::contains)
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    if (!flags.equals(attempt.flags())) {
      store.setFlags(transaction, attemptId, flags);
    }
    return true;
  }

  /**
   * Grades an attempt for good. One past its end ends at its end. The caller holds the quiz, so
   * that a change of its keys comes before or after this as a whole.
   */
  SubmitOutcome submit(Transaction transaction, Quiz quiz, long attemptId) {
    Attempt attempt = locked(transaction, attemptId);
    return attempt.submitted()
        ? new SubmitOutcome.AlreadySubmitted()
        : close(transaction, quiz, attempt);
  }

  /** Closes an attempt that is past its end; leaves every other as it is. */
  void closeOverdue(Transaction transaction, Quiz quiz, long attemptId) {
    Attempt attempt = locked(transaction, attemptId);
    if (attempt.overdue(quiz.settings(), now())) {
      close(transaction, quiz, attempt);
    }
  }

  private SubmitOutcome.Graded close(Transaction transaction, Quiz quiz, Attempt attempt) {
    Instant now = now();
    Instant end = attempt.endsAt(quiz.settings());
    Instant submittedAt = end != null && now.isAfter(end) ? end : now;
    boolean late = submittedAt.isBefore(now);
    Attempt.Ending ending =
        !late
            ? Attempt.Ending.LEARNER
            : quiz.settings().overdue() == QuizSettings.Overdue.DISCARD
                ? Attempt.Ending.DISCARDED
                : Attempt.Ending.DEADLINE;
    Result result = graded(transaction, quiz, attempt, ending);
    store.close(transaction, attempt.id(), submittedAt, result);
    news.graded(transaction, quiz, attempt, result);
    settle(transaction, quiz, attempt.userId());
    transaction.afterCommit(
        () -> metrics.count("lms_quiz_submissions_total", "ending", ending.word()));
    return new SubmitOutcome.Graded(attempt.id(), result.score(), result.maxScore());
  }

  /**
   * Grades a closed attempt again, by the keys and marks of now. The caller holds the quiz, and has
   * not locked the attempt's enrolment.
   *
   * @return whether points or pending answers changed
   */
  boolean regrade(Transaction transaction, Quiz quiz, long attemptId) {
    Attempt attempt = locked(transaction, attemptId);
    Instant submittedAt = attempt.submittedAt();
    if (submittedAt == null || attempt.ending() == Attempt.Ending.DISCARDED) {
      return false;
    }
    Attempt.Ending ending = attempt.ending() == null ? Attempt.Ending.LEARNER : attempt.ending();
    Result result = graded(transaction, quiz, attempt, ending);
    boolean same =
        Objects.equals(result.score(), attempt.score())
            && Objects.equals(result.maxScore(), attempt.maxScore())
            && result.pending() == attempt.pending();
    if (same) {
      return false;
    }
    store.close(transaction, attemptId, submittedAt, result);
    news.graded(transaction, quiz, attempt, result);
    settle(transaction, quiz, attempt.userId());
    return true;
  }

  private void settle(Transaction transaction, Quiz quiz, long userId) {
    if (completions.lock(transaction, userId, quiz.courseId())) {
      completions.settle(transaction, userId, quiz.courseId());
    }
  }

  private Result graded(
      Transaction transaction, Quiz quiz, Attempt attempt, Attempt.Ending ending) {
    Paper paper = corrected(transaction, quiz, attempt);
    if (ending == Attempt.Ending.DISCARDED) {
      return new Result(null, paper.maxScore(), ending, 0);
    }
    return Grading.result(
        paper,
        store.answers(transaction, attempt.id()),
        store.marks(transaction, attempt.id()),
        ending);
  }

  /** What an attempt asked, with the keys of now. */
  Paper corrected(Transaction transaction, Quiz quiz, Attempt attempt) {
    return paper(transaction, quiz, attempt)
        .corrected(quizzes.content(transaction, quiz.id(), quiz.revision()));
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
