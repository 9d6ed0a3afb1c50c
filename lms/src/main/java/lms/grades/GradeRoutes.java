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
import lms.platform.Person;
import lms.platform.Routes;

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
            Described.as("One's own grades, of each quiz of each course that one takes")
                .answers(200, View.class, "the grades"));
  }

  /** The grades of one learner. */
  record View(long userId, List<Grade> grades) {}

  private Answer grades(Exchange exchange) {
    Person person = exchange.person();
    return Answer.json(200, new View(person.id(), of(person)));
  }

  private Answer page(Exchange exchange) {
    Map<String, Object> model = Map.of("grades", of(exchange.person()));
    return Answer.page(200, pages.render(exchange, "grades/grades.jte", model));
  }

  private List<Grade> of(Person person) {
    GradeStore.Grades found = read(person);
    if (found.overdue().isEmpty()) {
      return found.grades();
    }
    found.overdue().forEach(closeOverdue::accept);
    return read(person).grades();
  }

  private GradeStore.Grades read(Person person) {
    return database.reading(statements -> store.grades(statements, person.id(), clock.instant()));
  }
}
