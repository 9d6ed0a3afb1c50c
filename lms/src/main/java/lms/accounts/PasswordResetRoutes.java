package lms.accounts;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import lms.notifications.Notifications;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Transaction;
import lms.platform.Words;

/**
 * A new password for who has forgotten theirs, by a link that is mailed. The link works once and
 * for an hour, and is asked for at most every five minutes; whoever asks hears the same whether the
 * address has an account or not.
 */
public final class PasswordResetRoutes {
  private static final String FIND =
      "SELECT id FROM users WHERE email = ? AND erased_at IS NULL FOR UPDATE";

  private final Database database;
  private final Accounts accounts;
  private final MailedLinks links;
  private final MailedLinks confirmations;
  private final Pages pages;
  private final Metrics metrics;
  private final boolean mailing;

  /** Resets of passwords in {@code database}; where nobody sends mail none can be asked for. */
  public PasswordResetRoutes(
      Database database,
      Accounts accounts,
      Notifications notifications,
      Pages pages,
      InstantSource clock,
      Metrics metrics) {
    this.database = database;
    this.accounts = accounts;
    this.links = MailedLinks.toPasswords(notifications, clock);
    this.confirmations = MailedLinks.toConfirmations(notifications, clock);
    this.pages = pages;
    this.metrics = metrics;
    this.mailing = notifications.mailing();
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/password", Access.ANYONE, this::askPage)
        .post("/password", Access.ANYONE, this::ask)
        .get("/password/{token}", Access.ANYONE, e -> choosePage(e, owner(e) ? 200 : 404, ""))
        .post("/password/{token}", Access.ANYONE, this::choose);
  }

  private Answer askPage(Exchange exchange) {
    Map<String, Object> model = Map.of("mailing", mailing, "notice", exchange.query("notice", ""));
    return Answer.page(200, pages.render(exchange, "accounts/forgotten.jte", model));
  }

  private Answer ask(Exchange exchange) {
    if (!mailing) {
      throw Problem.conflict("no-mail", Words.of("accounts.no-mail"));
    }
    String email = SignIns.normalised(exchange.field("email"));
    database.inTransaction(
        transaction -> {
          Optional<Long> user = transaction.first(FIND, row -> row.number("id"), email);
          user.ifPresent(id -> links.mail(transaction, id, Words.of("accounts.news-reset")));
          return user.isPresent();
        });
    return Answer.seeOther("/password?notice=sent");
  }

  private boolean owner(Exchange exchange) {
    String token = exchange.pathText("token");
    return database.reading(statements -> links.owner(statements, token)).isPresent();
  }

  private Answer choosePage(Exchange exchange, int status, String problem) {
    Map<String, Object> model =
        Map.of("token", exchange.pathText("token"), "live", status != 404, "problem", problem);
    return Answer.page(status, pages.render(exchange, "accounts/reset.jte", model));
  }

  /** Whoever is signed in to the account has to know the new password. */
  private Answer choose(Exchange exchange) {
    if (!owner(exchange)) {
      return choosePage(exchange, 404, "");
    }
    String hash;
    try {
      hash = accounts.hash(exchange.field("password"));
    } catch (Problem e) {
      return choosePage(exchange, e.status(), e.detail(exchange.text()));
    }
    boolean changed = database.inTransaction(transaction -> change(transaction, exchange, hash));
    return changed ? Answer.seeOther("/password?notice=changed") : choosePage(exchange, 404, "");
  }

  /** Who has read the mail has the address as well. */
  private boolean change(Transaction transaction, Exchange exchange, String hash) {
    Optional<Long> user = links.use(transaction, exchange.pathText("token"));
    user.ifPresent(
        id -> {
          confirmations.end(transaction, id);
          accounts.setPassword(transaction, id, hash, "");
          transaction.afterCommit(() -> metrics.count("lms_password_changes_total"));
        });
    return user.isPresent();
  }
}
