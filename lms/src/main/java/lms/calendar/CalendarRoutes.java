package lms.calendar;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Pages;
import lms.platform.Parameter;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Tokens;
import lms.platform.Words;

/**
 * What is due, month by month in the reader's time zone, and as a feed behind a secret link that
 * its owner can renew.
 */
public final class CalendarRoutes {
  private static final int TOKEN_LENGTH = 43;
  private static final String ENDING = ".ics";
  private static final Duration FEED_PAST = Duration.ofDays(30);
  private static final Duration FEED_FUTURE = Duration.ofDays(400);

  private final CalendarStore store = new CalendarStore();
  private final Database database;
  private final Pages pages;
  private final Clock clock;
  private final String address;

  /**
   * Calendars of what is in {@code database}.
   *
   * @param address where browsers reach the platform, without a slash at the end
   */
  public CalendarRoutes(Database database, Pages pages, Clock clock, String address) {
    this.database = database;
    this.pages = pages;
    this.clock = clock;
    this.address = address;
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/calendar", Access.SIGNED_IN, this::page)
        .get("/api/calendar", Access.SIGNED_IN, this::calendar)
        .describedAs(
            Described.as("What opens, closes or is due in a month of one's own time zone")
                .query("month", Parameter.text("^20\\d\\d-(0[1-9]|1[0-2])$"), "else this one")
                .answers(200, View.class, "the month, in order"))
        .post("/calendar/link", Access.SIGNED_IN, this::renewForm)
        .post("/api/calendar/link", Access.SIGNED_IN, this::renew)
        .describedAs(
            Described.as("Makes a new secret link to one's calendar; the one before leads nowhere")
                .answers(201, Link.class, "the link, of an iCalendar feed"))
        .get("/calendar/{token}", Access.ANYONE, this::feed);
  }

  record View(String month, List<Line> entries) {}

  record Line(String kind, String title, String link, long courseId, String course, Instant at) {}

  record Link(String url) {}

  private Answer calendar(Exchange exchange) {
    YearMonth month = month(exchange);
    List<Line> lines =
        entries(exchange, month).stream()
            .map(
                entry ->
                    new Line(
                        entry.kind().word(),
                        entry.title(),
                        entry.link(),
                        entry.courseId(),
                        entry.course(),
                        entry.at()))
            .toList();
    return Answer.json(200, new View(month.toString(), lines));
  }

  private Answer page(Exchange exchange) {
    YearMonth month = month(exchange);
    long userId = exchange.person().id();
    Map<String, Object> model = new HashMap<>();
    model.put("month", month);
    model.put("entries", entries(exchange, month));
    model.put(
        "link",
        database.reading(statements -> store.link(statements, userId)).map(this::url).orElse(""));
    return Answer.page(200, pages.render(exchange, "calendar/calendar.jte", model));
  }

  private List<Entry> entries(Exchange exchange, YearMonth month) {
    ZoneId zone = exchange.text().zone();
    Instant from = month.atDay(1).atStartOfDay(zone).toInstant();
    Instant to = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
    long userId = exchange.person().id();
    return database.reading(statements -> store.entries(statements, userId, from, to));
  }

  /** The month asked for, or this one; of this century, as everything in courses is. */
  private YearMonth month(Exchange exchange) {
    String wanted = exchange.query("month", "");
    if (wanted.isEmpty()) {
      return YearMonth.from(clock.instant().atZone(exchange.text().zone()));
    }
    try {
      YearMonth month = YearMonth.parse(wanted);
      if (month.getYear() / 100 == 20) {
        return month;
      }
    } catch (DateTimeException e) {
      // Said below, as for a month of another century.
    }
    throw Problem.malformed(Words.of("calendar.bad-month", wanted));
  }

  private Answer renew(Exchange exchange) {
    return Answer.json(201, new Link(url(renewed(exchange))));
  }

  private Answer renewForm(Exchange exchange) {
    renewed(exchange);
    return Answer.seeOther("/calendar");
  }

  private String renewed(Exchange exchange) {
    String token = Tokens.secret();
    database.inTransaction(
        transaction -> {
          store.setLink(transaction, exchange.person().id(), token, clock.instant());
          return token;
        });
    return token;
  }

  private String url(String token) {
    return address + "/calendar/" + token + ENDING;
  }

  /** For programs without a cookie: who has the link may read it. */
  private Answer feed(Exchange exchange) {
    String name = exchange.pathText("token");
    if (name.length() != TOKEN_LENGTH + ENDING.length() || !name.endsWith(ENDING)) {
      throw unknown();
    }
    String token = name.substring(0, TOKEN_LENGTH);
    CalendarStore.Owner owner =
        database
            .reading(statements -> store.owner(statements, token))
            .orElseThrow(CalendarRoutes::unknown);
    Instant now = clock.instant();
    List<Entry> entries =
        database.reading(
            statements ->
                store.entries(
                    statements, owner.userId(), now.minus(FEED_PAST), now.plus(FEED_FUTURE)));
    return Answer.of("text/calendar; charset=utf-8", Feed.of(entries, address, now, owner.text()));
  }

  private static Problem unknown() {
    return Problem.notFound(Words.of("calendar.unknown-link"));
  }
}
