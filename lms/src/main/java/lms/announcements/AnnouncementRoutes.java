package lms.announcements;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lms.content.Teachers;
import lms.enrolments.Enrolments;
import lms.notifications.Notifications;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Idempotency;
import lms.platform.Markdown;
import lms.platform.Pages;
import lms.platform.Routes;
import lms.platform.Slice;
import lms.platform.Tasks;
import lms.platform.Words;

/** Telling everybody in a course something, and reading what was told. */
public final class AnnouncementRoutes {
  private static final int PAGE_SIZE = 20;
  private static final int TITLE_MAX = 200;
  private static final int BODY_MAX = 20_000;

  private final Markdown markdown = new Markdown();
  private final Database database;
  private final Teachers teachers;
  private final Enrolments enrolments;
  private final Idempotency idempotency;
  private final AnnouncementStore store;
  private final Tasks.Kind notifying;
  private final Pages pages;
  private final InstantSource clock;

  /** Announcements in {@code database}; learners are notified by one of {@code tasks}. */
  public AnnouncementRoutes(
      Database database,
      Teachers teachers,
      Enrolments enrolments,
      Idempotency idempotency,
      Notifications notifications,
      Tasks tasks,
      Pages pages,
      InstantSource clock) {
    this.database = database;
    this.teachers = teachers;
    this.enrolments = enrolments;
    this.idempotency = idempotency;
    this.pages = pages;
    this.clock = clock;
    this.store = new AnnouncementStore(database, notifications);
    this.notifying = tasks.add("notifying", () -> store.step(clock.instant()));
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/courses/{id}/announcements", Access.SIGNED_IN, this::read)
        .get(
            "/teach/courses/{id}/announcements",
            Access.TEACHERS,
            exchange -> write(exchange, 200, List.of(), ""))
        .post("/teach/courses/{id}/announcements", Access.TEACHERS, this::announce);
  }

  /** What a key remembers. */
  record Announced(long id) {}

  private Answer read(Exchange exchange) {
    long courseId = exchange.pathNumber("id");
    enrolments.demand(exchange.person(), courseId);
    return page(exchange, 200, "announcements/announcements.jte", courseId, new HashMap<>());
  }

  private Answer page(
      Exchange exchange, int status, String template, long courseId, Map<String, Object> model) {
    long before = exchange.queryNumber("before", Long.MAX_VALUE);
    List<Announcement> found =
        database.reading(
            statements -> store.page(statements, courseId, before, PAGE_SIZE + 1, markdown::html));
    Slice<Announcement> shown = Slice.of(found, PAGE_SIZE);
    model.put("courseId", courseId);
    model.put("announcements", shown.items());
    model.put("next", shown.nextOrZero(Announcement::id));
    return Answer.page(status, pages.render(exchange, template, model));
  }

  /** With what was typed and, where it was asked for, as it will look. */
  private Answer write(Exchange exchange, int status, List<Words> faults, String preview) {
    long courseId = teachers.course(exchange);
    var model = new HashMap<String, Object>();
    model.put("title", exchange.isForm() ? exchange.field("title") : "");
    model.put("body", exchange.isForm() ? exchange.field("body") : "");
    model.put("preview", preview);
    model.put("faults", faults);
    model.put("notice", exchange.query("notice", ""));
    model.put("key", Pages.newKey());
    return page(exchange, status, "announcements/write.jte", courseId, model);
  }

  private Answer announce(Exchange exchange) {
    long courseId = teachers.course(exchange);
    Fields fields = new Fields(exchange, "announcements");
    String title = fields.text("title", TITLE_MAX);
    String body = fields.text("body", BODY_MAX);
    if (!fields.faults().isEmpty()) {
      return write(exchange, 422, fields.faults(), "");
    }
    if (exchange.field("do").equals("preview")) {
      return write(exchange, 200, List.of(), markdown.html(body));
    }
    idempotency.once(
        exchange,
        transaction ->
            Answer.json(
                200,
                new Announced(
                    store.insert(
                        transaction,
                        courseId,
                        exchange.person().id(),
                        title,
                        body,
                        clock.instant()))));
    notifying.hurry();
    return Answer.seeOther("/teach/courses/" + courseId + "/announcements?notice=sent");
  }
}
