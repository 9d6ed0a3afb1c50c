package lms.notifications;

import java.time.Clock;
import java.util.Map;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Pages;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Words;

/** A learner's notifications: what is new, how much of it is unread, and having read it. */
public final class NotificationRoutes {
  private final NotificationStore store = new NotificationStore();
  private final Database database;
  private final Pages pages;
  private final Clock clock;

  /** Notifications in {@code database}. */
  public NotificationRoutes(Database database, Pages pages, Clock clock) {
    this.database = database;
    this.pages = pages;
    this.clock = clock;
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/notifications", Access.SIGNED_IN, this::page)
        .get("/api/notifications", Access.SIGNED_IN, e -> Answer.json(200, inbox(e)))
        .post("/notifications/read", Access.SIGNED_IN, this::readForm)
        .post("/api/notifications/read", Access.SIGNED_IN, this::read);
  }

  private Inbox inbox(Exchange exchange) {
    long userId = exchange.person().id();
    return database.reading(statements -> store.inbox(statements, userId));
  }

  private Answer page(Exchange exchange) {
    Map<String, Object> model = Map.of("inbox", inbox(exchange));
    return Answer.page(200, pages.render(exchange, "notifications/notifications.jte", model));
  }

  private Answer read(Exchange exchange) {
    markRead(exchange, Long.MAX_VALUE);
    return Answer.nothing();
  }

  /** Only up to what the page showed: what came since is still new. */
  private Answer readForm(Exchange exchange) {
    try {
      markRead(exchange, Long.parseLong(exchange.field("last")));
    } catch (NumberFormatException e) {
      throw Problem.malformed(Words.of("notifications.form-incomplete"));
    }
    return Answer.seeOther("/notifications");
  }

  private void markRead(Exchange exchange, long lastId) {
    database.inTransaction(
        transaction -> {
          store.markRead(transaction, exchange.person().id(), lastId, clock.instant());
          return lastId;
        });
  }
}
