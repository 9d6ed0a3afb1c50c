package lms.learning;

import java.time.InstantSource;
import java.util.Map;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Pages;
import lms.platform.Parameter;
import lms.platform.Routes;

/** "My learning": the courses that somebody takes and where to go on, as a page and as JSON. */
public final class LearningRoutes {
  private final LearningStore store = new LearningStore();
  private final Database database;
  private final Pages pages;
  private final InstantSource clock;

  /** What is learnt, in {@code database}. */
  public LearningRoutes(Database database, Pages pages, InstantSource clock) {
    this.database = database;
    this.pages = pages;
    this.clock = clock;
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/my", Access.SIGNED_IN, this::page)
        .get("/api/my", Access.SIGNED_IN, this::mine)
        .describedAs(
            Described.as("The courses that one takes, the newest first")
                .query("before", Parameter.number(1, Long.MAX_VALUE), "go on behind this enrolment")
                .answers(200, Learning.class, "one page; a Link header leads to the next"));
  }

  private Answer mine(Exchange exchange) {
    Learning learning = learning(exchange);
    return Answer.json(200, learning).withNext(exchange.nextPage("before", learning.next()));
  }

  private Answer page(Exchange exchange) {
    Map<String, Object> model = Map.of("learning", learning(exchange));
    return Answer.page(200, pages.render(exchange, "learning/mine.jte", model));
  }

  private Learning learning(Exchange exchange) {
    long before = exchange.queryNumber("before", Long.MAX_VALUE);
    long userId = exchange.person().id();
    return database.reading(statements -> store.of(statements, userId, before, clock.instant()));
  }
}
