package lms.quizzes;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import lms.certificates.Completions;
import lms.enrolments.Enrolments;
import lms.notifications.Notifications;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Idempotency;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Routes;

/** Taking quizzes: the JSON API here, the pages over the same code in {@link QuizPages}. */
public final class QuizRoutes {
  private final QuizTaking taking;
  private final QuizPages pages;

  /** Quizzes in {@code database}, timed by {@code clock}. */
  public QuizRoutes(
      Database database,
      Idempotency idempotency,
      Enrolments enrolments,
      Completions completions,
      Notifications notifications,
      Pages pages,
      Clock clock,
      Metrics metrics) {
    var attempts =
        new Attempts(
            completions,
            notifications,
            clock,
            () -> ThreadLocalRandom.current().nextLong(),
            metrics);
    this.taking = new QuizTaking(database, idempotency, enrolments, attempts, clock, metrics);
    this.pages = new QuizPages(taking, pages);
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .post("/api/quizzes/{id}/attempts", Access.SIGNED_IN, taking::start)
        .get("/api/attempts/{id}", Access.SIGNED_IN, this::attempt)
        .put("/api/attempts/{id}/answers/{question}", Access.SIGNED_IN, this::save)
        .post("/api/attempts/{id}/submission", Access.SIGNED_IN, this::submit)
        .get("/api/attempts/{id}/review", Access.SIGNED_IN, this::review);
    pages.register(routes);
  }

  /** Grades an attempt whose time is over, for whoever shows attempts. */
  public void closeOverdue(long attemptId) {
    taking.closeOverdue(attemptId);
  }

  /** The body of a save. */
  record Save(long sequence, String value) {}

  private Answer attempt(Exchange exchange) {
    return Answer.json(200, taking.view(exchange.person(), exchange.pathNumber("id")));
  }

  private Answer save(Exchange exchange) {
    Save save = exchange.json(Save.class);
    long questionId = exchange.pathNumber("question");
    var sent = new SavedAnswer(questionId, save.sequence(), save.value());
    List<SavedAnswer> stored =
        taking.save(exchange.person(), exchange.pathNumber("id"), List.of(sent));
    return Answer.json(200, stored.getFirst());
  }

  private Answer submit(Exchange exchange) {
    return taking.submit(exchange, exchange.pathNumber("id"), List.of());
  }

  private Answer review(Exchange exchange) {
    return Answer.json(200, taking.review(exchange.person(), exchange.pathNumber("id")));
  }
}
