package lms.monitor;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lms.content.Teachers;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Idempotency;
import lms.platform.Pages;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Slice;
import lms.platform.Words;
import lms.quizzes.Allowance;
import lms.quizzes.Invigilation;
import lms.quizzes.QuizEditing;

/** Who gets what beyond the rules of a quiz, and a form that changes it for one person. */
final class AllowancePages {
  private static final int PAGE_SIZE = 50;

  private static final String TAKER_BY_EMAIL =
      """
      SELECT u.id, u.email FROM users u JOIN enrolments e ON e.user_id = u.id
      WHERE e.course_id = ? AND u.email = ?
      """;

  private static final String TAKER =
      """
      SELECT u.id, u.email FROM users u JOIN enrolments e ON e.user_id = u.id
      WHERE e.course_id = ? AND u.id = ?
      """;

  private final Database database;
  private final Teachers teachers;
  private final Idempotency idempotency;
  private final Invigilation invigilation;
  private final QuizEditing editing;
  private final Pages pages;

  AllowancePages(
      Database database,
      Teachers teachers,
      Idempotency idempotency,
      Invigilation invigilation,
      QuizEditing editing,
      Pages pages) {
    this.database = database;
    this.teachers = teachers;
    this.idempotency = idempotency;
    this.invigilation = invigilation;
    this.editing = editing;
    this.pages = pages;
  }

  void register(Routes routes) {
    routes
        .get("/teach/quizzes/{id}/allowances", Access.TEACHERS, this::page)
        .post("/teach/quizzes/{id}/allowances", Access.TEACHERS, this::allow);
  }

  private record Taker(long id, String email) {}

  /**
   * A form.
   *
   * @param was what its fields were rendered with
   * @param chosen whose it is stands fast
   */
  private record Filled(AllowanceForm form, AllowanceForm was, boolean chosen) {
    static final Filled EMPTY = new Filled(AllowanceForm.EMPTY, AllowanceForm.EMPTY, false);

    static Filled sent(Exchange exchange) {
      return new Filled(
          AllowanceForm.sent(exchange),
          AllowanceForm.was(exchange),
          !exchange.field("chosen").isEmpty());
    }
  }

  private Optional<Taker> taker(String sql, long courseId, Object who) {
    return database.reading(
        statements ->
            statements.first(
                sql, row -> new Taker(row.number("id"), row.text("email")), courseId, who));
  }

  private QuizEditing.Current quiz(Exchange exchange) {
    long id = exchange.pathNumber("id");
    QuizEditing.Current current = database.reading(statements -> editing.current(statements, id));
    teachers.demand(exchange.person(), current.courseId());
    return current;
  }

  /** The list, and the form: empty, or with what the chosen learner gets. */
  private Answer page(Exchange exchange) {
    QuizEditing.Current quiz = quiz(exchange);
    long learner = exchange.queryNumber("learner", 0);
    if (learner == 0) {
      return page(exchange, 200, quiz, Filled.EMPTY, "", List.of());
    }
    Taker taker = taker(TAKER, quiz.courseId(), learner).orElseThrow(Problem::nothingHere);
    Allowance allowance =
        database.reading(
            statements -> invigilation.allowance(statements, quiz.quizId(), taker.id()));
    AllowanceForm form = AllowanceForm.of(taker.email(), allowance, exchange.text().zone());
    return page(exchange, 200, quiz, new Filled(form, form, true), "", List.of());
  }

  private Answer page(
      Exchange exchange,
      int status,
      QuizEditing.Current quiz,
      Filled filled,
      String problem,
      List<Words> faults) {
    long after = exchange.queryNumber("after", 0);
    Slice<Invigilation.Allowed> shown =
        Slice.of(
            database.reading(
                statements ->
                    invigilation.allowed(statements, quiz.quizId(), after, PAGE_SIZE + 1)),
            PAGE_SIZE);
    var model = new HashMap<String, Object>();
    model.put("quizId", quiz.quizId());
    model.put("title", quiz.settings().title());
    model.put("allowed", shown.items());
    model.put("next", shown.nextOrZero(Invigilation.Allowed::userId));
    model.put("form", filled.form());
    model.put("was", filled.was());
    model.put("chosen", filled.chosen());
    model.put("problem", problem);
    model.put("faults", faults);
    model.put("notice", exchange.query("notice", ""));
    model.put("key", Pages.newKey());
    return Answer.page(status, pages.render(exchange, "monitor/allowances.jte", model));
  }

  /** From now on, and for an attempt that is open. */
  private Answer allow(Exchange exchange) {
    QuizEditing.Current quiz = quiz(exchange);
    Fields fields = new Fields(exchange, "monitor");
    ZoneId zone = exchange.text().zone();
    Filled sent = Filled.sent(exchange);
    String email = fields.text("email", AllowanceForm.EMAIL_MAX).toLowerCase(Locale.ROOT);
    UnaryOperator<Allowance> change = sent.form().change(fields, sent.was(), zone);
    Optional<Taker> taker = taker(TAKER_BY_EMAIL, quiz.courseId(), email);
    if (fields.faults().isEmpty() && taker.isEmpty()) {
      fields.fault(Words.of("monitor.nobody", email));
    }
    if (!fields.faults().isEmpty()) {
      return page(exchange, 422, quiz, sent, "", fields.faults());
    }
    long userId = taker.orElseThrow().id();
    try {
      idempotency.once(
          exchange,
          transaction -> {
            invigilation.allow(transaction, quiz.quizId(), userId, change, exchange.person().id());
            return Answer.json(200, new MonitorRoutes.Done(quiz.quizId()));
          });
    } catch (Problem e) {
      return page(exchange, e.status(), quiz, sent, e.detail(exchange.text()), List.of());
    }
    return Answer.seeOther("/teach/quizzes/" + quiz.quizId() + "/allowances?notice=allowed");
  }
}
