package lms.quizzes;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import lms.enrolments.Enrolments;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Idempotency;
import lms.platform.Kept;
import lms.platform.Metrics;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Transaction;
import lms.platform.Words;

/**
 * What API and pages have in common: whose attempt it is, one transaction a request, and refusals
 * as problems. Thread-safe.
 */
final class QuizTaking {
  private static final int OWNERS_MAX = 100_000;
  private static final int SHOWN_MAX = 50;

  private final AttemptStore store = new AttemptStore();
  private final Database database;
  private final Idempotency idempotency;
  private final Enrolments enrolments;
  private final Attempts attempts;
  private final QuizStore quizzes;
  private final Kept<Long, Owner> owners;
  private final Clock clock;

  QuizTaking(
      Database database,
      Idempotency idempotency,
      Enrolments enrolments,
      Attempts attempts,
      Clock clock,
      Metrics metrics) {
    this.database = database;
    this.idempotency = idempotency;
    this.enrolments = enrolments;
    this.attempts = attempts;
    this.clock = clock;
    this.quizzes = new QuizStore(database, metrics);
    this.owners = new Kept<>("attempt-owner", OWNERS_MAX, owner -> 1, metrics);
  }

  /** Whose attempt it is and at what; never changes. */
  private record Owner(long userId, long quizId) {}

  /** What a submission is answered with. */
  record Graded(long attemptId, double score, double maxScore) {
    static Graded of(SubmitOutcome.Graded graded) {
      return new Graded(graded.attemptId(), graded.score(), graded.maxScore());
    }
  }

  /** A quiz of a course that this person takes. */
  Quiz quiz(Person person, long quizId) {
    Quiz quiz = quizzes.find(quizId).orElseThrow(() -> unknownQuiz(quizId));
    enrolments.demand(person, quiz.courseId());
    return quiz;
  }

  /** The person's attempts at a quiz, the latest first; those past their end are closed. */
  List<Attempt> attempts(Person person, Quiz quiz) {
    List<Attempt> latest = latest(person, quiz);
    Optional<Attempt> overdue =
        latest.stream().filter(attempt -> attempt.overdue(quiz, clock.instant())).findFirst();
    if (overdue.isEmpty()) {
      return latest;
    }
    close(quiz, overdue.get().id());
    return latest(person, quiz);
  }

  private List<Attempt> latest(Person person, Quiz quiz) {
    return database.reading(
        statements -> store.latest(statements, quiz.id(), person.id(), SHOWN_MAX));
  }

  /** Starts or resumes, once a key. */
  Answer start(Exchange exchange) {
    long quizId = exchange.pathNumber("id");
    Quiz quiz = quizzes.find(quizId).orElseThrow(() -> unknownQuiz(quizId));
    return idempotency.once(exchange, transaction -> start(transaction, quiz, exchange.person()));
  }

  private Answer start(Transaction transaction, Quiz quiz, Person person) {
    return switch (attempts.start(transaction, quiz, person.id())) {
      case StartOutcome.Open(var attempt, var answers, boolean resumed) -> {
        var owner = new Owner(person.id(), quiz.id());
        transaction.afterCommit(() -> owners.put(attempt.id(), owner));
        yield Answer.json(resumed ? 200 : 201, AttemptView.of(quiz, attempt, answers));
      }
      case StartOutcome.NotEnrolled() -> throw Problem.forbidden(Words.of("quizzes.enrol-first"));
      case StartOutcome.LimitReached(int limit) ->
          throw Problem.conflict("attempts-used", Words.of("quizzes.attempts-used", limit));
    };
  }

  /** Saves all of {@code sent} or refuses all; answers what is stored now. */
  List<SavedAnswer> save(Person person, long attemptId, List<SavedAnswer> sent) {
    Quiz quiz = quizOfOwn(person, attemptId);
    demandSequences(sent);
    return saved(database.inTransaction(work -> attempts.save(work, quiz, attemptId, sent)));
  }

  private static void demandSequences(List<SavedAnswer> sent) {
    for (SavedAnswer answer : sent) {
      if (answer.sequence() < 1) {
        throw Problem.wrong("bad-sequence", Words.of("quizzes.bad-sequence", answer.sequence()));
      }
    }
  }

  private static List<SavedAnswer> saved(SaveOutcome outcome) {
    return switch (outcome) {
      case SaveOutcome.Saved(var stored) -> stored;
      case SaveOutcome.UnknownQuestion(long id) ->
          throw Problem.notFound(Words.of("quizzes.unknown-question", Long.toString(id)));
      case SaveOutcome.Invalid(long id, Words fault) ->
          throw Problem.wrong(
              "bad-answer", Words.of("quizzes.bad-answer", Long.toString(id), fault));
      case SaveOutcome.SequenceReused(var stored) ->
          throw Problem.wrong(
              "sequence-reused",
              Words.of(
                  "quizzes.sequence-reused",
                  stored.sequence(),
                  Long.toString(stored.questionId())));
      case SaveOutcome.Submitted() ->
          throw Problem.conflict("attempt-submitted", Words.of("quizzes.submitted"));
      case SaveOutcome.Overdue(_) ->
          throw Problem.conflict("attempt-overdue", Words.of("quizzes.overdue"));
    };
  }

  /** Saves {@code last} and submits, in one transaction, once a key. */
  Answer submit(Exchange exchange, long attemptId, List<SavedAnswer> last) {
    Quiz quiz = quizOfOwn(exchange.person(), attemptId);
    demandSequences(last);
    return idempotency.once(
        exchange, transaction -> Answer.json(200, submit(transaction, quiz, attemptId, last)));
  }

  private Graded submit(
      Transaction transaction, Quiz quiz, long attemptId, List<SavedAnswer> last) {
    if (!last.isEmpty()) {
      SaveOutcome outcome = attempts.save(transaction, quiz, attemptId, last);
      if (outcome instanceof SaveOutcome.Overdue(var graded)) {
        return Graded.of(graded);
      }
      saved(outcome);
    }
    return switch (attempts.submit(transaction, quiz, attemptId)) {
      case SubmitOutcome.Graded graded -> Graded.of(graded);
      case SubmitOutcome.AlreadySubmitted() ->
          throw Problem.conflict("attempt-submitted", Words.of("quizzes.submitted-before"));
    };
  }

  /** The person's own attempt; closed first if its time is over. */
  AttemptView view(Person person, long attemptId) {
    Quiz quiz = quizOfOwn(person, attemptId);
    Attempt attempt = current(quiz, attemptId);
    return AttemptView.of(quiz, attempt, answers(attemptId));
  }

  /** What came of the person's own submitted attempt. */
  AttemptReview review(Person person, long attemptId) {
    Quiz quiz = quizOfOwn(person, attemptId);
    Attempt attempt = current(quiz, attemptId);
    if (!attempt.submitted()) {
      throw Problem.conflict("attempt-open", Words.of("quizzes.submit-first"));
    }
    return AttemptReview.of(
        quiz, attempt, database.reading(statements -> store.answers(statements, attemptId)));
  }

  private Collection<SavedAnswer> answers(long attemptId) {
    return database.reading(statements -> store.answers(statements, attemptId)).values();
  }

  private Attempt current(Quiz quiz, long attemptId) {
    Attempt attempt = stored(attemptId);
    if (!attempt.overdue(quiz, clock.instant())) {
      return attempt;
    }
    close(quiz, attemptId);
    return stored(attemptId);
  }

  private Attempt stored(long attemptId) {
    return database
        .reading(statements -> store.find(statements, attemptId))
        .orElseThrow(() -> unknown(attemptId));
  }

  void closeOverdue(long attemptId) {
    owner(attemptId)
        .flatMap(owner -> quizzes.find(owner.quizId()))
        .ifPresent(quiz -> close(quiz, attemptId));
  }

  private void close(Quiz quiz, long attemptId) {
    database.inTransaction(
        transaction -> {
          attempts.closeOverdue(transaction, quiz, attemptId);
          return attemptId;
        });
  }

  /** Somebody else's attempt is answered like one that does not exist. */
  private Quiz quizOfOwn(Person person, long attemptId) {
    return owner(attemptId)
        .filter(owner -> owner.userId() == person.id())
        .flatMap(owner -> quizzes.find(owner.quizId()))
        .orElseThrow(() -> unknown(attemptId));
  }

  private Optional<Owner> owner(long attemptId) {
    return owners.get(
        attemptId,
        () ->
            database
                .reading(statements -> store.find(statements, attemptId))
                .map(attempt -> new Owner(attempt.userId(), attempt.quizId())));
  }

  private static Problem unknownQuiz(long quizId) {
    return Problem.notFound(Words.of("quizzes.unknown", Long.toString(quizId)));
  }

  private static Problem unknown(long attemptId) {
    return Problem.notFound(Words.of("quizzes.unknown-attempt", Long.toString(attemptId)));
  }
}
