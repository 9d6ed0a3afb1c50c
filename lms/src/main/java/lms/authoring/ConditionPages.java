package lms.authoring;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lms.content.Prerequisites;
import lms.content.Workbench;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Pages;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/** Saying when a lesson opens, is due and is done, and writing its captions. */
final class ConditionPages {
  private static final Map<String, String> LANGUAGES = Map.of("en", "English", "es", "Español");

  private static final String FIND =
      """
      SELECT course_id, opens_at, due_at, after_lesson_id, completion, completion_quiz_id,
        video_path, edited
      FROM lessons WHERE id = ?
      """;

  private static final String UPDATE =
      """
      UPDATE lessons SET opens_at = ?, due_at = ?, after_lesson_id = ?, completion = ?,
        completion_quiz_id = ?, video_path = ?, edited = ?
      WHERE id = ? AND edited = ?
      """;

  private final Database database;
  private final Workbench workbench;
  private final WorkshopStore store;
  private final Pages pages;

  ConditionPages(Database database, Workbench workbench, WorkshopStore store, Pages pages) {
    this.database = database;
    this.workbench = workbench;
    this.store = store;
    this.pages = pages;
  }

  void register(Routes routes) {
    routes
        .get("/teach/lessons/{id}/conditions", Access.TEACHERS, this::edit)
        .post("/teach/lessons/{id}/conditions", Access.TEACHERS, this::save);
  }

  private long course(Exchange exchange) {
    long id = exchange.pathNumber("id");
    return workbench.courseOf(
        exchange, statements -> store.lesson(statements, id).map(WorkshopStore.Found::courseId));
  }

  private Conditions stored(long id, ZoneId zone) {
    return database.reading(
        statements -> {
          Map<String, String> captions =
              statements
                  .list(
                      "SELECT language, body FROM lesson_captions WHERE lesson_id = ?",
                      row -> Map.entry(row.text("language"), row.text("body")),
                      id)
                  .stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
          return statements
              .first(
                  FIND,
                  row ->
                      Conditions.of(
                          row,
                          captions.getOrDefault("en", ""),
                          captions.getOrDefault("es", ""),
                          zone),
                  id)
              .orElseThrow(Problem::nothingHere);
        });
  }

  private Answer edit(Exchange exchange) {
    long courseId = course(exchange);
    Conditions conditions = stored(exchange.pathNumber("id"), exchange.text().zone());
    return form(exchange, 200, courseId, conditions, List.of());
  }

  private Answer form(
      Exchange exchange, int status, long courseId, Conditions conditions, List<Words> faults) {
    long id = exchange.pathNumber("id");
    Workshop course =
        database.reading(statements -> store.workshop(statements, courseId)).orElseThrow();
    var model = new HashMap<String, Object>();
    model.put("id", id);
    model.put("conditions", conditions);
    model.put("others", others(course, id));
    model.put("quizzes", course.quizzes());
    model.put("conflict", status == 409);
    model.put("faults", faults);
    model.put("key", Pages.newKey());
    return Answer.page(status, pages.render(exchange, "authoring/conditions.jte", model));
  }

  private static List<Workshop.Lesson> others(Workshop course, long id) {
    return course.sections().stream()
        .flatMap(section -> section.lessons().stream())
        .filter(lesson -> lesson.id() != id)
        .toList();
  }

  private Answer save(Exchange exchange) {
    long courseId = course(exchange);
    long id = exchange.pathNumber("id");
    ZoneId zone = exchange.text().zone();
    Fields fields = new Fields(exchange, "authoring");
    Conditions conditions = Conditions.of(exchange, fields);
    Instant opens = conditions.opensAt(fields, zone);
    Instant due = conditions.dueAt(fields, zone);
    demandKnown(courseId, id, conditions, fields);
    if (!fields.faults().isEmpty()) {
      return form(exchange, 422, courseId, conditions, fields.faults());
    }
    boolean saved =
        workbench.relax(
            exchange,
            courseId,
            (work, edition) -> update(work, courseId, id, conditions, opens, due, edition));
    if (!saved) {
      long newer = stored(id, zone).edited();
      return form(exchange, 409, courseId, conditions.over(newer), List.of());
    }
    return Answer.seeOther("/teach/lessons/" + id + "?notice=saved");
  }

  /** What the form names must be of this course, and fit the way of completion. */
  private void demandKnown(long courseId, long id, Conditions conditions, Fields fields) {
    Workshop course =
        database.reading(statements -> store.workshop(statements, courseId)).orElseThrow();
    long after = conditions.after();
    if (after != 0 && others(course, id).stream().noneMatch(lesson -> lesson.id() == after)) {
      fields.fault(Words.of("authoring.bad-after"));
    }
    boolean quiz = course.quizzes().stream().anyMatch(q -> q.id() == conditions.quiz());
    if (conditions.completion().equals("quiz") && !quiz) {
      fields.fault(Words.of("authoring.which-quiz"));
    }
    Optional<WorkshopStore.Found> lesson =
        database.reading(statements -> store.lesson(statements, id));
    boolean video = lesson.map(found -> found.draft().videoSeconds() != null).orElse(false);
    if (conditions.completion().equals("viewed") && !video) {
      fields.fault(Words.of("authoring.needs-video"));
    }
  }

  private static boolean update(
      Transaction work,
      long courseId,
      long id,
      Conditions conditions,
      @Nullable Instant opens,
      @Nullable Instant due,
      long edition) {
    boolean byQuiz = conditions.completion().equals("quiz");
    long rows =
        work.run(
            UPDATE,
            opens,
            due,
            conditions.after() == 0 ? null : Long.valueOf(conditions.after()),
            conditions.completion(),
            byQuiz ? Long.valueOf(conditions.quiz()) : null,
            conditions.videoPath().isEmpty() ? null : conditions.videoPath(),
            edition,
            id,
            conditions.edited());
    if (rows == 0) {
      return false;
    }
    Prerequisites.of(work, courseId).demandLessonOpens(id);
    write(work, id, "en", conditions.english());
    write(work, id, "es", conditions.spanish());
    return true;
  }

  private static void write(Transaction work, long id, String language, String captions) {
    if (captions.isEmpty()) {
      work.run("DELETE FROM lesson_captions WHERE lesson_id = ? AND language = ?", id, language);
    } else {
      work.run(
          "INSERT INTO lesson_captions (lesson_id, language, label, body) VALUES (?, ?, ?, ?)"
              + " ON DUPLICATE KEY UPDATE body = VALUES(body)",
          id,
          language,
          LANGUAGES.get(language),
          captions);
    }
  }
}
