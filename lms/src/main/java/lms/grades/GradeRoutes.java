package lms.grades;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Pages;
import lms.platform.Parameter;
import lms.platform.Person;
import lms.platform.Routes;
import org.jspecify.annotations.Nullable;

/** "My grades", as a page and as JSON. */
public final class GradeRoutes {
  private final GradeStore store = new GradeStore();
  private final Database database;
  private final Pages pages;
  private final Clock clock;
  private final LongConsumer closeOverdue;

  /**
   * Grades in {@code database}.
   *
   * @param closeOverdue grades an attempt whose time is over, by its id
   */
  public GradeRoutes(Database database, Pages pages, Clock clock, LongConsumer closeOverdue) {
    this.database = database;
    this.pages = pages;
    this.clock = clock;
    this.closeOverdue = closeOverdue;
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/grades", Access.SIGNED_IN, this::page)
        .get("/api/grades", Access.SIGNED_IN, this::grades)
        .describedAs(
            Described.as("One's own grades in the courses that one takes, the newest first")
                .query("before", Parameter.number(1, Long.MAX_VALUE), "go on behind this enrolment")
                .answers(200, View.class, "one page; a Link header leads to the next"));
  }

  /**
   * The grades of one learner, of everything that is graded in each course, and the final ones.
   *
   * @param next the enrolment behind which the list goes on, or null at its end
   */
  record View(long userId, List<Grade> grades, List<Final> courses, @Nullable Long next) {}

  /**
   * A final grade.
   *
   * @param percent null where nothing has a weight, and while it is withheld
   * @param withheld because it would tell a grade that is hidden
   * @param waits for marks, which may change it
   */
  record Final(
      long courseId,
      String courseTitle,
      @Nullable Double percent,
      boolean withheld,
      boolean waits,
      @Nullable String certificate) {
    static Final of(CourseGrades course) {
      return new Final(
          course.courseId(),
          course.title(),
          course.total(),
          course.withheld(),
          course.waits(),
          course.certificate());
    }
  }

  private Answer grades(Exchange exchange) {
    GradeStore.Grades found = of(exchange);
    View view =
        new View(
            exchange.person().id(),
            found.courses().stream().flatMap(course -> course.grades().stream()).toList(),
            found.courses().stream().map(Final::of).toList(),
            found.next());
    return Answer.json(200, view).withNext(exchange.nextPage("before", found.next()));
  }

  private Answer page(Exchange exchange) {
    GradeStore.Grades found = of(exchange);
    Map<String, Object> model =
        Map.of("courses", found.courses(), "next", found.next() == null ? 0L : found.next());
    return Answer.page(200, pages.render(exchange, "grades/grades.jte", model));
  }

  private GradeStore.Grades of(Exchange exchange) {
    long before = exchange.queryNumber("before", Long.MAX_VALUE);
    GradeStore.Grades found = read(exchange.person(), before);
    if (found.overdue().isEmpty()) {
      return found;
    }
    found.overdue().forEach(closeOverdue::accept);
    return read(exchange.person(), before);
  }

  private GradeStore.Grades read(Person person, long before) {
    return database.reading(
        statements -> store.grades(statements, person.id(), before, clock.instant()));
  }
}
