package lms.courses;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lms.enrolments.Enrolments;
import lms.notifications.Notifications;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Idempotency;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/** The catalogue, course pages and enrolment, as pages and as JSON. */
public final class CourseRoutes {
  private static final int PAGE_SIZE = 20;
  private static final int PAGE_SIZE_MAX = 100;
  private static final int QUERY_MAX = 100;
  private static final Duration CACHED = Duration.ofMinutes(5);

  private final CourseStore store;
  private final Cache cache;
  private final Idempotency idempotency;
  private final Enrolments enrolments;
  private final Pages pages;
  private final Metrics metrics;

  /** Courses in {@code database}, read through {@code cache}. */
  public CourseRoutes(
      Database database,
      Cache cache,
      Idempotency idempotency,
      Enrolments enrolments,
      Notifications notifications,
      Pages pages,
      Metrics metrics,
      Clock clock) {
    this.store = new CourseStore(database, notifications, clock);
    this.cache = cache;
    this.idempotency = idempotency;
    this.enrolments = enrolments;
    this.pages = pages;
    this.metrics = metrics;
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/", Access.ANYONE, this::cataloguePage)
        .get("/courses", Access.ANYONE, this::cataloguePage)
        .get("/api/courses", Access.ANYONE, this::catalogue)
        .get("/courses/{id}", Access.ANYONE, this::coursePage)
        .get("/api/courses/{id}", Access.ANYONE, exchange -> Answer.json(200, course(exchange)))
        .post("/courses/{id}/enrol", Access.SIGNED_IN, this::enrolForm)
        .post("/api/courses/{id}/enrolment", Access.SIGNED_IN, this::enrol)
        .get("/my", Access.SIGNED_IN, this::mine);
  }

  /** One page of the catalogue; {@code next} goes on behind it, null at the end. */
  record Catalogue(List<Course.Summary> courses, @Nullable Long next) {}

  record Enrolment(long enrolmentId, long courseId, long userId) {}

  private Answer catalogue(Exchange exchange) {
    long limit = exchange.queryNumber("limit", PAGE_SIZE);
    if (limit < 1 || limit > PAGE_SIZE_MAX) {
      throw Problem.malformed("limit is " + limit + ": it must be from 1 to " + PAGE_SIZE_MAX);
    }
    return Answer.json(200, found(exchange, (int) limit));
  }

  private Catalogue found(Exchange exchange, int limit) {
    String query = exchange.query("q", "").strip();
    if (query.length() > QUERY_MAX) {
      throw Problem.malformed(Words.of("courses.query-too-long", QUERY_MAX));
    }
    long after = exchange.queryNumber("after", 0);
    List<Course.Summary> courses =
        query.isEmpty()
            ? store.page(after, limit + 1)
            : store.search(Search.of(query), after, limit + 1);
    boolean more = courses.size() > limit;
    List<Course.Summary> shown = more ? courses.subList(0, limit) : courses;
    return new Catalogue(shown, more ? Long.valueOf(shown.getLast().id()) : null);
  }

  private Answer cataloguePage(Exchange exchange) {
    Catalogue catalogue = found(exchange, PAGE_SIZE);
    Map<String, Object> model =
        Map.of(
            "courses",
            catalogue.courses(),
            "query",
            exchange.query("q", ""),
            "next",
            catalogue.next() == null ? 0L : catalogue.next());
    return Answer.page(200, pages.render(exchange, "courses/catalogue.jte", model));
  }

  private Answer coursePage(Exchange exchange) {
    Course course = course(exchange);
    Person visitor = exchange.visitor();
    boolean enrolled = visitor != null && enrolments.takes(visitor.id(), course.id());
    Map<String, Object> model =
        Map.of("course", course, "enrolled", enrolled, "key", Pages.newKey());
    return Answer.page(200, pages.render(exchange, "courses/course.jte", model));
  }

  private Course course(Exchange exchange) {
    long id = exchange.pathNumber("id");
    return cache
        .get("course:" + id, Course.class, CACHED, () -> store.course(id))
        .orElseThrow(() -> Problem.notFound(Words.of("courses.unknown", Long.toString(id))));
  }

  /** Shows the course anew after one of its figures changed. */
  public void changed(long courseId) {
    cache.forget("course:" + courseId);
  }

  private Answer enrol(Exchange exchange) {
    Course course = course(exchange);
    Answer answer =
        idempotency.once(
            exchange,
            transaction -> {
              long userId = exchange.person().id();
              long id = store.enrol(transaction, userId, course);
              transaction.afterCommit(
                  () -> metrics.count("lms_course_enrollments_total", "kind", "self"));
              return Answer.json(201, new Enrolment(id, course.id(), userId));
            });
    changed(course.id());
    return answer;
  }

  private Answer enrolForm(Exchange exchange) {
    enrol(exchange);
    return Answer.seeOther("/courses/" + exchange.pathNumber("id"));
  }

  private Answer mine(Exchange exchange) {
    Map<String, Object> model = Map.of("courses", store.taken(exchange.person().id()));
    return Answer.page(200, pages.render(exchange, "courses/mine.jte", model));
  }
}
