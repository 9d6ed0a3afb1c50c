package lms.authoring;

import java.util.HashMap;
import java.util.List;
import lms.content.Prerequisites;
import lms.content.Workbench;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Markdown;
import lms.platform.Pages;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/** Writing lessons. What is not saved yet can be previewed, and survives a conflict. */
final class LessonPages {
  private final Markdown markdown = new Markdown();
  private final Database database;
  private final Workbench workbench;
  private final WorkshopStore store;
  private final Pages pages;

  LessonPages(Database database, Workbench workbench, WorkshopStore store, Pages pages) {
    this.database = database;
    this.workbench = workbench;
    this.store = store;
    this.pages = pages;
  }

  void register(Routes routes) {
    routes
        .post("/teach/sections/{id}/lessons", Access.TEACHERS, this::add)
        .get("/teach/lessons/{id}", Access.TEACHERS, this::edit)
        .post("/teach/lessons/{id}", Access.TEACHERS, this::save)
        .post("/teach/lessons/{id}/place", Access.TEACHERS, this::move)
        .post("/teach/lessons/{id}/publication", Access.TEACHERS, this::publish)
        .post("/teach/lessons/{id}/removal", Access.TEACHERS, this::remove);
  }

  private Answer add(Exchange exchange) {
    long sectionId = exchange.pathNumber("id");
    long courseId = workbench.courseOf(exchange, work -> store.courseOfSection(work, sectionId));
    String title = AuthoringRoutes.title(exchange, LessonDraft.TITLE_MAX);
    long id =
        workbench.create(
            exchange,
            courseId,
            (work, edition) -> store.insertLesson(work, courseId, sectionId, title, edition));
    return Answer.seeOther("/teach/lessons/" + id);
  }

  private WorkshopStore.Found found(Exchange exchange) {
    WorkshopStore.Found lesson = stored(exchange.pathNumber("id"));
    workbench.demand(exchange, lesson.courseId());
    return lesson;
  }

  private WorkshopStore.Found stored(long id) {
    return database
        .reading(statements -> store.lesson(statements, id))
        .orElseThrow(Problem::nothingHere);
  }

  private Answer edit(Exchange exchange) {
    WorkshopStore.Found lesson = found(exchange);
    return form(exchange, 200, new Form(lesson, lesson.draft(), null, "", List.of()));
  }

  /**
   * What the editor shows.
   *
   * @param stored what somebody else saved meanwhile, or null
   * @param html the preview, or the empty text
   */
  private record Form(
      WorkshopStore.Found lesson,
      LessonDraft draft,
      @Nullable LessonDraft stored,
      String html,
      List<Words> faults) {}

  private Answer form(Exchange exchange, int status, Form form) {
    var model = new HashMap<String, Object>();
    model.put("id", exchange.pathNumber("id"));
    model.put("courseId", form.lesson().courseId());
    model.put("lesson", form.draft());
    model.put("hidden", form.lesson().hidden());
    model.put("published", form.lesson().published());
    model.put("html", form.html());
    model.put("faults", form.faults());
    model.put("notice", exchange.query("notice", ""));
    model.put("key", Pages.newKey());
    if (form.stored() != null) {
      model.put("stored", form.stored());
    }
    return Answer.page(status, pages.render(exchange, "authoring/lesson.jte", model));
  }

  private Answer save(Exchange exchange) {
    WorkshopStore.Found lesson = found(exchange);
    long id = exchange.pathNumber("id");
    Fields fields = new Fields(exchange, "authoring");
    LessonDraft draft = LessonDraft.of(fields);
    if (draft.videoSeconds() == null && lesson.viewed()) {
      fields.fault(Words.of("authoring.video-awaited"));
    }
    if (!fields.faults().isEmpty()) {
      return form(exchange, 422, new Form(lesson, draft, null, "", fields.faults()));
    }
    if (exchange.field("do").equals("preview")) {
      String html = markdown.html(draft.body());
      return form(exchange, 200, new Form(lesson, draft, null, html, List.of()));
    }
    boolean saved =
        workbench.edit(
            exchange, lesson.courseId(), (work, edition) -> store.update(work, id, draft, edition));
    if (saved) {
      return Answer.seeOther("/teach/lessons/" + id + "?notice=saved");
    }
    WorkshopStore.Found newer = stored(id);
    LessonDraft over = draft.over(newer.draft().edited());
    return form(exchange, 409, new Form(newer, over, newer.draft(), "", List.of()));
  }

  private Answer move(Exchange exchange) {
    long id = exchange.pathNumber("id");
    long courseId = found(exchange).courseId();
    Order.Direction direction = Order.direction(exchange);
    workbench.edit(
        exchange,
        courseId,
        (work, edition) -> {
          store.reorder(work, courseId, order -> order.moveLesson(id, direction));
          Prerequisites.of(work, courseId).demandLessonOpens(id);
          return true;
        });
    return AuthoringRoutes.back(courseId, "moved");
  }

  private Answer publish(Exchange exchange) {
    long id = exchange.pathNumber("id");
    long courseId = found(exchange).courseId();
    boolean draft = !exchange.field("published").equals("true");
    workbench.relax(
        exchange,
        courseId,
        (work, edition) -> {
          store.setDraft(work, id, draft);
          if (draft) {
            demandAnother(work, courseId);
          }
          return true;
        });
    return AuthoringRoutes.back(courseId, draft ? "withdrawn" : "published");
  }

  /** A published course without any lesson could be completed by nobody. */
  private void demandAnother(Transaction work, long courseId) {
    Workshop course = store.workshop(work, courseId).orElseThrow();
    if (course.published() && course.isEmpty()) {
      throw Problem.conflict("course-empty", Words.of("authoring.last-lesson"));
    }
  }

  private Answer remove(Exchange exchange) {
    long id = exchange.pathNumber("id");
    WorkshopStore.Found lesson = found(exchange);
    if (lesson.published() && !lesson.hidden()) {
      throw Problem.conflict("lesson-published", Words.of("authoring.lesson-published"));
    }
    workbench.edit(
        exchange,
        lesson.courseId(),
        (work, edition) -> {
          delete(work, id);
          return true;
        });
    return AuthoringRoutes.back(lesson.courseId(), "removed");
  }

  private void delete(Transaction work, long id) {
    try {
      store.deleteLesson(work, id);
    } catch (RuntimeException e) {
      if (Database.isDuplicate(e)) {
        throw Problem.conflict("lesson-in-use", Words.of("authoring.lesson-in-use"));
      }
      throw e;
    }
  }
}
