package lms.profile;

import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lms.accounts.Accounts;
import lms.activities.Activities;
import lms.enrolments.Seats;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Authenticator;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Language;
import lms.platform.Limits;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Row;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/** A person's own account, as a page and as JSON. */
public final class ProfileRoutes {
  private static final Pattern PLACE =
      Pattern.compile("(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+|UTC");

  /** The time zones to choose from, by the name of a place in each. */
  private static final List<String> ZONES =
      ZoneId.getAvailableZoneIds().stream()
          .filter(zone -> PLACE.matcher(zone).matches())
          .sorted()
          .toList();

  private static final String READ =
      """
      SELECT id, name, email, role, language, time_zone,
        NOT EXISTS (SELECT 1 FROM unconfirmed_addresses a WHERE a.user_id = users.id) AS confirmed
      FROM users WHERE id = ?
      """;

  private final Database database;
  private final Accounts accounts;
  private final PersonalData data;
  private final Erasure erasure;
  private final Pages pages;
  private final Metrics metrics;

  /** Profiles in {@code database}. */
  public ProfileRoutes(
      Database database,
      Cache cache,
      Accounts accounts,
      Seats seats,
      Activities activities,
      Pages pages,
      Clock clock,
      Metrics metrics) {
    this.database = database;
    this.accounts = accounts;
    this.data = new PersonalData(database, activities);
    this.erasure = new Erasure(database, cache, accounts, seats, clock);
    this.pages = pages;
    this.metrics = metrics;
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/profile", Access.SIGNED_IN, exchange -> page(200, exchange, "", ""))
        .get("/api/profile", Access.SIGNED_IN, e -> Answer.json(200, profile(e)))
        .describedAs(Described.as("One's own account").answers(200, Profile.class, "the account"))
        .post("/profile", Access.SIGNED_IN, this::changeForm)
        .put("/api/profile", Access.SIGNED_IN, this::change)
        .describedAs(
            Described.as("Sets one's name, language and time zone")
                .takes(Change.class)
                .answers(200, Profile.class, "the account now")
                .refuses(422))
        .post("/profile/password", Access.SIGNED_IN, this::passwordForm)
        .put("/api/profile/password", Access.SIGNED_IN, this::password)
        .describedAs(
            Described.as("Sets another password, and ends one's sessions everywhere else")
                .takes(ChangePassword.class)
                .answersNothing("set")
                .refuses(422))
        .get("/profile/data", Access.SIGNED_IN, this::export)
        .get("/api/profile/data", Access.SIGNED_IN, this::export)
        .describedAs(
            Described.as("All that the platform knows of whoever asks")
                .answers(200, "application/json", "lists of rows by what they are"))
        .post("/profile/erasure", Access.SIGNED_IN, this::eraseForm)
        .post("/api/profile/erasure", Access.SIGNED_IN, this::erase)
        .describedAs(
            Described.as("Erases one's account for good; what was learnt stays, without a name")
                .takes(Erase.class)
                .answersNothing("erased, and signed out everywhere")
                .refuses(409, 422));
  }

  /** What is to be from now on; empty for the browser's language and for UTC. */
  record Change(
      @Limits(min = 1, max = Accounts.NAME_MAX) String name, String language, String timeZone) {}

  record ChangePassword(String current, String password) {}

  record Erase(String password) {}

  private Profile profile(Exchange exchange) {
    return database
        .reading(
            statements ->
                statements.first(
                    READ,
                    row ->
                        new Profile(
                            row.number("id"),
                            row.text("name"),
                            row.text("email"),
                            row.number("confirmed") != 0,
                            row.text("role"),
                            textOrEmpty(row, "language"),
                            textOrEmpty(row, "time_zone")),
                    exchange.person().id()))
        .orElseThrow();
  }

  private Answer page(int status, Exchange exchange, String notice, String problem) {
    Map<String, Object> model = new HashMap<>();
    model.put("profile", profile(exchange));
    model.put("zones", ZONES);
    model.put("languages", List.of(Language.values()));
    model.put("notice", notice.isEmpty() ? exchange.query("notice", "") : notice);
    model.put("problem", problem);
    return Answer.page(status, pages.render(exchange, "profile/profile.jte", model));
  }

  private Answer change(Exchange exchange) {
    save(exchange, exchange.json(Change.class));
    return Answer.json(200, profile(exchange));
  }

  private Answer changeForm(Exchange exchange) {
    try {
      save(
          exchange,
          new Change(exchange.field("name"), exchange.field("language"), exchange.field("zone")));
    } catch (Problem e) {
      return page(e.status(), exchange, "", e.detail(exchange.text()));
    }
    return Answer.seeOther("/profile?notice=saved");
  }

  private static String textOrEmpty(Row row, String column) {
    String text = row.optionalText(column);
    return text == null ? "" : text;
  }

  private static @Nullable String emptyAsNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private void save(Exchange exchange, Change change) {
    String name = Accounts.name(change.name());
    String language = change.language();
    if (!language.isEmpty() && Language.of(language).isEmpty()) {
      throw Problem.wrong("bad-language", Words.of("profile.bad-language", language));
    }
    String zone = change.timeZone();
    if (!zone.isEmpty() && !ZoneId.getAvailableZoneIds().contains(zone)) {
      throw Problem.wrong("bad-time-zone", Words.of("profile.bad-zone", zone));
    }
    long userId = exchange.person().id();
    database.inTransaction(
        transaction -> {
          transaction.run(
              "UPDATE users SET name = ?, language = ?, time_zone = ? WHERE id = ?",
              name,
              emptyAsNull(language),
              emptyAsNull(zone),
              userId);
          erasure.showAnew(transaction, userId);
          return userId;
        });
    accounts.changed(userId);
  }

  private Answer password(Exchange exchange) {
    setPassword(exchange, exchange.json(ChangePassword.class));
    return Answer.nothing();
  }

  private Answer passwordForm(Exchange exchange) {
    try {
      setPassword(
          exchange, new ChangePassword(exchange.field("current"), exchange.field("password")));
    } catch (Problem e) {
      return page(e.status(), exchange, "", e.detail(exchange.text()));
    }
    return Answer.seeOther("/profile?notice=password");
  }

  /** Whoever else is signed in to the account has to know the new password. */
  private void setPassword(Exchange exchange, ChangePassword change) {
    long userId = exchange.person().id();
    accounts.demandPassword(userId, change.current());
    String hash = accounts.hash(change.password());
    database.inTransaction(
        transaction -> {
          String kept = exchange.cookie(Authenticator.COOKIE);
          accounts.setPassword(transaction, userId, hash, kept);
          transaction.afterCommit(() -> metrics.count("lms_password_changes_total"));
          return userId;
        });
  }

  private Answer export(Exchange exchange) {
    return Answer.json(200, data.of(exchange.person().id()))
        .with("Content-Disposition", "attachment; filename=\"my-data.json\"");
  }

  private Answer erase(Exchange exchange) {
    erase(exchange, exchange.json(Erase.class).password());
    return Answer.nothing();
  }

  private Answer eraseForm(Exchange exchange) {
    try {
      erase(exchange, exchange.field("password"));
    } catch (Problem e) {
      return page(e.status(), exchange, "", e.detail(exchange.text()));
    }
    return accounts.withoutSession(Answer.seeOther("/"));
  }

  private void erase(Exchange exchange, String password) {
    long userId = exchange.person().id();
    accounts.demandPassword(userId, password);
    erasure.erase(userId);
    metrics.count("lms_accounts_erased_total");
  }
}
