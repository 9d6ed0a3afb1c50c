package lms.notifications;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lms.notifications.Notifications.Kind;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Pages;
import lms.platform.Parameter;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Words;

/** A learner's notifications: what is new, having read it, and what to hear of and where. */
public final class NotificationRoutes {
  private final NotificationStore store = new NotificationStore();
  private final Database database;
  private final Pages pages;
  private final Clock clock;
  private final boolean mailing;

  /**
   * Notifications in {@code database}.
   *
   * @param mailing whether mail is sent at all
   */
  public NotificationRoutes(Database database, Pages pages, Clock clock, boolean mailing) {
    this.database = database;
    this.pages = pages;
    this.clock = clock;
    this.mailing = mailing;
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/notifications", Access.SIGNED_IN, this::page)
        .get("/api/notifications", Access.SIGNED_IN, this::inboxJson)
        .describedAs(
            Described.as("One's notifications, the newest first")
                .query("before", Parameter.number(1, Long.MAX_VALUE), "go on behind this one")
                .answers(200, Inbox.class, "one page; a Link header leads to the next"))
        .post("/notifications/read", Access.SIGNED_IN, this::readForm)
        .post("/api/notifications/read", Access.SIGNED_IN, this::read)
        .describedAs(Described.as("Marks all one's notifications as read").answersNothing("done"))
        .get("/notifications/preferences", Access.SIGNED_IN, this::preferencesPage)
        .post("/notifications/preferences", Access.SIGNED_IN, this::preferForm)
        .get("/api/notifications/preferences", Access.SIGNED_IN, this::preferences)
        .describedAs(
            Described.as("Which news one wants, and where")
                .answers(200, View.class, "the preferences"))
        .put("/api/notifications/preferences", Access.SIGNED_IN, this::prefer)
        .describedAs(
            Described.as("Chooses which news one wants, and where; kinds left out stay as they are")
                .takes(Prefer.class)
                .answers(200, View.class, "the preferences now")
                .refuses(422));
  }

  private Inbox inbox(Exchange exchange) {
    long userId = exchange.person().id();
    long before = exchange.queryNumber("before", Long.MAX_VALUE);
    return database.reading(statements -> store.inbox(statements, userId, before, exchange.text()));
  }

  private Answer inboxJson(Exchange exchange) {
    Inbox inbox = inbox(exchange);
    return Answer.json(200, inbox).withNext(exchange.nextPage("before", inbox.next()));
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

  /** What to hear of where, by the kind's word. */
  record Wanted(boolean onPage, boolean byMail) {}

  record View(boolean mailing, Map<String, Wanted> kinds) {}

  record Prefer(Map<String, Wanted> kinds) {}

  private Answer preferences(Exchange exchange) {
    return Answer.json(200, view(of(exchange)));
  }

  private View view(List<Preference> preferences) {
    return new View(
        mailing,
        preferences.stream()
            .collect(
                Collectors.toMap(
                    preference -> preference.kind().word(),
                    preference -> new Wanted(preference.onPage(), preference.byMail()),
                    (one, other) -> other,
                    java.util.LinkedHashMap::new)));
  }

  private List<Preference> of(Exchange exchange) {
    long userId = exchange.person().id();
    return database.reading(statements -> store.preferences(statements, userId));
  }

  private Answer preferencesPage(Exchange exchange) {
    Map<String, Object> model =
        Map.of(
            "preferences",
            of(exchange),
            "mailing",
            mailing,
            "saved",
            exchange.query("notice", "").equals("saved"));
    return Answer.page(200, pages.render(exchange, "notifications/preferences.jte", model));
  }

  private Answer prefer(Exchange exchange) {
    Map<Kind, Wanted> wanted =
        exchange.json(Prefer.class).kinds().entrySet().stream()
            .collect(Collectors.toMap(entry -> kind(entry.getKey()), Map.Entry::getValue));
    save(exchange, wanted);
    return preferences(exchange);
  }

  private static Kind kind(String word) {
    return Kind.of(word)
        .orElseThrow(
            () ->
                Problem.wrong(
                    "bad-kind",
                    Words.of(
                        "notifications.unknown-kind",
                        word,
                        Arrays.stream(Kind.values())
                            .map(Kind::word)
                            .collect(Collectors.joining(", ")))));
  }

  /** A form has all kinds; a box that is not in it is not ticked. */
  private Answer preferForm(Exchange exchange) {
    Map<Kind, Wanted> wanted =
        of(exchange).stream()
            .collect(
                Collectors.toMap(
                    Preference::kind,
                    before ->
                        new Wanted(
                            ticked(exchange, "page-", before.kind()),
                            mailing ? ticked(exchange, "mail-", before.kind()) : before.byMail())));
    save(exchange, wanted);
    return Answer.seeOther("/notifications/preferences?notice=saved");
  }

  private static boolean ticked(Exchange exchange, String where, Kind kind) {
    return exchange.field(where + kind.word()).equals("on");
  }

  private void save(Exchange exchange, Map<Kind, Wanted> wanted) {
    long userId = exchange.person().id();
    database.inTransaction(
        transaction -> {
          wanted.forEach(
              (kind, choice) ->
                  store.prefer(
                      transaction, userId, new Preference(kind, choice.onPage(), choice.byMail())));
          return userId;
        });
  }
}
