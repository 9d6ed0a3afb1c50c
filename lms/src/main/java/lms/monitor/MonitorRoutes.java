package lms.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lms.content.Teachers;
import lms.groups.Groups;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Idempotency;
import lms.platform.Pages;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Slice;
import lms.platform.Transaction;
import lms.platform.Words;
import lms.quizzes.Allowance;
import lms.quizzes.Invigilation;
import lms.quizzes.QuizEditing;
import org.jspecify.annotations.Nullable;

/**
 * The live monitor of an exam: who is in, how far and how long each has, and more time for a
 * person. Its page costs the same statements however many attempts there are.
 */
public final class MonitorRoutes {
  static final int PAGE_SIZE = 50;
  private static final int MINUTES_MAX = 31 * 24 * 60;

  private static final String COUNTS =
      """
      SELECT
        (SELECT COUNT(*) FROM attempts a WHERE a.quiz_id = ? AND a.submitted_at IS NULL) AS open,
        (SELECT COUNT(*) FROM attempts a WHERE a.quiz_id = ? AND a.submitted_at IS NOT NULL)
          AS submitted,
        (SELECT COUNT(*) FROM attempts a WHERE a.quiz_id = ? AND a.pending > 0) AS pending
      """;

  private static final String BY_EMAIL = "SELECT id FROM users WHERE email = ?";

  private final Groups groups = new Groups();
  private final Database database;
  private final Teachers teachers;
  private final Idempotency idempotency;
  private final Invigilation invigilation;
  private final QuizEditing editing;
  private final Pages pages;
  private final InstantSource clock;

  /** A monitor of the quizzes in {@code database}. */
  public MonitorRoutes(
      Database database,
      Teachers teachers,
      Idempotency idempotency,
      Invigilation invigilation,
      QuizEditing editing,
      Pages pages,
      InstantSource clock) {
    this.database = database;
    this.teachers = teachers;
    this.idempotency = idempotency;
    this.invigilation = invigilation;
    this.editing = editing;
    this.pages = pages;
    this.clock = clock;
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/teach/quizzes/{id}/monitor", Access.TEACHERS, this::page)
        .get("/api/teach/quizzes/{id}/monitor", Access.TEACHERS, this::monitor)
        .describedAs(
            Described.as("Who is in an exam that one teaches, 50 attempts at a time")
                .query("after", Map.of("type", "integer"), "the attempt behind which it goes on")
                .query("group", Map.of("type", "integer"), "only of the members of this group")
                .query("show", Map.of("enum", List.of("open", "all")), "open attempts, or all")
                .answers(200, Monitor.class, "the exam at this moment")
                .refuses(403))
        .post("/teach/quizzes/{id}/allowances", Access.TEACHERS, this::allow)
        .get("/teach/attempts/{id}", Access.TEACHERS, this::sitting)
        .post("/teach/attempts/{id}/extension", Access.TEACHERS, this::extend)
        .post("/teach/attempts/{id}/reopening", Access.TEACHERS, this::reopen);
  }

  /** What a key remembers. */
  record Done(long id) {}

  private QuizEditing.Current quiz(Exchange exchange) {
    long id = exchange.pathNumber("id");
    QuizEditing.Current current = database.reading(statements -> editing.current(statements, id));
    teachers.demand(exchange.person(), current.courseId());
    return current;
  }

  private Monitor read(Exchange exchange, QuizEditing.Current quiz) {
    long group = exchange.queryNumber("group", 0);
    boolean openOnly = exchange.query("show", "open").equals("open");
    long after = exchange.queryNumber("after", 0);
    long id = quiz.quizId();
    List<Invigilation.Sitting> found =
        database.reading(
            statements ->
                invigilation.sittings(statements, id, openOnly, group, after, PAGE_SIZE + 1));
    Slice<Invigilation.Sitting> shown = Slice.of(found, PAGE_SIZE);
    Instant now = clock.instant();
    return database
        .reading(
            statements ->
                statements.first(
                    COUNTS,
                    row ->
                        new Monitor(
                            id,
                            quiz.settings().title(),
                            now,
                            row.number("open"),
                            row.number("submitted"),
                            row.number("pending"),
                            quiz.content().size(),
                            shown.items().stream()
                                .map(sitting -> Monitor.Line.of(sitting, now))
                                .toList(),
                            shown.next(Invigilation.Sitting::attemptId)),
                    id,
                    id,
                    id))
        .orElseThrow();
  }

  private Answer monitor(Exchange exchange) {
    return Answer.json(200, read(exchange, quiz(exchange)));
  }

  private Answer page(Exchange exchange) {
    return page(exchange, 200, quiz(exchange), List.of());
  }

  private Answer page(Exchange exchange, int status, QuizEditing.Current quiz, List<Words> faults) {
    var model = new HashMap<String, Object>();
    model.put("monitor", read(exchange, quiz));
    model.put("groups", database.reading(statements -> groups.of(statements, quiz.courseId())));
    model.put("group", exchange.queryNumber("group", 0));
    model.put("openOnly", exchange.query("show", "open").equals("open"));
    model.put("faults", faults);
    model.put("notice", exchange.query("notice", ""));
    model.put("key", Pages.newKey());
    return Answer.page(status, pages.render(exchange, "monitor/monitor.jte", model));
  }

  /** More time and attempts for a person, from now on and for an attempt that is open. */
  private Answer allow(Exchange exchange) {
    QuizEditing.Current quiz = quiz(exchange);
    Fields fields = new Fields(exchange, "monitor");
    String email = fields.text("email", 190).toLowerCase(java.util.Locale.ROOT);
    int minutes = fields.number("minutes", 0, MINUTES_MAX);
    int attempts = fields.number("attempts", 0, Invigilation.EXTRA_ATTEMPTS_MAX);
    Optional<Long> user =
        database.reading(statements -> statements.first(BY_EMAIL, row -> row.number("id"), email));
    if (fields.faults().isEmpty() && user.isEmpty()) {
      fields.fault(Words.of("monitor.nobody", email));
    }
    if (!fields.faults().isEmpty()) {
      return page(exchange, 422, quiz, fields.faults());
    }
    long userId = user.orElseThrow();
    once(
        exchange,
        transaction -> {
          Allowance before = invigilation.allowance(transaction, quiz.quizId(), userId);
          invigilation.allow(
              transaction,
              quiz.quizId(),
              userId,
              new Allowance(minutes * 60, attempts, before.opensAt(), before.closesAt()),
              exchange.person().id());
        });
    return Answer.seeOther("/teach/quizzes/" + quiz.quizId() + "/monitor?notice=allowed");
  }

  private void once(Exchange exchange, Consumer<Transaction> write) {
    idempotency.once(
        exchange,
        transaction -> {
          write.accept(transaction);
          return Answer.json(200, new Done(exchange.pathNumber("id")));
        });
  }

  private Invigilation.Sitting own(Exchange exchange) {
    long id = exchange.pathNumber("id");
    Invigilation.Sitting sitting =
        database.reading(statements -> invigilation.sitting(statements, id));
    teachers.demand(exchange.person(), sitting.courseId());
    return sitting;
  }

  private Answer sitting(Exchange exchange) {
    return sitting(exchange, 200, own(exchange), null);
  }

  private Answer sitting(
      Exchange exchange, int status, Invigilation.Sitting sitting, @Nullable String problem) {
    var model = new HashMap<String, Object>();
    model.put("line", Monitor.Line.of(sitting, clock.instant()));
    model.put("quizId", sitting.quizId());
    model.put("problem", problem == null ? "" : problem);
    model.put("key", Pages.newKey());
    return Answer.page(status, pages.render(exchange, "monitor/sitting.jte", model));
  }

  private Answer extend(Exchange exchange) {
    return change(
        exchange,
        (transaction, more) -> invigilation.extend(transaction, exchange.pathNumber("id"), more));
  }

  private Answer reopen(Exchange exchange) {
    return change(
        exchange,
        (transaction, more) -> invigilation.reopen(transaction, exchange.pathNumber("id"), more));
  }

  /** What is given to one attempt. */
  @FunctionalInterface
  private interface Gift {
    @Nullable Instant give(Transaction transaction, Duration more);
  }

  private Answer change(Exchange exchange, Gift gift) {
    Invigilation.Sitting sitting = own(exchange);
    Fields fields = new Fields(exchange, "monitor");
    int minutes = fields.number("minutes", 1, MINUTES_MAX);
    if (!fields.faults().isEmpty()) {
      String said = exchange.text().of(fields.faults().getFirst());
      return sitting(exchange, 422, sitting, said);
    }
    try {
      once(
          exchange,
          transaction -> {
            var _ = gift.give(transaction, Duration.ofMinutes(minutes));
          });
    } catch (Problem e) {
      return sitting(exchange, e.status(), own(exchange), e.detail(exchange.text()));
    }
    return Answer.seeOther("/teach/quizzes/" + sitting.quizId() + "/monitor?notice=given");
  }
}
