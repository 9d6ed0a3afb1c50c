package lms.accounts;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import lms.notifications.Notifications;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Authenticator;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Language;
import lms.platform.Limits;
import lms.platform.LocalPath;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Transaction;
import lms.platform.UnsentForm;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/** Registration, signing in and out, as pages and as JSON. */
public final class AccountRoutes {
  /** The hash of a password that nobody has set yet: of accounts that an import made. */
  static final String UNSET = "-";

  /** Where somebody begins who has just signed in. */
  private static final String HOME = "/my";

  private static final int YEAR_SECONDS = 365 * 24 * 3_600;

  private final Database database;
  private final Sessions sessions;
  private final Accounts accounts;
  private final SignIns signIns;
  private final AccountLimit registrations;
  private final Devices devices = new Devices();
  private final Passwords passwords;
  private final Pages pages;
  private final Metrics metrics;
  private final Clock clock;
  private final MailedLinks confirmations;
  private final boolean mailing;
  private final String cookieEnd;

  /**
   * Accounts in {@code database}.
   *
   * @param notifications where mails are sent, who registers is mailed a link, and an account that
   *     an import made is its owner's only by one; elsewhere whoever registers with its address
   * @param secureCookies where the platform is behind TLS
   */
  public AccountRoutes(
      Database database,
      Cache cache,
      Passwords passwords,
      Pages pages,
      Metrics metrics,
      Clock clock,
      Notifications notifications,
      boolean secureCookies) {
    this.database = database;
    this.sessions = new Sessions(database, cache, clock, metrics);
    this.signIns = new SignIns(database, cache, passwords, devices, clock, metrics);
    this.registrations = AccountLimit.ofRegistration(cache, clock);
    this.passwords = passwords;
    this.pages = pages;
    this.metrics = metrics;
    this.clock = clock;
    this.confirmations = MailedLinks.toConfirmations(notifications, clock);
    this.mailing = notifications.mailing();
    this.cookieEnd = "; Path=/; HttpOnly; SameSite=Lax" + (secureCookies ? "; Secure" : "");
    this.accounts = new Accounts(database, cache, clock, sessions, passwords, cookieEnd);
  }

  /** Knows who a cookie belongs to. */
  public Authenticator authenticator() {
    return sessions;
  }

  /** What other features may do with somebody's account. */
  public Accounts accounts() {
    return accounts;
  }

  /** Opens a session for somebody without a password: for the platform's own warm-up only. */
  public Visit visit(long userId) {
    return new Visit(sessions, sessions.open(userId));
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .post("/language", Access.ANYONE, this::chooseLanguage)
        .get("/sign-in", Access.ANYONE, this::showSignIn)
        .post("/sign-in", Access.ANYONE, this::signInForm)
        .post("/api/sign-in", Access.ANYONE, this::signIn)
        .describedAs(
            Described.as("Signs in and sets the session's cookie")
                .takes(SignIn.class)
                .answers(200, Account.class, "signed in")
                .refuses(401))
        .get("/register", Access.ANYONE, this::showRegistration)
        .post("/register", Access.ANYONE, this::registerForm)
        .post("/api/registration", Access.ANYONE, this::registration)
        .describedAs(
            Described.as("Makes an account for a learner and signs in")
                .takes(Registration.class)
                .answers(201, Account.class, "registered and signed in")
                .refuses(409, 422))
        .post("/sign-out", Access.SIGNED_IN, exchange -> signedOut(exchange, Answer.seeOther("/")))
        .post("/api/sign-out", Access.SIGNED_IN, exchange -> signedOut(exchange, Answer.nothing()))
        .describedAs(
            Described.as("Ends the session").answersNothing("signed out; the cookie is worthless"));
  }

  record SignIn(String email, String password) {}

  record Registration(
      @Limits(min = 1, max = 120, pattern = "\\S") String name,
      @Limits(min = 3, max = 190, pattern = "^[^@\\s]+@[^@\\s]+$") String email,
      @Limits(min = Accounts.PASSWORD_MIN, max = Accounts.PASSWORD_MAX) String password) {}

  record Account(long userId, String name, String role) {
    static Account of(Credentials known) {
      return new Account(known.userId(), known.name(), known.role());
    }
  }

  private Answer signIn(Exchange exchange) {
    Credentials known = verified(exchange, exchange.json(SignIn.class), "api");
    return withSession(exchange, Answer.json(200, Account.of(known)), known);
  }

  private Answer signInForm(Exchange exchange) {
    try {
      SignIn request = new SignIn(exchange.field("email"), exchange.field("password"));
      Credentials known = verified(exchange, request, "form");
      String token = sessions.open(known.userId());
      Answer answer =
          UnsentForm.carried(exchange)
              .map(unsent -> unsentPage(exchange, token, unsent))
              .orElseGet(() -> Answer.seeOther(next(exchange, HOME)));
      return withSession(exchange, answer, known, token);
    } catch (Problem e) {
      return signInPage(e.status(), exchange, e.detail(exchange.text()));
    }
  }

  /** Asks whether what was typed before is to be sent now: nothing is sent unseen. */
  private Answer unsentPage(Exchange exchange, String token, UnsentForm unsent) {
    Person person = sessions.person(token).orElseThrow();
    Map<String, Object> model = Map.of("unsent", unsent);
    return Answer.page(200, pages.render(person, exchange.text(), "accounts/unsent.jte", model));
  }

  private Credentials verified(Exchange exchange, SignIn request, String source) {
    Credentials known =
        signIns.verified(
            request.email(),
            request.password(),
            exchange.address(),
            exchange.cookie(Devices.COOKIE));
    metrics.count("lms_sign_ins_total", "source", source);
    return known;
  }

  private Answer registration(Exchange exchange) {
    Credentials known = registered(exchange.json(Registration.class), null, "api");
    return withSession(exchange, Answer.json(201, Account.of(known)), known);
  }

  private Answer registerForm(Exchange exchange) {
    try {
      Credentials known =
          registered(
              new Registration(
                  exchange.field("name"), exchange.field("email"), exchange.field("password")),
              zone(exchange.field("zone")),
              "form");
      return withSession(exchange, Answer.seeOther(next(exchange, "/courses")), known);
    } catch (Problem e) {
      return registerPage(e.status(), exchange, e.detail(exchange.text()));
    }
  }

  /** The time zone that a browser says it is in, if there is one of this name. */
  private static @Nullable String zone(String said) {
    return ZoneId.getAvailableZoneIds().contains(said) ? said : null;
  }

  private Credentials registered(Registration request, @Nullable String zone, String source) {
    String name = request.name().strip();
    String email = SignIns.normalised(request.email());
    refuse(name.isEmpty() || name.length() > Accounts.NAME_MAX, Words.of("accounts.name-length"));
    refuse(
        email.length() > 190 || !email.matches("[^@\\s]+@[^@\\s]+"), Words.of("accounts.no-email"));
    int length = request.password().length();
    refuse(
        length < Accounts.PASSWORD_MIN || length > Accounts.PASSWORD_MAX,
        Words.of("accounts.password-length", Accounts.PASSWORD_MIN, Accounts.PASSWORD_MAX));
    var _ = registrations.demand(email);
    String hash = passwords.hash(request.password());
    try {
      long id = database.inTransaction(transaction -> added(transaction, email, name, hash, zone));
      metrics.count("lms_user_registrations_total", "source", source);
      return new Credentials(id, name, Person.Role.LEARNER.word(), hash);
    } catch (RuntimeException e) {
      if (Database.isDuplicate(e)) {
        throw Problem.conflict("email-taken", Words.of("accounts.email-taken"));
      }
      throw e;
    }
  }

  /** A new account, or the one that a teacher's import made for this address. */
  private long added(
      Transaction transaction, String email, String name, String hash, @Nullable String zone) {
    Optional<Long> prepared =
        transaction.first(
            "SELECT id FROM users WHERE email = ? AND role = 'learner' AND password_hash = ?"
                + " FOR UPDATE",
            row -> row.number("id"),
            email,
            UNSET);
    if (prepared.isPresent() && mailing) {
      throw Problem.conflict("account-prepared", Words.of("accounts.prepared"));
    }
    if (prepared.isPresent()) {
      transaction.run(
          "UPDATE users SET name = ?, password_hash = ?, time_zone = ? WHERE id = ?",
          name,
          hash,
          zone,
          prepared.get());
      return prepared.get();
    }
    long id =
        transaction.insert(
            "INSERT INTO users (email, name, role, password_hash, time_zone, created_at)"
                + " VALUES (?, ?, 'learner', ?, ?, ?)",
            email,
            name,
            hash,
            zone,
            Sessions.utc(clock.instant()));
    if (mailing) {
      confirmations.mail(transaction, id, Words.of("accounts.news-confirm"));
    }
    return id;
  }

  private static void refuse(boolean wrong, Words why) {
    if (wrong) {
      throw Problem.wrong("invalid-registration", why);
    }
  }

  private Answer withSession(Exchange exchange, Answer answer, Credentials known) {
    return withSession(exchange, answer, known, sessions.open(known.userId()));
  }

  /** The session first, which is the one cookie that programs need. */
  private Answer withSession(Exchange exchange, Answer answer, Credentials known, String token) {
    Answer signedIn = answer.with("Set-Cookie", Authenticator.COOKIE + '=' + token + cookieEnd);
    String device = exchange.cookie(Devices.COOKIE);
    return devices.known(device, known.userId(), known.hash()).isPresent()
        ? signedIn
        : signedIn.with(
            "Set-Cookie", kept(Devices.COOKIE, devices.cookie(known.userId(), known.hash())));
  }

  private String kept(String name, String value) {
    return "%s=%s; Max-Age=%d".formatted(name, value, YEAR_SECONDS) + cookieEnd;
  }

  private Answer signedOut(Exchange exchange, Answer answer) {
    sessions.close(exchange.cookie(Authenticator.COOKIE));
    metrics.count("lms_sign_outs_total");
    return accounts.withoutSession(answer);
  }

  /** Back to the page that the choice was made on, for good where somebody is signed in. */
  private Answer chooseLanguage(Exchange exchange) {
    Language language =
        Language.of(exchange.field(Language.COOKIE))
            .orElseThrow(() -> Problem.wrong("unknown-language", Words.of("accounts.language")));
    Person visitor = exchange.visitor();
    if (visitor != null) {
      database.inTransaction(
          transaction ->
              transaction.run(
                  "UPDATE users SET language = ? WHERE id = ?", language.tag(), visitor.id()));
      sessions.changed(visitor.id());
    }
    return Answer.seeOther(exchange.cameFrom("/"))
        .with("Set-Cookie", kept(Language.COOKIE, language.tag()));
  }

  /** Where somebody goes on who has signed in: back, if this is where the way came from. */
  private static String next(Exchange exchange, String otherwise) {
    return LocalPath.of(
        exchange.isForm() ? exchange.field("to") : exchange.query("to", ""), otherwise);
  }

  private Answer showSignIn(Exchange exchange) {
    return exchange.visitor() == null
        ? signInPage(200, exchange, "")
        : Answer.seeOther(next(exchange, HOME));
  }

  private Answer showRegistration(Exchange exchange) {
    return exchange.visitor() == null
        ? registerPage(200, exchange, "")
        : Answer.seeOther(next(exchange, HOME));
  }

  private Answer signInPage(int status, Exchange exchange, String problem) {
    String email = exchange.isForm() ? exchange.field("email") : "";
    Optional<UnsentForm> unsent =
        exchange.isForm() ? UnsentForm.carried(exchange) : Optional.empty();
    Map<String, Object> model =
        Map.of("problem", problem, "email", email, "to", next(exchange, ""), "unsent", unsent);
    return Answer.page(status, pages.render(exchange, "accounts/sign-in.jte", model));
  }

  private Answer registerPage(int status, Exchange exchange, String problem) {
    String email = exchange.isForm() ? exchange.field("email") : "";
    String name = exchange.isForm() ? exchange.field("name") : "";
    Map<String, Object> model =
        Map.of("problem", problem, "email", email, "name", name, "to", next(exchange, ""));
    return Answer.page(status, pages.render(exchange, "accounts/register.jte", model));
  }
}
