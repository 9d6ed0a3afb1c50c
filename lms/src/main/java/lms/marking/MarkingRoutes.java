package lms.marking;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lms.content.Teachers;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Idempotency;
import lms.platform.Json;
import lms.platform.Pages;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Slice;
import lms.platform.Tasks;
import lms.platform.Transaction;
import lms.platform.Words;
import lms.quizzes.Invigilation;
import lms.quizzes.Marking;

/** The queue of answers that wait for marks, marking one attempt, and regrading a quiz. */
public final class MarkingRoutes {
  private static final int PAGE_SIZE = 50;

  private static final String QUEUE =
      """
      SELECT a.id, u.name, a.number, a.submitted_at, a.pending
      FROM attempts a JOIN users u ON u.id = a.user_id
      WHERE a.quiz_id = ? AND a.pending > 0 AND a.submitted_at IS NOT NULL AND a.id > ?
      ORDER BY a.id LIMIT ?
      """;

  private static final String QUIZ = "SELECT course_id, title FROM quizzes WHERE id = ?";

  private final Database database;
  private final Teachers teachers;
  private final Idempotency idempotency;
  private final Marking marking;
  private final Invigilation invigilation;
  private final Regrades regrades;
  private final Tasks.Kind regrading;
  private final Pages pages;

  /** Marking of attempts in {@code database}; regrading is one of {@code tasks}. */
  public MarkingRoutes(
      Database database,
      Teachers teachers,
      Idempotency idempotency,
      Marking marking,
      Invigilation invigilation,
      Tasks tasks,
      Pages pages,
      InstantSource clock) {
    this.database = database;
    this.teachers = teachers;
    this.idempotency = idempotency;
    this.marking = marking;
    this.invigilation = invigilation;
    this.pages = pages;
    this.regrades = new Regrades(database, marking, clock);
    this.regrading = tasks.add("regrading", regrades::step);
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/teach/quizzes/{id}/marking", Access.TEACHERS, this::queue)
        .get("/teach/attempts/{id}/marking", Access.TEACHERS, this::attempt)
        .post("/teach/attempts/{id}/marking", Access.TEACHERS, this::mark)
        .get("/teach/quizzes/{id}/regrade", Access.TEACHERS, this::regrade)
        .post("/teach/quizzes/{id}/regrade", Access.TEACHERS, this::startRegrade);
  }

  private record Quiz(long id, long courseId, String title) {}

  /** What a key remembers. */
  record Done(long id) {}

  private Quiz quiz(Exchange exchange) {
    long id = exchange.pathNumber("id");
    Quiz quiz =
        database
            .reading(
                statements ->
                    statements.first(
                        QUIZ, row -> new Quiz(id, row.number("course_id"), row.text("title")), id))
            .orElseThrow(Problem::nothingHere);
    teachers.demand(exchange.person(), quiz.courseId());
    return quiz;
  }

  private Answer queue(Exchange exchange) {
    Quiz quiz = quiz(exchange);
    long after = exchange.queryNumber("after", 0);
    List<Waiting> found =
        database.reading(
            statements -> statements.list(QUEUE, Waiting::of, quiz.id(), after, PAGE_SIZE + 1));
    Slice<Waiting> shown = Slice.of(found, PAGE_SIZE);
    Map<String, Object> model =
        Map.of(
            "quizId",
            quiz.id(),
            "title",
            quiz.title(),
            "attempts",
            shown.items(),
            "next",
            shown.nextOrZero(Waiting::attemptId));
    return Answer.page(200, pages.render(exchange, "marking/queue.jte", model));
  }

  private Invigilation.Sitting sitting(Exchange exchange) {
    long id = exchange.pathNumber("id");
    Invigilation.Sitting sitting =
        database.reading(statements -> invigilation.sitting(statements, id));
    teachers.demand(exchange.person(), sitting.courseId());
    return sitting;
  }

  private Answer attempt(Exchange exchange) {
    Invigilation.Sitting sitting = sitting(exchange);
    Marking.Sheet sheet = sheet(sitting);
    return form(exchange, 200, sitting, lines(exchange, sheet), sheet.seen(), List.of());
  }

  private Marking.Sheet sheet(Invigilation.Sitting sitting) {
    return database.reading(statements -> marking.sheet(statements, sitting.attemptId()));
  }

  private static List<MarkingLine> lines(Exchange exchange, Marking.Sheet sheet) {
    return sheet.answers().stream()
        .map(answered -> MarkingLine.stored(answered, exchange.text()))
        .map(line -> exchange.isForm() ? line.with(exchange) : line)
        .toList();
  }

  private Answer form(
      Exchange exchange,
      int status,
      Invigilation.Sitting sitting,
      List<MarkingLine> lines,
      String seen,
      List<Words> faults) {
    long next =
        database
            .reading(
                statements -> marking.pending(statements, sitting.quizId(), sitting.attemptId(), 1))
            .stream()
            .findFirst()
            .orElse(0L);
    var model = new HashMap<String, Object>();
    model.put("sitting", sitting);
    model.put("lines", lines);
    model.put("seen", seen);
    model.put("conflict", status == 409);
    model.put("next", next);
    model.put("faults", faults);
    model.put("notice", exchange.query("notice", ""));
    model.put("key", Pages.newKey());
    return Answer.page(status, pages.render(exchange, "marking/attempt.jte", model));
  }

  /** What a key remembers of marks. */
  record Marked(boolean saved) {}

  /** All that was typed for an attempt, unless others have marked it since the form was made. */
  private Answer mark(Exchange exchange) {
    Invigilation.Sitting sitting = sitting(exchange);
    String seen = exchange.field("seen");
    List<MarkingLine> lines = lines(exchange, sheet(sitting));
    Fields fields = new Fields(exchange, "marking");
    Map<Long, Marking.Given> given = new HashMap<>();
    for (MarkingLine line : lines) {
      line.given(exchange, fields)
          .ifPresent(typed -> given.put(line.answered().question().id(), typed));
    }
    if (!fields.faults().isEmpty()) {
      return form(exchange, 422, sitting, lines, seen, fields.faults());
    }
    long attemptId = sitting.attemptId();
    Answer answer =
        idempotency.once(
            exchange,
            transaction ->
                Answer.json(
                    200,
                    new Marked(
                        marking.mark(
                            transaction, attemptId, seen, given, exchange.person().id()))));
    if (!Json.stored(answer.body(), Marked.class).saved()) {
      Marking.Sheet newer = sheet(sitting);
      return form(
          exchange, 409, sitting(exchange), lines(exchange, newer), newer.seen(), List.of());
    }
    return Answer.seeOther("/teach/attempts/" + attemptId + "/marking?notice=saved");
  }

  private Answer regrade(Exchange exchange) {
    Quiz quiz = quiz(exchange);
    var model = new HashMap<String, Object>();
    model.put("quizId", quiz.id());
    model.put("title", quiz.title());
    model.put("key", Pages.newKey());
    database
        .inTransaction(transaction -> regrades.latest(transaction, quiz.id()))
        .ifPresent(
            latest -> {
              model.put("regrade", latest);
              if (latest.finishedAt() == null) {
                regrading.hurry();
              }
            });
    return Answer.page(200, pages.render(exchange, "marking/regrade.jte", model));
  }

  private Answer startRegrade(Exchange exchange) {
    Quiz quiz = quiz(exchange);
    idempotency.once(
        exchange,
        transaction -> {
          start(transaction, quiz, exchange.person().id());
          return Answer.json(200, new Done(quiz.id()));
        });
    regrading.hurry();
    return Answer.seeOther("/teach/quizzes/" + quiz.id() + "/regrade");
  }

  private void start(Transaction transaction, Quiz quiz, long teacherId) {
    regrades.start(transaction, quiz.id(), teacherId);
  }
}
