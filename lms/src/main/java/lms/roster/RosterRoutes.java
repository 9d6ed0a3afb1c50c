package lms.roster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import lms.content.Teachers;
import lms.enrolments.Seats;
import lms.notifications.Notifications;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Idempotency;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Slice;
import lms.platform.Tasks;
import lms.platform.Text;
import lms.platform.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * The learners of a course, their enrolment by the teacher, and its end. Enrolling somebody again
 * changes nothing, so that an import may be repeated after a failure.
 */
public final class RosterRoutes {
  private static final int PAGE_SIZE = 50;
  private static final int SEARCH_MAX = 100;

  /** As much as a form may have. */
  private static final int CSV_MAX = 250_000;

  private final Database database;
  private final Teachers teachers;
  private final Roster roster;
  private final Seats seats;
  private final Idempotency idempotency;
  private final Tasks.Kind telling;
  private final LongConsumer changed;
  private final Pages pages;
  private final Metrics metrics;

  /**
   * Learners in {@code database}; who was enrolled before a publication is told by one of {@code
   * tasks}.
   *
   * @param changed is told of each course that has other learners now
   */
  public RosterRoutes(
      Database database,
      Teachers teachers,
      Seats seats,
      Idempotency idempotency,
      Notifications notifications,
      Tasks tasks,
      LongConsumer changed,
      Pages pages,
      InstantSource clock,
      Metrics metrics) {
    this.database = database;
    this.teachers = teachers;
    this.roster = new Roster(notifications, clock);
    this.seats = seats;
    this.idempotency = idempotency;
    this.telling = tasks.add("telling", () -> roster.tellSome(database));
    this.changed = changed;
    this.pages = pages;
    this.metrics = metrics;
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/teach/courses/{id}/roster", Access.TEACHERS, e -> page(e, 200, null))
        .post("/teach/courses/{id}/roster", Access.TEACHERS, this::importForm)
        .post("/api/teach/courses/{id}/roster", Access.TEACHERS, this::importCsv)
        .describedAs(
            Described.as(
                    "Enrols the people of CSV lines of address and name; repeating is harmless")
                .takes(Csv.class)
                .answers(200, Reported.class, "what came of it, and which lines were left out")
                .refuses(403))
        .get("/teach/courses/{id}/roster/{learner}", Access.TEACHERS, this::learner)
        .post("/teach/courses/{id}/roster/{learner}/removal", Access.TEACHERS, this::removeForm)
        .post("/api/teach/courses/{id}/roster/{learner}/removal", Access.TEACHERS, this::remove)
        .describedAs(
            Described.as(
                    "Takes a learner out of a course: what was done is kept, and the seat goes to"
                        + " the first in line")
                .once()
                .answers(200, Removed.class, "taken out")
                .refuses(403));
  }

  /** Tells those who were enrolled before a course was published, once it is. */
  public void published() {
    telling.hurry();
  }

  /** The body of an import. */
  record Csv(String csv) {}

  /** What a program is told; lines are counted from 1. */
  record Reported(
      long lines, long enrolled, long created, long already, long faulty, List<Left> faults) {
    static Reported of(Import.Report report, Text text) {
      return new Reported(
          report.lines(),
          report.outcome().enrolled(),
          report.outcome().created(),
          report.outcome().already(),
          report.faulty(),
          report.faults().stream()
              .map(fault -> new Left(fault.line(), text.of(fault.why())))
              .toList());
    }
  }

  /** A line that was left out. */
  record Left(long line, String why) {}

  /** Who does not take a course any more. */
  record Removed(long courseId, long userId) {}

  private Answer page(Exchange exchange, int status, @Nullable Reported report) {
    long courseId = teachers.course(exchange);
    long after = exchange.queryNumber("after", 0);
    String search = exchange.queryText("q", SEARCH_MAX);
    List<Enrolled> found =
        database.reading(
            statements -> roster.page(statements, courseId, search, after, PAGE_SIZE + 1));
    Slice<Enrolled> shown = Slice.of(found, PAGE_SIZE);
    Long next = shown.next(Enrolled::id);
    var model = new HashMap<String, Object>();
    model.put("courseId", courseId);
    model.put("learners", shown.items());
    model.put("search", search);
    model.put("more", next == null ? "" : address(courseId, search) + "&after=" + next);
    model.put("report", RosterReport.of(report));
    model.put("notice", exchange.query("notice", ""));
    return Answer.page(status, pages.render(exchange, "roster/roster.jte", model));
  }

  private static String address(long courseId, String search) {
    return "/teach/courses/%d/roster?q=%s"
        .formatted(courseId, URLEncoder.encode(search, StandardCharsets.UTF_8));
  }

  private Answer importForm(Exchange exchange) {
    long courseId = teachers.course(exchange);
    Fields fields = new Fields(exchange, "roster");
    String csv = fields.text("csv", CSV_MAX);
    fields.demandFaultless("bad-csv");
    Import.Report report = imported(courseId, csv);
    return page(exchange, report.faulty() == 0 ? 200 : 422, Reported.of(report, exchange.text()));
  }

  private Answer importCsv(Exchange exchange) {
    long courseId = teachers.course(exchange);
    Import.Report report = imported(courseId, exchange.json(Csv.class).csv());
    return Answer.json(200, Reported.of(report, exchange.text()));
  }

  private Import.Report imported(long courseId, String csv) {
    String title = database.reading(statements -> title(statements, courseId));
    Import.Report report =
        Import.of(
            csv,
            names ->
                database.inTransaction(
                    transaction -> roster.enrol(transaction, courseId, title, names)));
    changed.accept(courseId);
    metrics.add(report.outcome().enrolled(), "lms_course_enrollments_total", "kind", "teacher");
    return report;
  }

  /** Somebody who takes the course, before being taken out of it. */
  private Answer learner(Exchange exchange) {
    long courseId = teachers.course(exchange);
    long userId = exchange.pathNumber("learner");
    Enrolled learner =
        database
            .reading(statements -> roster.find(statements, courseId, userId))
            .orElseThrow(Problem::nothingHere);
    Map<String, Object> model =
        Map.of("courseId", courseId, "learner", learner, "key", Pages.newKey());
    return Answer.page(200, pages.render(exchange, "roster/learner.jte", model));
  }

  private Answer removeForm(Exchange exchange) {
    remove(exchange);
    return Answer.seeOther(
        "/teach/courses/" + exchange.pathNumber("id") + "/roster?notice=removed");
  }

  private Answer remove(Exchange exchange) {
    long courseId = teachers.course(exchange);
    long userId = exchange.pathNumber("learner");
    Answer answer =
        idempotency.once(
            exchange,
            transaction -> {
              seats.remove(transaction, userId, courseId);
              return Answer.json(200, new Removed(courseId, userId));
            });
    changed.accept(courseId);
    return answer;
  }

  private static String title(Transaction statements, long courseId) {
    return statements
        .first("SELECT title FROM courses WHERE id = ?", row -> row.text("title"), courseId)
        .orElse("");
  }
}
