package lms.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lms.content.Teachers;
import lms.groups.Groups;
import lms.groups.Wanted;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Idempotency;
import lms.platform.Pages;
import lms.platform.Parameter;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Slice;
import lms.platform.Tasks;
import lms.platform.Transaction;
import lms.quizzes.Invigilation;
import lms.quizzes.OverdueAttempts;
import lms.quizzes.QuizEditing;
import org.jspecify.annotations.Nullable;

/**
 * The live monitor of an exam: who is in, how far and how long each has, and more time for a
 * person. Its page costs the same statements however many attempts there are.
 */
public final class MonitorRoutes {
  static final int PAGE_SIZE = 50;
  static final int MINUTES_MAX = 31 * 24 * 60;

  /** How long an attempt that nobody hands in stays open at most after its time. */
  private static final Duration CLOSED_EVERY = Duration.ofMinutes(1);

  private static final List<String> SHOWN = List.of("open", "all", "absent");

  private static final String COUNTS =
      """
      SELECT
        (SELECT COUNT(*) FROM attempts a WHERE a.quiz_id = ? AND a.submitted_at IS NULL) AS open,
        (SELECT COUNT(*) FROM attempts a WHERE a.quiz_id = ? AND a.submitted_at IS NOT NULL)
          AS submitted,
        (SELECT COUNT(*) FROM attempts a WHERE a.quiz_id = ? AND a.pending > 0) AS pending,
        (SELECT COUNT(*) FROM enrolments e WHERE e.course_id = ? AND NOT EXISTS (
          SELECT 1 FROM attempts a WHERE a.quiz_id = ? AND a.user_id = e.user_id)) AS absent
      """;

  private final Groups groups = new Groups();
  private final Absent absent = new Absent();
  private final Database database;
  private final Teachers teachers;
  private final Idempotency idempotency;
  private final Invigilation invigilation;
  private final QuizEditing editing;
  private final AllowancePages allowances;
  private final Tasks.Kind closing;
  private final Pages pages;
  private final InstantSource clock;

  /** A monitor of the quizzes in {@code database}; one of {@code tasks} closes what is overdue. */
  public MonitorRoutes(
      Database database,
      Teachers teachers,
      Idempotency idempotency,
      Invigilation invigilation,
      OverdueAttempts overdue,
      QuizEditing editing,
      Tasks tasks,
      Pages pages,
      InstantSource clock) {
    this.database = database;
    this.teachers = teachers;
    this.idempotency = idempotency;
    this.invigilation = invigilation;
    this.editing = editing;
    this.pages = pages;
    this.clock = clock;
    this.allowances =
        new AllowancePages(database, teachers, idempotency, invigilation, editing, pages);
    this.closing = tasks.add("closing", CLOSED_EVERY, overdue::step);
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/teach/quizzes/{id}/monitor", Access.TEACHERS, this::page)
        .get("/api/teach/quizzes/{id}/monitor", Access.TEACHERS, this::monitor)
        .describedAs(
            Wanted.described("Who is in an exam that one teaches, 50 attempts at a time")
                .query(
                    "after",
                    Parameter.number(0, Long.MAX_VALUE),
                    "the attempt behind which it goes on")
                .query(
                    "show",
                    Map.of("enum", SHOWN),
                    "open attempts, all, or who has not begun: enrolments then take the place of"
                        + " attempts")
                .answers(200, Monitor.class, "the exam at this moment")
                .refuses(403))
        .get("/teach/attempts/{id}", Access.TEACHERS, this::sitting)
        .post("/teach/attempts/{id}/extension", Access.TEACHERS, this::extend)
        .post("/teach/attempts/{id}/reopening", Access.TEACHERS, this::reopen);
    allowances.register(routes);
  }

  /** What a key remembers. */
  record Done(long id) {}

  private QuizEditing.Current quiz(Exchange exchange) {
    long id = exchange.pathNumber("id");
    QuizEditing.Current current = database.reading(statements -> editing.current(statements, id));
    teachers.demand(exchange.person(), current.courseId());
    return current;
  }

  private static String show(Exchange exchange) {
    return exchange.choice("show", SHOWN, SHOWN.getFirst());
  }

  private Monitor read(Exchange exchange, QuizEditing.Current quiz) {
    return show(exchange).equals("absent")
        ? absent(exchange, quiz)
        : attempts(exchange, quiz, show(exchange).equals("open"));
  }

  private Monitor absent(Exchange exchange, QuizEditing.Current quiz) {
    Wanted wanted = Wanted.of(exchange);
    long after = exchange.queryNumber("after", 0);
    List<Monitor.Absentee> found =
        database.reading(
            statements ->
                absent.page(
                    statements, quiz.courseId(), quiz.quizId(), wanted, after, PAGE_SIZE + 1));
    Slice<Monitor.Absentee> shown = Slice.of(found, PAGE_SIZE);
    Long next = shown.next(Monitor.Absentee::enrolmentId);
    return counted(quiz, clock.instant(), List.of(), shown.items(), next);
  }

  private Monitor attempts(Exchange exchange, QuizEditing.Current quiz, boolean openOnly) {
    Wanted wanted = Wanted.of(exchange);
    long after = exchange.queryNumber("after", 0);
    List<Invigilation.Sitting> found =
        database.reading(
            statements ->
                invigilation.sittings(
                    statements,
                    quiz.quizId(),
                    openOnly,
                    wanted.group(),
                    wanted.search(),
                    after,
                    PAGE_SIZE + 1));
    Slice<Invigilation.Sitting> shown = Slice.of(found, PAGE_SIZE);
    Instant now = clock.instant();
    List<Monitor.Line> lines =
        shown.items().stream().map(sitting -> Monitor.Line.of(sitting, now)).toList();
    if (lines.stream().anyMatch(line -> line.state() == Monitor.State.OVERDUE)) {
      closing.hurry();
    }
    return counted(quiz, now, lines, List.of(), shown.next(Invigilation.Sitting::attemptId));
  }

  private Monitor counted(
      QuizEditing.Current quiz,
      Instant now,
      List<Monitor.Line> lines,
      List<Monitor.Absentee> absentees,
      @Nullable Long next) {
    long id = quiz.quizId();
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
                            row.number("absent"),
                            quiz.content().size(),
                            lines,
                            absentees,
                            next),
                    id,
                    id,
                    id,
                    quiz.courseId(),
                    id))
        .orElseThrow();
  }

  private Answer monitor(Exchange exchange) {
    Monitor monitor = read(exchange, quiz(exchange));
    return Answer.json(200, monitor).withNext(exchange.nextPage("after", monitor.next()));
  }

  private Answer page(Exchange exchange) {
    QuizEditing.Current quiz = quiz(exchange);
    var model = new HashMap<String, Object>();
    Monitor monitor = read(exchange, quiz);
    String next = exchange.nextPage("after", monitor.next());
    model.put("monitor", monitor);
    model.put("more", next == null ? "" : next);
    model.put("groups", database.reading(statements -> groups.of(statements, quiz.courseId())));
    model.put("wanted", Wanted.of(exchange));
    model.put("show", show(exchange));
    model.put("notice", exchange.query("notice", ""));
    return Answer.page(200, pages.render(exchange, "monitor/monitor.jte", model));
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
