package lms.authoring;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import lms.content.Prerequisites;
import lms.content.Workbench;
import lms.enrolments.Seats;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Pages;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Slice;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/** The workshop of a course: its settings, its sections, and its publication. */
public final class AuthoringRoutes {
  private static final int LIST_MAX = 50;
  private static final int SECTION_TITLE_MAX = 200;

  private final WorkshopStore store = new WorkshopStore();
  private final Database database;
  private final Workbench workbench;
  private final LessonPages lessons;
  private final ConditionPages conditions;
  private final Seats seats;
  private final Consumer<Transaction> relisted;
  private final BiConsumer<Transaction, Long> republished;
  private final Pages pages;
  private final Clock clock;

  /**
   * The workshop of courses in {@code database}.
   *
   * @param relisted is told in each transaction that changes what the catalogue is filtered by
   * @param republished is told of each course that is published or withdrawn, in that transaction
   */
  public AuthoringRoutes(
      Database database,
      Workbench workbench,
      Seats seats,
      Consumer<Transaction> relisted,
      BiConsumer<Transaction, Long> republished,
      Pages pages,
      Clock clock) {
    this.database = database;
    this.workbench = workbench;
    this.seats = seats;
    this.relisted = relisted;
    this.republished = republished;
    this.pages = pages;
    this.clock = clock;
    this.lessons = new LessonPages(database, workbench, store, pages);
    this.conditions = new ConditionPages(database, workbench, store, pages);
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/teach", Access.TEACHERS, this::list)
        .get("/teach/courses/new", Access.TEACHERS, this::blank)
        .post("/teach/courses", Access.TEACHERS, this::create)
        .get("/teach/courses/{id}", Access.TEACHERS, this::workshop)
        .get("/teach/courses/{id}/settings", Access.TEACHERS, this::settings)
        .post("/teach/courses/{id}/settings", Access.TEACHERS, this::save)
        .post("/teach/courses/{id}/publication", Access.TEACHERS, this::publish)
        .post("/teach/courses/{id}/sections", Access.TEACHERS, this::addSection)
        .post("/teach/sections/{id}", Access.TEACHERS, this::saveSection)
        .post("/teach/sections/{id}/place", Access.TEACHERS, this::moveSection)
        .post("/teach/sections/{id}/removal", Access.TEACHERS, this::removeSection);
    lessons.register(routes);
    conditions.register(routes);
  }

  private Answer list(Exchange exchange) {
    Person person = exchange.person();
    long before = exchange.queryNumber("before", Long.MAX_VALUE);
    boolean all = person.role() == Person.Role.ADMINISTRATOR;
    List<Workshop.Line> found =
        database.reading(
            statements -> store.list(statements, before, all, person.id(), LIST_MAX + 1));
    Slice<Workshop.Line> shown = Slice.of(found, LIST_MAX);
    Map<String, Object> model =
        Map.of("courses", shown.items(), "next", shown.nextOrZero(Workshop.Line::id));
    return Answer.page(200, pages.render(exchange, "authoring/list.jte", model));
  }

  private Answer blank(Exchange exchange) {
    return form(exchange, 200, 0, CourseDraft.blank(exchange.text()), null, List.of());
  }

  private Answer create(Exchange exchange) {
    Fields fields = new Fields(exchange, "authoring");
    CourseDraft course = CourseDraft.of(fields);
    if (!fields.faults().isEmpty()) {
      return form(exchange, 422, 0, course, null, fields.faults());
    }
    try {
      long id =
          workbench.create(
              exchange, transaction -> store.insert(transaction, course, exchange.person().id()));
      return Answer.seeOther("/teach/courses/" + id);
    } catch (RuntimeException e) {
      return codeTaken(exchange, e, 0, course);
    }
  }

  private Answer codeTaken(Exchange exchange, RuntimeException e, long id, CourseDraft course) {
    if (!Database.isDuplicate(e)) {
      throw e;
    }
    Words fault = Words.of("authoring.code-taken", course.code());
    return form(exchange, 422, id, course, null, List.of(fault));
  }

  private Answer form(
      Exchange exchange,
      int status,
      long id,
      CourseDraft course,
      @Nullable CourseDraft stored,
      List<Words> faults) {
    var model = new HashMap<String, Object>();
    model.put("id", id);
    model.put("course", course);
    model.put("faults", faults);
    model.put("key", Pages.newKey());
    if (stored != null) {
      model.put("stored", stored);
    }
    return Answer.page(status, pages.render(exchange, "authoring/course.jte", model));
  }

  private Answer workshop(Exchange exchange) {
    long id = workbench.course(exchange);
    Workshop workshop =
        database.reading(statements -> store.workshop(statements, id)).orElseThrow();
    Map<String, Object> model =
        Map.of("course", workshop, "key", Pages.newKey(), "notice", exchange.query("notice", ""));
    return Answer.page(200, pages.render(exchange, "authoring/workshop.jte", model));
  }

  private Answer settings(Exchange exchange) {
    long id = workbench.course(exchange);
    return form(exchange, 200, id, stored(id), null, List.of());
  }

  private CourseDraft stored(long id) {
    return database.reading(statements -> store.course(statements, id)).orElseThrow();
  }

  private Answer save(Exchange exchange) {
    long id = workbench.course(exchange);
    Fields fields = new Fields(exchange, "authoring");
    CourseDraft course = CourseDraft.of(fields);
    if (!fields.faults().isEmpty()) {
      return form(exchange, 422, id, course, null, fields.faults());
    }
    try {
      boolean saved =
          workbench.edit(exchange, id, (work, edition) -> update(work, id, course, edition));
      if (saved) {
        return Answer.seeOther("/teach/courses/" + id + "?notice=saved");
      }
      CourseDraft newer = stored(id);
      return form(exchange, 409, id, course.over(newer.edited()), newer, List.of());
    } catch (RuntimeException e) {
      return codeTaken(exchange, e, id, course);
    }
  }

  /** Saves the settings; who waits gets the seats that are added. */
  private boolean update(Transaction work, long id, CourseDraft course, long edition) {
    CourseDraft before = store.course(work, id).orElseThrow();
    boolean saved = store.update(work, id, course, edition);
    if (saved) {
      seats.promote(work, id);
      if (!course.isListedLike(before)) {
        relisted.accept(work);
      }
    }
    return saved;
  }

  private Answer publish(Exchange exchange) {
    long id = workbench.course(exchange);
    boolean published = exchange.field("published").equals("true");
    workbench.relax(
        exchange,
        id,
        (work, edition) -> {
          Workshop course = store.workshop(work, id).orElseThrow();
          if (published) {
            demandContent(course);
            store.publish(work, id, clock.instant());
            seats.promote(work, id);
          } else {
            demandUnused(course);
            store.withdraw(work, id);
          }
          relisted.accept(work);
          republished.accept(work, id);
          return true;
        });
    return back(id, published ? "published" : "withdrawn");
  }

  private static void demandContent(Workshop course) {
    if (course.isEmpty()) {
      throw Problem.conflict("course-empty", Words.of("authoring.course-empty"));
    }
  }

  private static void demandUnused(Workshop course) {
    if (course.learners() > 0) {
      throw Problem.conflict("course-in-use", Words.of("authoring.course-in-use"));
    }
  }

  /** After an edit: the course, which says what was done. */
  static Answer back(long courseId, String notice) {
    return Answer.seeOther("/teach/courses/" + courseId + "?notice=" + notice);
  }

  private Answer addSection(Exchange exchange) {
    long id = workbench.course(exchange);
    String title = title(exchange, SECTION_TITLE_MAX);
    workbench.create(
        exchange, id, (work, edition) -> store.insertSection(work, id, title, edition));
    return back(id, "saved");
  }

  /** A title by itself, which is refused at once where it is wrong. */
  static String title(Exchange exchange, int lengthMax) {
    Fields fields = new Fields(exchange, "authoring");
    String title = fields.text("title", lengthMax);
    fields.demandFaultless("bad-title");
    return title;
  }

  private Answer saveSection(Exchange exchange) {
    long courseId = courseOfSection(exchange);
    Workshop.Section section = section(exchange);
    boolean saved =
        workbench.edit(
            exchange,
            courseId,
            (work, edition) -> {
              demandOwnPrerequisite(work, courseId, section.after());
              boolean written = store.update(work, section, edition);
              Prerequisites.of(work, courseId).demandSectionOpens(section.id());
              return written;
            });
    if (!saved) {
      throw Problem.conflict(
          "edited-elsewhere", Words.of("authoring.section-edited", section.title()));
    }
    return back(courseId, "saved");
  }

  private static Workshop.Section section(Exchange exchange) {
    Fields fields = new Fields(exchange, "authoring");
    String title = fields.text("title", SECTION_TITLE_MAX);
    Words label = Words.of("authoring.field-opens");
    String opens = exchange.field("opens").strip();
    Instant opensAt = Conditions.instant(fields, label, opens, exchange.text().zone());
    long after = fields.id("after");
    fields.demandFaultless("bad-section");
    return new Workshop.Section(
        exchange.pathNumber("id"), title, opensAt, after, fields.edited(), List.of());
  }

  private void demandOwnPrerequisite(Transaction work, long courseId, long after) {
    boolean own =
        after == 0
            || store.order(work, courseId).sections().stream().anyMatch(s -> s.id() == after);
    if (!own) {
      throw Problem.wrong("bad-section", Words.of("authoring.bad-after-section"));
    }
  }

  private Answer moveSection(Exchange exchange) {
    long sectionId = exchange.pathNumber("id");
    long courseId = courseOfSection(exchange);
    Order.Direction direction = Order.direction(exchange);
    workbench.edit(
        exchange,
        courseId,
        (work, edition) -> {
          store.reorder(work, courseId, order -> order.moveSection(sectionId, direction));
          return true;
        });
    return back(courseId, "moved");
  }

  private Answer removeSection(Exchange exchange) {
    long sectionId = exchange.pathNumber("id");
    long courseId = courseOfSection(exchange);
    workbench.edit(
        exchange,
        courseId,
        (work, edition) -> {
          boolean empty =
              store.order(work, courseId).sections().stream()
                  .anyMatch(s -> s.id() == sectionId && s.lessons().isEmpty());
          if (!empty) {
            throw Problem.conflict("section-in-use", Words.of("authoring.section-in-use"));
          }
          store.deleteSection(work, sectionId);
          return true;
        });
    return back(courseId, "removed");
  }

  /** The course of the section that the path names. */
  private long courseOfSection(Exchange exchange) {
    long id = exchange.pathNumber("id");
    return workbench.courseOf(exchange, statements -> store.courseOfSection(statements, id));
  }
}
