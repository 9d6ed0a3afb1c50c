package lms.roster;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.function.LongConsumer;
import lms.content.Teachers;
import lms.notifications.Notifications;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Routes;
import lms.platform.Slice;
import lms.platform.Text;
import lms.platform.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * The learners of a course and their enrolment by the teacher. Enrolling somebody again changes
 * nothing, so that an import may be repeated after a failure.
 */
public final class RosterRoutes {
  private static final int PAGE_SIZE = 50;

  /** As much as a form may have. */
  private static final int CSV_MAX = 250_000;

  private final Database database;
  private final Teachers teachers;
  private final Roster roster;
  private final LongConsumer changed;
  private final Pages pages;
  private final Metrics metrics;

  /**
   * Learners in {@code database}.
   *
   * @param changed is told of each course that has other learners now
   */
  public RosterRoutes(
      Database database,
      Teachers teachers,
      Notifications notifications,
      LongConsumer changed,
      Pages pages,
      InstantSource clock,
      Metrics metrics) {
    this.database = database;
    this.teachers = teachers;
    this.roster = new Roster(notifications, clock);
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
                .refuses(403));
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

  private Answer page(Exchange exchange, int status, @Nullable Reported report) {
    long courseId = teachers.course(exchange);
    long after = exchange.queryNumber("after", 0);
    List<Enrolled> found =
        database.reading(statements -> roster.page(statements, courseId, after, PAGE_SIZE + 1));
    Slice<Enrolled> shown = Slice.of(found, PAGE_SIZE);
    var model = new HashMap<String, Object>();
    model.put("courseId", courseId);
    model.put("learners", shown.items());
    model.put("next", shown.nextOrZero(Enrolled::id));
    model.put("report", RosterReport.of(report));
    return Answer.page(status, pages.render(exchange, "roster/roster.jte", model));
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

  private static String title(Transaction statements, long courseId) {
    return statements
        .first("SELECT title FROM courses WHERE id = ?", row -> row.text("title"), courseId)
        .orElse("");
  }
}
