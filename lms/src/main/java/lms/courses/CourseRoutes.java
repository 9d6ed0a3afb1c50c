package lms.courses;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lms.activities.Activities;
import lms.content.Teachers;
import lms.enrolments.Enrolments;
import lms.enrolments.Seats;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Idempotency;
import lms.platform.Pages;
import lms.platform.Parameter;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Slice;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/** The catalogue, course pages, enrolment and the line for a seat, as pages and as JSON. */
public final class CourseRoutes {
  private static final int PAGE_SIZE = 20;
  private static final int PAGE_SIZE_MAX = 100;
  private static final int QUERY_MAX = 100;
  private static final List<String> LEVELS = List.of("introductory", "intermediate", "advanced");
  private static final Duration CACHED = Duration.ofMinutes(5);
  private static final String FACETS = "facets:all";

  private final CourseStore store;
  private final CoursePreview preview;
  private final Database database;
  private final Cache cache;
  private final Idempotency idempotency;
  private final Enrolments enrolments;
  private final Done done;
  private final Seats seats;
  private final Pages pages;
  private final InstantSource clock;

  /** Courses in {@code database}, read through {@code cache}. */
  public CourseRoutes(
      Database database,
      Activities activities,
      Cache cache,
      Idempotency idempotency,
      Enrolments enrolments,
      Done done,
      Seats seats,
      Pages pages,
      InstantSource clock) {
    this.store = new CourseStore(database, activities);
    this.preview = new CoursePreview(store, new Teachers(database), pages, clock);
    this.database = database;
    this.cache = cache;
    this.idempotency = idempotency;
    this.enrolments = enrolments;
    this.done = done;
    this.seats = seats;
    this.pages = pages;
    this.clock = clock;
  }

  /** What a course page needs to know of its reader. */
  @FunctionalInterface
  public interface Done {
    /** The ids of the lessons that somebody has done in a course. */
    Set<Long> lessons(long userId, long courseId);
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    preview.register(routes);
    routes
        .get("/", Access.ANYONE, this::cataloguePage)
        .get("/courses", Access.ANYONE, this::cataloguePage)
        .get("/api/courses", Access.ANYONE, this::catalogue)
        .describedAs(
            Described.as("The catalogue, or what a search finds")
                .query("q", Parameter.text(0, QUERY_MAX), "words to look for")
                .query("category", Parameter.text(0, 1_000), "courses of this one only")
                .query("language", Parameter.text(0, 1_000), "the tag, such as en")
                .query("level", Parameter.words(LEVELS), "courses of this one only")
                .query("free", Parameter.words(List.of("true", "false")), "with a seat left")
                .query("sort", Parameter.words(CatalogueQuery.Sort.words()), "else oldest")
                .query("limit", Parameter.number(1, PAGE_SIZE_MAX), "courses at most, else 20")
                .query("after", Parameter.number(0, Long.MAX_VALUE), "go on behind this id")
                .answers(200, Catalogue.class, "one page; a Link header leads to the next")
                .refuses(404)
                .tagged())
        .get("/courses/{id}", Access.ANYONE, this::coursePage)
        .get(
            "/api/courses/{id}",
            Access.ANYONE,
            exchange -> Answer.json(200, course(exchange)).tagged())
        .describedAs(
            Described.as("A published course with its outline")
                .answers(200, Course.class, "the course")
                .tagged())
        .get("/api/courses/{id}/progress", Access.SIGNED_IN, this::progress)
        .describedAs(
            Described.as("How far one is in a course that one takes, and where to go on")
                .answers(200, Standing.class, "what is done, what is locked, and what is next")
                .refuses(403))
        .post("/courses/{id}/enrol", Access.SIGNED_IN, this::enrolForm)
        .post("/api/courses/{id}/enrolment", Access.SIGNED_IN, this::enrol)
        .describedAs(
            Described.as("Enrols whoever is signed in")
                .once()
                .answers(201, Enrolment.class, "enrolled"))
        .post("/courses/{id}/leave", Access.SIGNED_IN, exchange -> back(exchange, leave(exchange)))
        .post("/api/courses/{id}/leave", Access.SIGNED_IN, this::leave)
        .describedAs(
            Described.as("Gives up one's seat; what one did in the course is kept")
                .once()
                .answers(200, Left.class, "left"))
        .get("/api/courses/{id}/waiting", Access.SIGNED_IN, this::waiting)
        .describedAs(
            Described.as("Where one is in the line for a seat")
                .answers(200, Wanting.class, "the place"))
        .post(
            "/courses/{id}/waiting", Access.SIGNED_IN, exchange -> back(exchange, await(exchange)))
        .post("/api/courses/{id}/waiting", Access.SIGNED_IN, this::await)
        .describedAs(
            Described.as("Waits for a seat, or takes one where there is one")
                .once()
                .answers(201, Wanting.class, "in the line, or enrolled at once"))
        .post(
            "/courses/{id}/waiting/end",
            Access.SIGNED_IN,
            exchange -> back(exchange, stopWaiting(exchange)))
        .post("/api/courses/{id}/waiting/end", Access.SIGNED_IN, this::stopWaiting)
        .describedAs(
            Described.as("Waits no longer")
                .once()
                .answers(200, Wanting.class, "not in the line any more"));
  }

  /** One page of the catalogue; {@code next} goes on behind it, null at the end. */
  record Catalogue(List<Course.Summary> courses, @Nullable Long next) {}

  record Enrolment(long enrolmentId, long courseId, long userId) {}

  /**
   * Where somebody is who wants a seat.
   *
   * @param place in the line, from 1; null for who takes the course or does not wait
   */
  record Wanting(long courseId, long userId, boolean enrolled, @Nullable Long place) {}

  record Left(long courseId, long userId) {}

  private Answer catalogue(Exchange exchange) {
    long limit = exchange.queryNumber("limit", PAGE_SIZE);
    if (limit < 1 || limit > PAGE_SIZE_MAX) {
      throw Problem.malformed(
          Words.of("courses.bad-limit", Long.toString(limit), Integer.toString(PAGE_SIZE_MAX)));
    }
    Catalogue catalogue = found(query(exchange), (int) limit);
    return Answer.json(200, catalogue)
        .withNext(exchange.nextPage("after", catalogue.next()))
        .tagged();
  }

  private Catalogue found(CatalogueQuery query, int limit) {
    Slice<Course.Summary> shown = Slice.of(store.courses(query, limit + 1), limit);
    return new Catalogue(shown.items(), shown.next(Course.Summary::id));
  }

  private static CatalogueQuery query(Exchange exchange) {
    String query = exchange.queryText("q", QUERY_MAX);
    String level = exchange.query("level", "");
    if (!level.isEmpty() && !LEVELS.contains(level)) {
      throw Problem.malformed(
          Words.of("courses.bad-choice", "level", level, String.join(", ", LEVELS)));
    }
    String order = exchange.query("sort", "");
    CatalogueQuery.Sort sort =
        CatalogueQuery.Sort.of(order.isEmpty() ? "oldest" : order)
            .orElseThrow(
                () ->
                    Problem.malformed(
                        Words.of(
                            "courses.bad-choice",
                            "sort",
                            order,
                            String.join(", ", CatalogueQuery.Sort.words()))));
    return new CatalogueQuery(
        query.isEmpty() ? null : Search.of(query),
        exchange.query("category", ""),
        exchange.query("language", ""),
        level,
        exchange.query("free", "").equals("true"),
        sort,
        exchange.queryNumber("after", 0));
  }

  private Answer cataloguePage(Exchange exchange) {
    CatalogueQuery query = query(exchange);
    Facets facets =
        cache
            .get(FACETS, Facets.class, CACHED, () -> java.util.Optional.of(store.facets()))
            .orElseThrow();
    CataloguePage page =
        CataloguePage.of(
            found(query, PAGE_SIZE),
            exchange.query("q", "").strip(),
            query,
            facets,
            exchange.text());
    return Answer.page(
        200, pages.render(exchange, "courses/catalogue.jte", Map.of("catalogue", page)));
  }

  private Answer coursePage(Exchange exchange) {
    Course course = course(exchange);
    Person visitor = exchange.visitor();
    boolean enrolled = visitor != null && enrolments.takes(visitor.id(), course.id());
    long place =
        visitor == null || enrolled || course.seats() == null ? 0 : place(visitor, course.id());
    Map<String, Object> model =
        Map.of(
            "course",
            course,
            "enrolled",
            enrolled,
            "place",
            place,
            "standing",
            visitor != null && enrolled ? standing(visitor, course) : Standing.NOWHERE,
            "now",
            clock.instant(),
            "key",
            Pages.newKey());
    return Answer.page(200, pages.render(exchange, "courses/course.jte", model));
  }

  private Standing standing(Person person, Course course) {
    return Standing.of(course, done.lessons(person.id(), course.id()), clock.instant());
  }

  private Answer progress(Exchange exchange) {
    Course course = course(exchange);
    enrolments.demand(exchange.person(), course.id());
    return Answer.json(200, standing(exchange.person(), course));
  }

  private long place(Person person, long courseId) {
    return database
        .reading(statements -> seats.place(statements, person.id(), courseId))
        .orElse(0L);
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

  /**
   * Has the catalogue offer other choices once the transaction is committed: after a course was
   * published or withdrawn, or got another category, language or level.
   */
  public void relisted(Transaction transaction) {
    transaction.afterCommit(() -> cache.forget(FACETS));
  }

  private Answer enrol(Exchange exchange) {
    Course course = course(exchange);
    Answer answer =
        idempotency.once(
            exchange,
            transaction -> {
              long userId = exchange.person().id();
              long id = seats.enrol(transaction, userId, course.id(), course.title());
              return Answer.json(201, new Enrolment(id, course.id(), userId));
            });
    changed(course.id());
    return answer;
  }

  private Answer enrolForm(Exchange exchange) {
    return back(exchange, enrol(exchange));
  }

  /** A form ends where it began, whatever the API would answer. */
  private static Answer back(Exchange exchange, Answer done) {
    return done.status() < 300 ? Answer.seeOther("/courses/" + exchange.pathNumber("id")) : done;
  }

  private Answer leave(Exchange exchange) {
    long courseId = exchange.pathNumber("id");
    long userId = exchange.person().id();
    Answer answer =
        idempotency.once(
            exchange,
            transaction -> {
              seats.leave(transaction, userId, courseId);
              return Answer.json(200, new Left(courseId, userId));
            });
    changed(courseId);
    return answer;
  }

  private Answer await(Exchange exchange) {
    long courseId = exchange.pathNumber("id");
    long userId = exchange.person().id();
    Answer answer =
        idempotency.once(
            exchange,
            transaction ->
                switch (seats.await(transaction, userId, courseId)) {
                  case Seats.Waiting.Enrolled _ ->
                      Answer.json(201, new Wanting(courseId, userId, true, null));
                  case Seats.Waiting.InLine(long place) ->
                      Answer.json(201, new Wanting(courseId, userId, false, place));
                });
    changed(courseId);
    return answer;
  }

  private Answer stopWaiting(Exchange exchange) {
    long courseId = exchange.pathNumber("id");
    long userId = exchange.person().id();
    return idempotency.once(
        exchange,
        transaction -> {
          seats.stopWaiting(transaction, userId, courseId);
          return Answer.json(200, new Wanting(courseId, userId, false, null));
        });
  }

  private Answer waiting(Exchange exchange) {
    Course course = course(exchange);
    Person person = exchange.person();
    long place = place(person, course.id());
    boolean enrolled = enrolments.takes(person.id(), course.id());
    return Answer.json(
        200, new Wanting(course.id(), person.id(), enrolled, place == 0 ? null : place));
  }
}
