package lms.quizzes;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lms.admission.Admission;
import lms.admission.Turn;
import lms.enrolments.Enrolments;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Idempotency;
import lms.platform.Json;
import lms.platform.Metrics;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * What API and pages have in common: whose attempt it is, one transaction a request, and refusals
 * as problems. Thread-safe.
 */
final class QuizTaking {
  private static final int SHOWN_MAX = 50;

  private final AttemptStore store = new AttemptStore();
  private final Database database;
  private final Idempotency idempotency;
  private final Enrolments enrolments;
  private final Admission admission;
  private final Attempts attempts;
  private final QuizStore quizzes;
  private final AttemptOwners owners;
  private final Clock clock;

  QuizTaking(
      Database database,
      Idempotency idempotency,
      Enrolments enrolments,
      Admission admission,
      Attempts attempts,
      QuizStore quizzes,
      Clock clock,
      Metrics metrics) {
    this.database = database;
    this.idempotency = idempotency;
    this.enrolments = enrolments;
    this.admission = admission;
    this.attempts = attempts;
    this.quizzes = quizzes;
    this.clock = clock;
    this.owners = new AttemptOwners(database, quizzes, metrics);
  }

  /**
   * What a submission is answered with.
   *
   * @param score null where the attempt does not count, or the learner may not know
   */
  record Graded(long attemptId, @Nullable Double score, double maxScore, Instant serverTime) {}

  /** What a save is answered with: what is stored now, and how late it is. */
  record Saved(
      long questionId,
      long sequence,
      String value,
      Instant serverTime,
      @Nullable Instant deadline) {
    SavedAnswer answer() {
      return new SavedAnswer(questionId, sequence, value);
    }
  }

  /** How late it is for an attempt. */
  record Time(
      long attemptId,
      Instant serverTime,
      @Nullable Instant deadline,
      int graceSeconds,
      @Nullable Instant submittedAt) {}

  /** A quiz of a course that this person takes. */
  Quiz quiz(Person person, long quizId) {
    Quiz quiz = known(quizId);
    enrolments.demand(person, quiz.courseId());
    return quiz;
  }

  private Quiz known(long quizId) {
    return quizzes.published(quizId).orElseThrow(() -> unknownQuiz(quizId));
  }

  /** All that is said of a quiz to somebody who may take it; 403 or 404 to others. */
  BeforeQuiz before(Person person, long quizId) {
    Quiz quiz = quiz(person, quizId);
    List<Attempt> attempts = attempts(person, quiz);
    AttemptStore.Standing standing = standing(person, quiz);
    QuizContent content = quizzes.content(quiz.id(), quiz.revision());
    return new BeforeQuiz(standing, content, attempts, visible(standing), clock.instant());
  }

  /** How the person stands with a quiz. */
  private AttemptStore.Standing standing(Person person, Quiz quiz) {
    return database
        .reading(statements -> store.standing(statements, quiz.id(), person.id()))
        .orElseThrow(() -> unknownQuiz(quiz.id()));
  }

  /** The person's attempts at a quiz, the latest first; those past their end are closed. */
  private List<Attempt> attempts(Person person, Quiz quiz) {
    List<Attempt> latest = latest(person, quiz);
    Optional<Attempt> overdue =
        latest.stream()
            .filter(attempt -> attempt.overdue(quiz.settings(), clock.instant()))
            .findFirst();
    if (overdue.isEmpty()) {
      return latest;
    }
    close(quiz.id(), overdue.get().id());
    return latest(person, quiz);
  }

  private List<Attempt> latest(Person person, Quiz quiz) {
    return database.reading(
        statements -> store.latest(statements, quiz.id(), person.id(), SHOWN_MAX));
  }

  /**
   * Whether somebody may begin now. Who has an attempt to go on with does not wait, and who may
   * begin none is refused at once.
   */
  Turn turn(Person person, long quizId) {
    Quiz quiz = known(quizId);
    Turn turn = admission.ask(quizId, person.id());
    if (turn instanceof Turn.Now) {
      return turn;
    }
    enrolments.demand(person, quiz.courseId());
    AttemptStore.Standing standing = standing(person, quiz);
    Attempt latest = standing.latest();
    if (latest != null && !latest.submitted()) {
      return new Turn.Now();
    }
    Attempts.refusal(standing, clock.instant())
        .ifPresent(
            refusal -> {
              throw refused(refusal);
            });
    return turn;
  }

  /** The place in the queue that somebody holds. */
  Optional<Turn> place(Person person, Quiz quiz) {
    return admission.look(quiz.id(), person.id());
  }

  /** Starts or resumes, once a key. */
  Answer start(Exchange exchange) {
    long quizId = exchange.pathNumber("id");
    Quiz quiz = known(quizId);
    // Before the transaction, which then has no need of a second connection.
    quizzes.content(quizId, quiz.revision());
    long userId = exchange.person().id();
    return idempotency.once(
        exchange,
        transaction ->
            started(transaction, attempts.start(transaction, quiz.courseId(), quizId, userId)));
  }

  /** The attempt that a start answered with, now or before. */
  static long attemptId(Answer started) {
    return Json.tree(started.body()).path("attemptId").asLong();
  }

  private Answer started(Transaction transaction, StartOutcome outcome) {
    return switch (outcome) {
      case StartOutcome.Open open -> {
        Attempt attempt = open.attempt();
        transaction.afterCommit(() -> owners.began(attempt));
        yield Answer.json(
            open.resumed() ? 200 : 201,
            AttemptView.open(open.quiz(), attempt, open.paper(), open.answers(), clock.instant()));
      }
      default -> throw refused(outcome);
    };
  }

  /** Why no attempt was begun. */
  static Problem refused(StartOutcome outcome) {
    return switch (outcome) {
      case StartOutcome.Open _ -> throw new IllegalArgumentException("it was begun");
      case StartOutcome.NotEnrolled() -> Problem.forbidden(Words.of("quizzes.enrol-first"));
      case StartOutcome.LimitReached(int limit) ->
          Problem.conflict("attempts-used", Words.of("quizzes.attempts-used", limit));
      case StartOutcome.NotYetOpen(Instant opensAt) ->
          Problem.conflict("quiz-not-open", Words.of("quizzes.not-open", opensAt));
      case StartOutcome.Closed(Instant closedAt) ->
          Problem.conflict("quiz-closed", Words.of("quizzes.closed", closedAt));
      case StartOutcome.Unpublished(long quizId) -> unknownQuiz(quizId);
      case StartOutcome.NoQuestions() -> Problem.conflict("quiz-empty", Words.of("quizzes.empty"));
    };
  }

  /** Saves all of {@code sent} or refuses all; answers what is stored now. */
  List<Saved> save(Person person, long attemptId, List<SavedAnswer> sent) {
    Quiz quiz = owners.demand(person, attemptId);
    demandSequences(sent);
    SaveOutcome outcome =
        database.inTransaction(work -> attempts.save(work, quiz, attemptId, sent));
    if (outcome instanceof SaveOutcome.Overdue) {
      close(quiz.id(), attemptId);
    }
    SaveOutcome.Saved saved = saved(outcome);
    Instant now = clock.instant();
    return saved.stored().stream()
        .map(
            answer ->
                new Saved(
                    answer.questionId(), answer.sequence(), answer.value(), now, saved.deadline()))
        .toList();
  }

  private static void demandSequences(List<SavedAnswer> sent) {
    for (SavedAnswer answer : sent) {
      if (answer.sequence() < 1) {
        throw Problem.wrong("bad-sequence", Words.of("quizzes.bad-sequence", answer.sequence()));
      }
    }
  }

  private static SaveOutcome.Saved saved(SaveOutcome outcome) {
    return switch (outcome) {
      case SaveOutcome.Saved saved -> saved;
      case SaveOutcome.UnknownQuestion(long id) ->
          throw Problem.notFound(Words.of("quizzes.unknown-question", Long.toString(id)));
      case SaveOutcome.Invalid(long _, Words fault) -> throw Problem.wrong("bad-answer", fault);
      case SaveOutcome.SequenceReused(var stored) ->
          throw Problem.wrong(
              "sequence-reused",
              Words.of(
                  "quizzes.sequence-reused",
                  stored.sequence(),
                  Long.toString(stored.questionId())));
      case SaveOutcome.Submitted() ->
          throw Problem.conflict("attempt-submitted", Words.of("quizzes.submitted"));
      case SaveOutcome.Overdue() ->
          throw Problem.conflict("attempt-overdue", Words.of("quizzes.overdue"));
    };
  }

  /** Remembers which questions the learner wants to look at again. */
  void flag(Person person, long attemptId, List<Long> questionIds) {
    Quiz quiz = owners.demand(person, attemptId);
    Boolean open =
        database.inTransaction(work -> attempts.flag(work, quiz, attemptId, questionIds));
    if (!open) {
      throw Problem.conflict("attempt-submitted", Words.of("quizzes.submitted"));
    }
  }

  /** Saves {@code last} and submits, in one transaction, once a key. */
  Answer submit(Exchange exchange, long attemptId, List<SavedAnswer> last) {
    Quiz quiz = owners.demand(exchange.person(), attemptId);
    demandSequences(last);
    quizzes.content(quiz.id(), quiz.revision());
    return idempotency.once(
        exchange, transaction -> Answer.json(200, submit(transaction, quiz.id(), attemptId, last)));
  }

  private Graded submit(
      Transaction transaction, long quizId, long attemptId, List<SavedAnswer> last) {
    Quiz quiz =
        quizzes.shared(transaction, quizId).orElseThrow(() -> AttemptOwners.unknown(attemptId));
    if (!last.isEmpty()) {
      SaveOutcome outcome = attempts.save(transaction, quiz, attemptId, last);
      if (!(outcome instanceof SaveOutcome.Overdue)) {
        saved(outcome);
      }
    }
    return switch (attempts.submit(transaction, quiz, attemptId)) {
      case SubmitOutcome.Graded(long id, Double score, double maxScore) ->
          new Graded(
              id, quiz.settings().review().scoreAtOnce() ? score : null, maxScore, clock.instant());
      case SubmitOutcome.AlreadySubmitted() ->
          throw Problem.conflict("attempt-submitted", Words.of("quizzes.submitted-before"));
    };
  }

  /** How late it is for the person's own attempt; closes it first if its time is over. */
  Time time(Person person, long attemptId) {
    Quiz quiz = owners.demand(person, attemptId);
    Attempt attempt = current(quiz, attemptId);
    return new Time(
        attemptId,
        clock.instant(),
        attempt.deadlineAt(),
        quiz.settings().graceSeconds(),
        attempt.submittedAt());
  }

  /** The person's own attempt; closed first if its time is over. */
  AttemptView view(Person person, long attemptId) {
    Quiz quiz = owners.demand(person, attemptId);
    Attempt attempt = current(quiz, attemptId);
    Paper paper = Paper.of(quiz, quizzes.content(quiz.id(), attempt.revision()), attempt);
    var answers = database.reading(statements -> store.answers(statements, attemptId)).values();
    return attempt.submitted()
        ? AttemptView.closed(quiz, attempt, paper, answers, visible(quiz, attempt), clock.instant())
        : AttemptView.open(quiz, attempt, paper, answers, clock.instant());
  }

  /** What came of the person's own submitted attempt, as far as the learner may see it. */
  AttemptReview review(Person person, long attemptId) {
    Quiz quiz = owners.demand(person, attemptId);
    Attempt attempt = current(quiz, attemptId);
    if (!attempt.submitted()) {
      throw Problem.conflict("attempt-open", Words.of("quizzes.submit-first"));
    }
    AttemptReview.Visible visible = visible(quiz, attempt);
    if (!visible.now()) {
      return AttemptReview.hidden(quiz, attempt, visible);
    }
    Paper paper =
        Paper.of(quiz, quizzes.content(quiz.id(), attempt.revision()), attempt)
            .corrected(quizzes.content(quiz.id(), quiz.revision()));
    return AttemptReview.of(
        quiz,
        attempt,
        paper,
        database.reading(statements -> store.answers(statements, attemptId)),
        database.reading(statements -> store.marks(statements, attemptId)),
        visible);
  }

  private AttemptReview.Visible visible(Quiz quiz, Attempt attempt) {
    boolean askedFor = quiz.settings().review().from() == QuizSettings.ReviewFrom.CLOSING;
    return visible(
        askedFor
            ? database
                .reading(statements -> store.standing(statements, quiz.id(), attempt.userId()))
                .orElseThrow(() -> AttemptOwners.unknown(attempt.id()))
            : new AttemptStore.Standing(quiz, Allowance.NONE, attempt));
  }

  /** Whether a learner may see now what came of an attempt, and from when on. */
  private AttemptReview.Visible visible(AttemptStore.Standing standing) {
    return switch (standing.quiz().settings().review().from()) {
      case SUBMISSION -> new AttemptReview.Visible(true, null);
      case NEVER -> new AttemptReview.Visible(false, null);
      case CLOSING -> {
        Instant closing = standing.timing().closesAt();
        boolean now = closing != null && !clock.instant().isBefore(closing);
        yield new AttemptReview.Visible(now, closing);
      }
    };
  }

  Instant now() {
    return clock.instant();
  }

  private Attempt current(Quiz quiz, long attemptId) {
    Attempt attempt = stored(attemptId);
    if (!attempt.overdue(quiz.settings(), clock.instant())) {
      return attempt;
    }
    close(quiz.id(), attemptId);
    return stored(attemptId);
  }

  private Attempt stored(long attemptId) {
    return database
        .reading(statements -> store.find(statements, attemptId))
        .orElseThrow(() -> AttemptOwners.unknown(attemptId));
  }

  void closeOverdue(long attemptId) {
    owners.quiz(attemptId).ifPresent(quizId -> close(quizId, attemptId));
  }

  private void close(long quizId, long attemptId) {
    database.inTransaction(
        transaction -> {
          Quiz quiz =
              quizzes
                  .shared(transaction, quizId)
                  .orElseThrow(() -> AttemptOwners.unknown(attemptId));
          attempts.closeOverdue(transaction, quiz, attemptId);
          return attemptId;
        });
  }

  private static Problem unknownQuiz(long quizId) {
    return Problem.notFound(Words.of("quizzes.unknown", Long.toString(quizId)));
  }
}
