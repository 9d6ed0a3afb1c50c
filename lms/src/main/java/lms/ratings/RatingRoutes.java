package lms.ratings;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import lms.certificates.Completions;
import lms.enrolments.Enrolments;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Idempotency;
import lms.platform.Limits;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Parameter;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Slice;
import lms.platform.Transaction;
import lms.platform.Words;

/** Rating a course and reading what others say of it. */
public final class RatingRoutes {
  private static final int COMMENT_MAX = 2_000;
  private static final int PAGE_SIZE = 20;

  private final RatingStore store = new RatingStore();
  private final Database database;
  private final Idempotency idempotency;
  private final Enrolments enrolments;
  private final Completions completions;
  private final LongConsumer courseChanged;
  private final Pages pages;
  private final Clock clock;
  private final DoubleConsumer stars;

  /**
   * Ratings in {@code database}.
   *
   * @param courseChanged told a course's id after each change of its average
   */
  public RatingRoutes(
      Database database,
      Idempotency idempotency,
      Enrolments enrolments,
      Completions completions,
      LongConsumer courseChanged,
      Pages pages,
      Clock clock,
      Metrics metrics) {
    this.database = database;
    this.idempotency = idempotency;
    this.enrolments = enrolments;
    this.completions = completions;
    this.courseChanged = courseChanged;
    this.pages = pages;
    this.clock = clock;
    this.stars = metrics.values("lms_course_ratings", 1, 2, 3, 4, 5);
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .put("/api/courses/{id}/rating", Access.SIGNED_IN, this::rate)
        .describedAs(
            Described.as("Rates a course that one takes, or rates it anew")
                .takes(Rate.class)
                .once()
                .answers(200, Rated.class, "rated")
                .refuses(403))
        .get("/api/courses/{id}/ratings", Access.ANYONE, this::ratings)
        .describedAs(
            Described.as("What learners say of a course, the newest first")
                .query("before", Parameter.number(0, Place.MILLIS_MAX), "milliseconds of the epoch")
                .query("passed", Parameter.number(0, Place.PASSED_MAX), "ratings of that instant")
                .answers(200, Ratings.class, "one page; a Link header leads to the next"))
        .get("/courses/{id}/ratings", Access.ANYONE, this::page)
        .post("/courses/{id}/ratings", Access.SIGNED_IN, this::rateForm);
  }

  /** The body of a rating. */
  record Rate(@Limits(min = 1, max = 5) int stars, @Limits(max = COMMENT_MAX) String comment) {}

  record Rated(long courseId, int stars) {}

  record Ratings(long courseId, List<Rating> ratings) {}

  private Answer rate(Exchange exchange) {
    return rate(exchange, exchange.json(Rate.class));
  }

  private Answer rateForm(Exchange exchange) {
    try {
      int stars = Integer.parseInt(exchange.field("stars"));
      rate(exchange, new Rate(stars, exchange.field("comment").replace("\r\n", "\n")));
    } catch (NumberFormatException e) {
      throw Problem.wrong("bad-rating", Words.of("ratings.choose"));
    }
    return Answer.seeOther("/courses/" + exchange.pathNumber("id") + "/ratings");
  }

  private Answer rate(Exchange exchange, Rate rate) {
    if (rate.stars() < 1 || rate.stars() > 5) {
      throw Problem.wrong("bad-rating", Words.of("ratings.bad-stars", rate.stars()));
    }
    if (rate.comment().length() > COMMENT_MAX) {
      throw Problem.wrong("bad-rating", Words.of("ratings.comment-too-long", COMMENT_MAX));
    }
    long courseId = exchange.pathNumber("id");
    enrolments.demand(exchange.person(), courseId);
    return idempotency.once(
        exchange,
        transaction -> Answer.json(200, rate(transaction, exchange.person().id(), courseId, rate)));
  }

  private Rated rate(Transaction transaction, long userId, long courseId, Rate rate) {
    if (!completions.lock(transaction, userId, courseId)) {
      throw Problem.forbidden(Words.of("ratings.enrol-first"));
    }
    store.save(transaction, userId, courseId, rate.stars(), rate.comment(), clock.instant());
    transaction.afterCommit(
        () -> {
          courseChanged.accept(courseId);
          stars.accept(rate.stars());
        });
    return new Rated(courseId, rate.stars());
  }

  private Answer ratings(Exchange exchange) {
    long courseId = exchange.pathNumber("id");
    demandPublished(courseId);
    Place place = Place.of(exchange);
    Slice<Rating> shown = shown(courseId, place);
    Place next = place.behind(shown);
    return Answer.json(200, new Ratings(courseId, shown.items()))
        .withNext(next == null ? null : "/api/courses/" + courseId + "/ratings?" + next.query());
  }

  private Slice<Rating> shown(long courseId, Place place) {
    return Slice.of(
        database.reading(statements -> store.latest(statements, courseId, place, PAGE_SIZE + 1)),
        PAGE_SIZE);
  }

  private void demandPublished(long courseId) {
    if (!database.reading(statements -> store.isPublished(statements, courseId))) {
      throw Problem.notFound(Words.of("courses.unknown", Long.toString(courseId)));
    }
  }

  /** What learners say, and for who takes the course the own opinion to give or change. */
  private Answer page(Exchange exchange) {
    Person visitor = exchange.visitor();
    long courseId = exchange.pathNumber("id");
    demandPublished(courseId);
    Place place = Place.of(exchange);
    Slice<Rating> shown = shown(courseId, place);
    Place next = place.behind(shown);
    boolean takes = visitor != null && enrolments.takes(visitor.id(), courseId);
    var model = new HashMap<String, Object>();
    model.put("courseId", courseId);
    model.put("latest", shown.items());
    model.put("next", next == null ? "" : next.query());
    model.put("takes", takes);
    model.put("key", Pages.newKey());
    if (visitor != null && takes) {
      database
          .reading(statements -> store.own(statements, visitor.id(), courseId))
          .ifPresent(own -> model.put("own", own));
    }
    return Answer.page(200, pages.render(exchange, "ratings/ratings.jte", model));
  }
}
