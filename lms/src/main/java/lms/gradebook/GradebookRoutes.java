package lms.gradebook;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lms.content.Teachers;
import lms.groups.Groups;
import lms.groups.Wanted;
import lms.notifications.Notifications;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Idempotency;
import lms.platform.Json;
import lms.platform.Pages;
import lms.platform.Parameter;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Slice;
import lms.platform.Text;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/** The gradebook of a course: as a page, as JSON, as CSV; weights, and grades given by hand. */
public final class GradebookRoutes {
  private static final int PAGE_SIZE = 50;
  private static final int EXPORTED_AT_ONCE = 500;
  private static final int REASON_MAX = 500;

  private final GradebookStore store = new GradebookStore();
  private final Groups groups = new Groups();
  private final Database database;
  private final Teachers teachers;
  private final Idempotency idempotency;
  private final Notifications notifications;
  private final WeightPages weights;
  private final Pages pages;
  private final InstantSource clock;

  /** Gradebooks in {@code database}. */
  public GradebookRoutes(
      Database database,
      Teachers teachers,
      Idempotency idempotency,
      Notifications notifications,
      Pages pages,
      InstantSource clock) {
    this.database = database;
    this.teachers = teachers;
    this.idempotency = idempotency;
    this.notifications = notifications;
    this.weights = new WeightPages(store, database, teachers, idempotency, pages);
    this.pages = pages;
    this.clock = clock;
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/teach/courses/{id}/grades", Access.TEACHERS, this::page)
        .get("/teach/courses/{id}/grades.csv", Access.TEACHERS, this::csv)
        .get("/teach/courses/{id}/grades/{learner}/{item}", Access.TEACHERS, this::cell)
        .post("/teach/courses/{id}/grades/{learner}/{item}", Access.TEACHERS, this::give)
        .get("/api/teach/courses/{id}/grades", Access.TEACHERS, this::json)
        .describedAs(
            Wanted.described("The gradebook of a course that one teaches, 50 learners at a time")
                .query(
                    "after",
                    Parameter.number(0, Long.MAX_VALUE),
                    "the enrolment behind which it goes on")
                .answers(200, Gradebook.class, "the grades in per cent")
                .refuses(403));
    weights.register(routes);
  }

  /** What a key remembers. */
  record Done(boolean done) {}

  private Gradebook read(Exchange exchange) {
    long courseId = teachers.course(exchange);
    Wanted wanted = Wanted.of(exchange);
    long after = exchange.queryNumber("after", 0);
    return database.reading(
        statements -> {
          List<GradebookStore.Item> items = store.items(statements, courseId);
          List<Gradebook.Line> found =
              store.lines(statements, courseId, items, wanted, after, PAGE_SIZE + 1);
          Slice<Gradebook.Line> shown = Slice.of(found, PAGE_SIZE);
          return new Gradebook(
              courseId,
              items.stream().map(GradebookStore.Item::shown).toList(),
              shown.items(),
              shown.next(Gradebook.Line::enrolmentId));
        });
  }

  private Answer json(Exchange exchange) {
    Gradebook gradebook = read(exchange);
    return Answer.json(200, gradebook).withNext(exchange.nextPage("after", gradebook.next()));
  }

  private Answer page(Exchange exchange) {
    Gradebook gradebook = read(exchange);
    Wanted wanted = Wanted.of(exchange);
    Map<String, Object> model =
        Map.of(
            "gradebook",
            gradebook,
            "groups",
            database.reading(statements -> groups.of(statements, gradebook.courseId())),
            "group",
            wanted.group(),
            "search",
            wanted.search(),
            "these",
            these(wanted),
            "notice",
            exchange.query("notice", ""));
    return Answer.page(200, pages.render(exchange, "gradebook/gradebook.jte", model));
  }

  /** Which learners are shown, as a query. */
  private static String these(Wanted wanted) {
    return "group=%d&q=%s"
        .formatted(wanted.group(), URLEncoder.encode(wanted.search(), StandardCharsets.UTF_8));
  }

  /** All of them, written as they are read: whatever their number, few are in memory. */
  private Answer csv(Exchange exchange) {
    long courseId = teachers.course(exchange);
    Wanted wanted = Wanted.of(exchange);
    Text text = exchange.text();
    List<GradebookStore.Item> items =
        database.reading(statements -> store.items(statements, courseId));
    List<Gradebook.Item> shown = items.stream().map(GradebookStore.Item::shown).toList();
    GradesFile.Source source =
        after ->
            database.reading(
                statements ->
                    store.lines(statements, courseId, items, wanted, after, EXPORTED_AT_ONCE));
    return Answer.stream(
            "text/csv; charset=utf-8", out -> GradesFile.write(out, shown, source, text))
        .with("Content-Disposition", "attachment; filename=\"grades-" + courseId + ".csv\"");
  }

  /** One learner's grade of one item. */
  private record Place(long courseId, GradebookStore.Item item, Gradebook.Line line, int at) {
    Gradebook.Cell cell() {
      return line.cells().get(at);
    }

    String anchor() {
      return "#c" + line.userId() + '-' + item.code();
    }
  }

  private Place place(Exchange exchange) {
    long courseId = teachers.course(exchange);
    long learner = exchange.pathNumber("learner");
    String code = exchange.pathText("item");
    return database.reading(
        statements -> {
          List<GradebookStore.Item> items = store.items(statements, courseId);
          int at = items.stream().map(GradebookStore.Item::code).toList().indexOf(code);
          Gradebook.Line line =
              store
                  .line(statements, courseId, items, learner)
                  .filter(_ -> at >= 0)
                  .orElseThrow(Problem::nothingHere);
          return new Place(courseId, items.get(at), line, at);
        });
  }

  private Answer cell(Exchange exchange) {
    return form(exchange, 200, place(exchange), null, List.of());
  }

  /** The form with what is stored, or with what was sent where that was refused. */
  private Answer form(
      Exchange exchange, int status, Place place, @Nullable Words problem, List<Words> faults) {
    Gradebook.Cell cell = place.cell();
    Double percent = cell.percent();
    boolean sent = exchange.isForm();
    var model = new HashMap<String, Object>();
    model.put("courseId", place.courseId());
    model.put("line", place.line());
    model.put("item", place.item().shown());
    model.put("cell", cell);
    model.put(
        "percent",
        sent
            ? exchange.field("percent")
            : cell.overridden() && percent != null ? exchange.text().field(percent) : "");
    model.put("reason", sent ? exchange.field("reason") : cell.reason());
    model.put("problem", problem == null ? "" : exchange.text().of(problem));
    model.put("faults", faults);
    model.put("key", Pages.newKey());
    return Answer.page(status, pages.render(exchange, "gradebook/cell.jte", model));
  }

  private Answer give(Exchange exchange) {
    Place place = place(exchange);
    Fields fields = new Fields(exchange, "gradebook");
    long version = fields.id("version");
    boolean takingBack = exchange.field("do").equals("take-back");
    Double percent = takingBack ? Double.valueOf(0) : fields.decimal("percent", 0, 1_000);
    String reason = takingBack ? "" : fields.text("reason", REASON_MAX);
    if (percent == null || !fields.faults().isEmpty()) {
      return form(exchange, 422, place, null, fields.faults());
    }
    var given = new GradebookStore.Given(percent, reason, exchange.person().id(), clock.instant());
    long userId = place.line().userId();
    Answer answer =
        idempotency.once(
            exchange,
            transaction -> {
              boolean done =
                  takingBack
                      ? store.takeBack(transaction, place.courseId(), place.item(), userId, version)
                      : store.give(
                          transaction, place.courseId(), place.item(), userId, given, version);
              if (done) {
                tell(transaction, place, takingBack ? null : percent);
              }
              return Answer.json(200, new Done(done));
            });
    if (!Json.stored(answer.body(), Done.class).done()) {
      return form(exchange, 409, place(exchange), Words.of("gradebook.conflict"), List.of());
    }
    return Answer.seeOther(
        "/teach/courses/%d/grades?after=%d&notice=saved%s"
            .formatted(place.courseId(), place.line().enrolmentId() - 1, place.anchor()));
  }

  /** Tells the learner, who sees grade and reason among all others; null where it is taken back. */
  private void tell(Transaction transaction, Place place, @Nullable Double percent) {
    if (store.published(transaction, place.courseId())) {
      String title = place.item().title();
      notifications.add(
          transaction,
          place.line().userId(),
          Notifications.Kind.GRADE,
          percent == null
              ? Words.of("gradebook.news-taken-back", title)
              : Words.of("gradebook.news-given", title, percent),
          "/grades");
    }
  }
}
