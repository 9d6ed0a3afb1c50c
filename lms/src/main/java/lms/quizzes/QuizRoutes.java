package lms.quizzes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import lms.activities.Activity;
import lms.activities.ActivityKind;
import lms.admission.Admission;
import lms.admission.Turn;
import lms.certificates.Completions;
import lms.enrolments.Enrolments;
import lms.notifications.Notifications;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Idempotency;
import lms.platform.Json;
import lms.platform.Limits;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Problem;
import lms.platform.ProblemDetails;
import lms.platform.Routes;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/** Taking quizzes: the JSON API here, the pages over the same code in {@link QuizPages}. */
public final class QuizRoutes implements ActivityKind {
  private static final String OF_COURSE =
      "SELECT id, title FROM quizzes WHERE course_id = ? AND NOT draft ORDER BY id";

  /** A quiz is done once an attempt has passed. */
  private static final String UNDONE =
      """
      SELECT COUNT(*) AS n FROM quizzes q
      WHERE q.course_id = ? AND NOT q.draft AND NOT EXISTS (
        SELECT 1 FROM attempts a
        WHERE a.quiz_id = q.id AND a.user_id = ? AND a.submitted_at IS NOT NULL
          AND a.score * 100 >= a.max_score * q.pass_percent)
      """;

  private static final String OWN =
      """
      SELECT q.title, a.number, a.started_at, a.submitted_at, a.score, a.max_score
      FROM attempts a JOIN quizzes q ON q.id = a.quiz_id WHERE a.user_id = ? ORDER BY a.id
      """;

  private final QuizTaking taking;
  private final QuizPages pages;
  private final Invigilation invigilation;
  private final QuizEditing editing;
  private final Marking marking;
  private final OverdueAttempts overdue;

  /** Quizzes in {@code database}, timed by {@code clock}. */
  public QuizRoutes(
      Database database,
      Cache cache,
      Admission admission,
      Idempotency idempotency,
      Enrolments enrolments,
      Completions completions,
      Notifications notifications,
      Pages pages,
      Clock clock,
      Metrics metrics) {
    var quizzes = new QuizStore(database, cache, metrics);
    var news = new AttemptNews(notifications);
    var attempts =
        new Attempts(
            quizzes,
            completions,
            news,
            clock,
            () -> ThreadLocalRandom.current().nextLong(),
            metrics);
    this.taking =
        new QuizTaking(
            database, idempotency, enrolments, admission, attempts, quizzes, clock, metrics);
    this.invigilation = new Invigilation(quizzes, news, clock);
    this.editing = new QuizEditing(quizzes, clock);
    this.marking = new Marking(database, quizzes, attempts, clock);
    this.overdue = new OverdueAttempts(database, quizzes, attempts, clock);
    this.pages = new QuizPages(taking, pages);
  }

  @Override
  public void register(Routes routes) {
    routes
        .get("/api/quizzes/{id}", Access.SIGNED_IN, this::facts)
        .describedAs(
            Described.as("A quiz before it is begun: its rules, one's own, and one's attempts")
                .answers(200, QuizFacts.class, "the quiz")
                .refuses(403))
        .post("/api/quizzes/{id}/attempts", Access.SIGNED_IN, this::start)
        .describedAs(
            Described.as("Starts an attempt, or resumes the one that is open")
                .once()
                .answers(201, AttemptView.class, "started")
                .answers(200, AttemptView.class, "resumed")
                .says(503, Waiting.class, "Not now; in a queue where there is a place")
                .refuses(403))
        .get("/api/attempts/{id}", Access.SIGNED_IN, this::attempt)
        .describedAs(
            Described.as("One's own attempt with its questions and saved answers")
                .answers(200, AttemptView.class, "the attempt"))
        .get("/api/attempts/{id}/time", Access.SIGNED_IN, this::time)
        .describedAs(
            Described.as("How long an attempt is open, by the platform's clock")
                .answers(200, QuizTaking.Time.class, "the times"))
        .put("/api/attempts/{id}/answers/{question}", Access.SIGNED_IN, this::save)
        .describedAs(
            Described.as("Saves an answer; the highest sequence wins, in whatever order they come")
                .takes(Save.class)
                .answers(
                    200, QuizTaking.Saved.class, "what is stored now, which may be a newer one")
                .refuses(409, 422))
        .put("/api/attempts/{id}/flags", Access.SIGNED_IN, this::flag)
        .describedAs(
            Described.as("Marks questions to look at again")
                .takes(Flags.class)
                .answersNothing("kept")
                .refuses(409, 422))
        .post("/api/attempts/{id}/submission", Access.SIGNED_IN, this::submit)
        .describedAs(
            Described.as("Submits an attempt and grades it")
                .once()
                .answers(200, QuizTaking.Graded.class, "graded"))
        .get("/api/attempts/{id}/review", Access.SIGNED_IN, this::review)
        .describedAs(
            Described.as("What each answer of one's own submitted attempt earned")
                .answers(200, AttemptReview.class, "the review")
                .refuses(409));
    pages.register(routes);
  }

  private Answer facts(Exchange exchange) {
    return Answer.json(
        200, QuizFacts.of(taking.before(exchange.person(), exchange.pathNumber("id"))));
  }

  @Override
  public List<Activity> of(Transaction statements, long courseId) {
    return statements.list(
        OF_COURSE,
        row -> {
          long id = row.number("id");
          return new Activity("quiz", id, row.text("title"), "/quizzes/" + id);
        },
        courseId);
  }

  @Override
  public long undone(Transaction statements, long userId, long courseId) {
    return statements.first(UNDONE, row -> row.number("n"), courseId, userId).orElse(0L);
  }

  @Override
  public List<?> export(Transaction statements, long userId) {
    return statements.list(
        OWN,
        row ->
            new Taken(
                "quiz",
                row.text("title"),
                (int) row.number("number"),
                row.instant("started_at"),
                row.optionalInstant("submitted_at"),
                row.optionalFraction("score"),
                row.optionalFraction("max_score")),
        userId);
  }

  /** An attempt, as its owner gets it; null what there is not before it is submitted. */
  record Taken(
      String kind,
      String quiz,
      int attempt,
      Instant startedAt,
      @Nullable Instant submittedAt,
      @Nullable Double score,
      @Nullable Double maxScore) {}

  /** Grades an attempt whose time is over, for whoever shows attempts. */
  public void closeOverdue(long attemptId) {
    taking.closeOverdue(attemptId);
  }

  /** What who watches an exam sees and does. */
  public Invigilation invigilation() {
    return invigilation;
  }

  /** Changes of quizzes. */
  public QuizEditing editing() {
    return editing;
  }

  /** Points given by hand, and anew. */
  public Marking marking() {
    return marking;
  }

  /** Attempts whose time is over. */
  public OverdueAttempts overdue() {
    return overdue;
  }

  /** Which questions to look at again. */
  record Flags(List<Long> questions) {}

  /** The body of a save. */
  record Save(@Limits(min = 1) long sequence, @Limits(max = AnswerValue.ESSAY_MAX) String value) {}

  /**
   * A problem as RFC 9457 says, with what somebody needs to know who waits in the queue.
   *
   * @param place in the queue, 1 for who is next
   * @param startsAt when it is worth asking again, under the same key
   */
  record Waiting(
      String type,
      String title,
      int status,
      String detail,
      long place,
      Instant startsAt,
      Instant serverTime) {}

  private Answer start(Exchange exchange) {
    return switch (taking.turn(exchange.person(), exchange.pathNumber("id"))) {
      case Turn.Now() -> taking.start(exchange);
      case Turn.Later(long place, Instant at) -> {
        Instant now = taking.now();
        var waiting =
            new Waiting(
                "/problems/waiting",
                "Service Unavailable",
                503,
                "Many begin this quiz right now: ask again at " + at,
                place,
                at,
                now);
        yield new Answer(503, ProblemDetails.MEDIA_TYPE, Json.bytes(waiting), List.of())
            .with("Retry-After", Long.toString(secondsUntil(at, now)));
      }
    };
  }

  /** Whole seconds, at least one, after which it is {@code at}. */
  static long secondsUntil(Instant at, Instant now) {
    return Math.max(1, Math.ceilDiv(Duration.between(now, at).toMillis(), 1_000L));
  }

  private Answer attempt(Exchange exchange) {
    return Answer.json(200, taking.view(exchange.person(), exchange.pathNumber("id")));
  }

  private Answer save(Exchange exchange) {
    Save save = exchange.json(Save.class);
    long questionId = exchange.pathNumber("question");
    var sent = new SavedAnswer(questionId, save.sequence(), save.value());
    List<QuizTaking.Saved> stored =
        taking.save(exchange.person(), exchange.pathNumber("id"), List.of(sent));
    return Answer.json(200, stored.getFirst());
  }

  private Answer time(Exchange exchange) {
    return Answer.json(200, taking.time(exchange.person(), exchange.pathNumber("id")));
  }

  private Answer flag(Exchange exchange) {
    Flags flags = exchange.json(Flags.class);
    taking.flag(exchange.person(), exchange.pathNumber("id"), flags.questions());
    return Answer.nothing();
  }

  private Answer submit(Exchange exchange) {
    return taking.submit(exchange, exchange.pathNumber("id"), List.of());
  }

  private Answer review(Exchange exchange) {
    AttemptReview review = taking.review(exchange.person(), exchange.pathNumber("id"));
    if (!review.visible()) {
      Instant from = review.visibleFrom();
      throw Problem.conflict(
          "review-hidden",
          from == null ? Words.of("quizzes.review-hidden") : Words.of("quizzes.review-from", from));
    }
    return Answer.json(200, review);
  }
}
