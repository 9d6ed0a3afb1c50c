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
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Idempotency;
import lms.platform.Json;
import lms.platform.Markdown;
import lms.platform.Pages;
import lms.platform.Parameter;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Slice;
import lms.platform.Tasks;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/** Telling everybody in a course something, changing it, and reading what was told. */
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
        .get("/api/courses/{id}/announcements", Access.SIGNED_IN, this::json)
        .describedAs(
            Described.as("What a course that one takes was told, the newest first")
                .query(
                    "before", Parameter.number(1, Long.MAX_VALUE), "older than the one of this id")
                .answers(200, Announcements.class, "one page; a Link header leads to the next")
                .refuses(403))
        .get(
            "/teach/courses/{id}/announcements",
            Access.TEACHERS,
            exchange -> write(exchange, 200, List.of(), ""))
        .post("/teach/courses/{id}/announcements", Access.TEACHERS, this::announce)
        .get("/teach/announcements/{id}", Access.TEACHERS, this::stored)
        .post("/teach/announcements/{id}", Access.TEACHERS, this::save)
        .post("/teach/announcements/{id}/removal", Access.TEACHERS, this::remove);
  }

  /** Notifies of what was announced before a course was published, once it is. */
  public void published() {
    notifying.hurry();
  }

  /** One page; {@code next} goes on with what is older, null at the end. */
  record Announcements(List<Announcement> announcements, @Nullable Long next) {}

  /** What a key remembers. */
  record Announced(long id) {}

  /** What a key remembers of a change: whether it took place. */
  record Saved(boolean saved) {}

  private Answer read(Exchange exchange) {
    long courseId = exchange.pathNumber("id");
    enrolments.demand(exchange.person(), courseId);
    return page(exchange, 200, "announcements/announcements.jte", courseId, new HashMap<>());
  }

  private Answer json(Exchange exchange) {
    long courseId = exchange.pathNumber("id");
    enrolments.demand(exchange.person(), courseId);
    Slice<Announcement> shown = shown(exchange, courseId);
    Long next = shown.next(Announcement::id);
    return Answer.json(200, new Announcements(shown.items(), next))
        .withNext(exchange.nextPage("before", next));
  }

  private Slice<Announcement> shown(Exchange exchange, long courseId) {
    long before = exchange.queryNumber("before", Long.MAX_VALUE);
    List<Announcement> found =
        database.reading(
            statements -> store.page(statements, courseId, before, PAGE_SIZE + 1, markdown::html));
    return Slice.of(found, PAGE_SIZE);
  }

  private Answer page(
      Exchange exchange, int status, String template, long courseId, Map<String, Object> model) {
    Slice<Announcement> shown = shown(exchange, courseId);
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
    boolean published = database.reading(statements -> store.published(statements, courseId));
    return back(courseId, published ? "sent" : "later");
  }

  private static Answer back(long courseId, String notice) {
    return Answer.seeOther("/teach/courses/" + courseId + "/announcements?notice=" + notice);
  }

  /** The announcement that the path names, of a course that the person teaches. */
  private AnnouncementStore.Written taught(Exchange exchange) {
    long id = exchange.pathNumber("id");
    AnnouncementStore.Written written =
        database
            .reading(statements -> store.find(statements, id))
            .orElseThrow(Problem::nothingHere);
    teachers.demand(exchange.person(), written.courseId());
    return written;
  }

  private Answer stored(Exchange exchange) {
    AnnouncementStore.Written stored = taught(exchange);
    return edit(exchange, 200, stored, null, List.of(), "");
  }

  /** The form with {@code written}, below what was stored meanwhile where that is not null. */
  private Answer edit(
      Exchange exchange,
      int status,
      AnnouncementStore.Written written,
      AnnouncementStore.@Nullable Written stored,
      List<Words> faults,
      String preview) {
    var model = new HashMap<String, Object>();
    model.put("id", exchange.pathNumber("id"));
    model.put("courseId", written.courseId());
    model.put("title", written.title());
    model.put("body", written.body());
    model.put("edited", stored == null ? written.edited() : stored.edited());
    model.put("preview", preview);
    model.put("faults", faults);
    model.put("key", Pages.newKey());
    if (stored != null) {
      model.put("storedTitle", stored.title());
      model.put("storedBody", stored.body());
    }
    return Answer.page(status, pages.render(exchange, "announcements/edit.jte", model));
  }

  private Answer save(Exchange exchange) {
    long courseId = taught(exchange).courseId();
    long id = exchange.pathNumber("id");
    Fields fields = new Fields(exchange, "announcements");
    String title = fields.text("title", TITLE_MAX);
    String body = fields.text("body", BODY_MAX);
    var sent = new AnnouncementStore.Written(courseId, title, body, fields.edited());
    if (!fields.faults().isEmpty()) {
      return edit(exchange, 422, sent, null, fields.faults(), "");
    }
    if (exchange.field("do").equals("preview")) {
      return edit(exchange, 200, sent, null, List.of(), markdown.html(body));
    }
    Answer saved =
        idempotency.once(
            exchange,
            transaction ->
                Answer.json(200, new Saved(store.update(transaction, id, sent, clock.instant()))));
    return Json.stored(saved.body(), Saved.class).saved()
        ? back(courseId, "saved")
        : edit(exchange, 409, sent, taught(exchange), List.of(), "");
  }

  private Answer remove(Exchange exchange) {
    long courseId = taught(exchange).courseId();
    idempotency.once(
        exchange,
        transaction -> {
          store.delete(transaction, exchange.pathNumber("id"));
          return Answer.json(200, new Announced(exchange.pathNumber("id")));
        });
    return back(courseId, "removed");
  }
}
