package lms.accounts;

import java.time.InstantSource;
import java.util.Map;
import lms.notifications.Notifications;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Pages;
import lms.platform.Routes;
import lms.platform.Words;

/**
 * The proof that an address is one's own, by a link that is mailed to who registers. Until then
 * nothing else but links is mailed there: nobody gets a stranger's news. A page asks for a click,
 * since programs that look mails through open their links.
 */
public final class ConfirmationRoutes {
  private final Database database;
  private final MailedLinks links;
  private final Pages pages;

  /** Confirmations in {@code database}. */
  public ConfirmationRoutes(
      Database database, Notifications notifications, Pages pages, InstantSource clock) {
    this.database = database;
    this.links = MailedLinks.toConfirmations(notifications, clock);
    this.pages = pages;
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/confirmation", Access.ANYONE, exchange -> page(exchange, 200, true))
        .get("/confirmation/{token}", Access.ANYONE, this::ask)
        .post("/confirmation/{token}", Access.ANYONE, this::confirm)
        .post("/profile/confirmation", Access.SIGNED_IN, this::againForm)
        .post("/api/profile/confirmation", Access.SIGNED_IN, this::again)
        .describedAs(
            Described.as("Mails another link by which one's address is confirmed")
                .answersNothing("mailed, unless one was just before or it is confirmed"));
  }

  private Answer ask(Exchange exchange) {
    String token = exchange.pathText("token");
    boolean live = database.reading(statements -> links.owner(statements, token)).isPresent();
    return page(exchange, live ? 200 : 404, false);
  }

  private Answer confirm(Exchange exchange) {
    String token = exchange.pathText("token");
    return database.inTransaction(transaction -> links.use(transaction, token)).isPresent()
        ? Answer.seeOther("/confirmation")
        : page(exchange, 404, false);
  }

  private Answer page(Exchange exchange, int status, boolean done) {
    String token = done || status == 404 ? "" : exchange.pathText("token");
    Map<String, Object> model = Map.of("token", token, "done", done);
    return Answer.page(status, pages.render(exchange, "accounts/confirmation.jte", model));
  }

  /** Another link, for who has not confirmed the address yet. */
  private boolean mailed(Exchange exchange) {
    long userId = exchange.person().id();
    return database.inTransaction(
        transaction -> {
          boolean unconfirmed = links.has(transaction, userId);
          if (unconfirmed) {
            links.mail(transaction, userId, Words.of("accounts.news-confirm"));
          }
          return unconfirmed;
        });
  }

  private Answer againForm(Exchange exchange) {
    return Answer.seeOther(mailed(exchange) ? "/profile?notice=confirm" : "/profile");
  }

  private Answer again(Exchange exchange) {
    boolean _ = mailed(exchange);
    return Answer.nothing();
  }
}
