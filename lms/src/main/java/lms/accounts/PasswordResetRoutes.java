package lms.accounts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
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
import lms.platform.Sha256;
import lms.platform.Tokens;
import lms.platform.Transaction;
import lms.platform.Words;

/**
 * A new password for who has forgotten theirs, by a link that is mailed. The link works once and
 * for an hour, and is asked for at most every five minutes; whoever asks hears the same whether the
 * address has an account or not.
 */
public final class PasswordResetRoutes {
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private static final String FIND =
      "SELECT id FROM users WHERE email = ? AND erased_at IS NULL FOR UPDATE";

  private static final String RECENT =
      "SELECT user_id FROM password_resets WHERE user_id = ? AND expires_at > ?";

  private static final String STORE =
      """
      INSERT INTO password_resets (user_id, token_hash, expires_at) VALUES (?, ?, ?)
      ON DUPLICATE KEY UPDATE token_hash = VALUES(token_hash), expires_at = VALUES(expires_at)
      """;

  private static final String OWNER =
      "SELECT user_id FROM password_resets WHERE token_hash = ? AND expires_at > ?";

  private static final String USE =
      "DELETE FROM password_resets WHERE token_hash = ? AND expires_at > ?";

  private final Database database;
  private final Accounts accounts;
  private final Notifications notifications;
  private final Pages pages;
  private final InstantSource clock;
  private final Metrics metrics;
  private final boolean mailing;

  /**
   * Resets of passwords in {@code database}.
   *
   * @param mailing whether somebody sends mail; if nobody does, nothing can be asked for
   */
  public PasswordResetRoutes(
      Database database,
      Accounts accounts,
      Notifications notifications,
      Pages pages,
      InstantSource clock,
      Metrics metrics,
      boolean mailing) {
    this.database = database;
    this.accounts = accounts;
    this.notifications = notifications;
    this.pages = pages;
    this.clock = clock;
    this.metrics = metrics;
    this.mailing = mailing;
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
    String token = Tokens.secret();
    Instant now = clock.instant();
    database.inTransaction(
        transaction -> {
          Optional<Long> user = transaction.first(FIND, row -> row.number("id"), email);
          user.filter(id -> !asked(transaction, id, now))
              .ifPresent(id -> send(transaction, id, token, now));
          return user.isPresent();
        });
    return Answer.seeOther("/password?notice=sent");
  }

  private static boolean asked(Transaction transaction, long userId, Instant now) {
    return transaction
        .first(RECENT, row -> row.number("user_id"), userId, now.plus(LIFETIME).minus(PAUSE))
        .isPresent();
  }

  private void send(Transaction transaction, long userId, String token, Instant now) {
    transaction.run(STORE, userId, hash(token), now.plus(LIFETIME));
    notifications.mail(transaction, userId, Words.of("accounts.news-reset"), "/password/" + token);
  }

  private boolean owner(Exchange exchange) {
    return database
        .reading(
            statements ->
                statements.first(
                    OWNER,
                    row -> row.number("user_id"),
                    hash(exchange.pathText("token")),
                    clock.instant()))
        .isPresent();
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

  private boolean change(Transaction transaction, Exchange exchange, String hash) {
    String token = hash(exchange.pathText("token"));
    Instant now = clock.instant();
    Optional<Long> user =
        transaction.first(OWNER + " FOR UPDATE", row -> row.number("user_id"), token, now);
    user.ifPresent(
        id -> {
          transaction.run(USE, token, now);
          accounts.setPassword(transaction, id, hash, "");
          transaction.afterCommit(() -> metrics.count("lms_password_changes_total"));
        });
    return user.isPresent();
  }

  private static String hash(String token) {
    return HexFormat.of().formatHex(Sha256.of(token));
  }
}
