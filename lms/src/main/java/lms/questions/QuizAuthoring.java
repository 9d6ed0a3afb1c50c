package lms.questions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import lms.quizzes.QuizEditing;
import lms.quizzes.QuizSettings;
import org.jspecify.annotations.Nullable;

/** Making quizzes: their rules, what they draw from the bank, their preview and publication. */
final class QuizAuthoring {
  private static final int TITLE_MAX = 200;
  private static final int DRAWN_MAX = 500;

  private static final String STATE =
      """
      SELECT z.course_id, z.edited, z.draft, c.published_at IS NOT NULL AS published,
        EXISTS (SELECT 1 FROM attempts a WHERE a.quiz_id = z.id)
          OR EXISTS (SELECT 1 FROM grade_overrides o JOIN grade_items g ON g.id = o.item_id
            WHERE g.quiz_id = z.id) AS used
      FROM quizzes z JOIN courses c ON c.id = z.course_id WHERE z.id = ?
      """;

  private static final String AWAITING =
      "SELECT title FROM lessons WHERE completion_quiz_id = ? ORDER BY position LIMIT 1";

  /** The tables whose rows go with their quiz. */
  private static final List<String> OF_A_QUIZ =
      List.of("quiz_draws", "quiz_revisions", "questions", "quiz_allowances", "grade_items");

  private final Database database;
  private final Workbench workbench;
  private final QuizEditing editing;
  private final QuestionStore store;
  private final Pages pages;

  QuizAuthoring(
      Database database,
      Workbench workbench,
      QuizEditing editing,
      QuestionStore store,
      Pages pages) {
    this.database = database;
    this.workbench = workbench;
    this.editing = editing;
    this.store = store;
    this.pages = pages;
  }

  void register(Routes routes) {
    routes
        .post("/teach/courses/{id}/quizzes", Access.TEACHERS, this::create)
        .get("/teach/quizzes/{id}", Access.TEACHERS, this::quiz)
        .get("/teach/quizzes/{id}/settings", Access.TEACHERS, this::settings)
        .post("/teach/quizzes/{id}/settings", Access.TEACHERS, this::save)
        .get("/teach/quizzes/{id}/preview", Access.TEACHERS, this::preview)
        .post("/teach/quizzes/{id}/draws", Access.TEACHERS, this::draw)
        .post("/teach/quizzes/{id}/publication", Access.TEACHERS, this::publish)
        .post("/teach/quizzes/{id}/removal", Access.TEACHERS, this::remove);
  }

  /**
   * What of a quiz its rules do not say.
   *
   * @param published its course is
   * @param used somebody has attempted it, or has a grade for it by hand
   */
  private record State(
      long courseId, long edited, boolean draft, boolean published, boolean used) {}

  private Optional<State> state(Transaction statements, long quizId) {
    return statements.first(
        STATE,
        row ->
            new State(
                row.number("course_id"),
                row.number("edited"),
                row.number("draft") != 0,
                row.number("published") != 0,
                row.number("used") != 0),
        quizId);
  }

  /** The course of the quiz that the path names, of which the person is a teacher. */
  long course(Exchange exchange) {
    long id = exchange.pathNumber("id");
    return workbench.courseOf(exchange, statements -> state(statements, id).map(State::courseId));
  }

  private State state(long quizId) {
    return database
        .reading(statements -> state(statements, quizId))
        .orElseThrow(Problem::nothingHere);
  }

  /** A new quiz of a published course is a draft. */
  private Answer create(Exchange exchange) {
    long courseId = workbench.course(exchange);
    Fields fields = new Fields(exchange, "questions");
    String title = fields.text("title", TITLE_MAX);
    fields.demandFaultless("bad-title");
    long id =
        workbench.create(
            exchange,
            courseId,
            (work, edition) -> {
              long quiz = editing.create(work, courseId, usual(title));
              work.run(
                  "UPDATE quizzes SET edited = ?, draft = EXISTS (SELECT 1 FROM courses c"
                      + " WHERE c.id = ? AND c.published_at IS NOT NULL) WHERE id = ?",
                  edition,
                  courseId,
                  quiz);
              return quiz;
            });
    return Answer.seeOther("/teach/quizzes/" + id);
  }

  private static QuizSettings usual(String title) {
    return new QuizSettings(
        title,
        null,
        0,
        null,
        true,
        60,
        null,
        null,
        QuizSettings.Overdue.SUBMIT,
        QuizSettings.Review.ALL);
  }

  private Answer quiz(Exchange exchange) {
    long courseId = course(exchange);
    long id = exchange.pathNumber("id");
    var model = new HashMap<String, Object>();
    State state = state(id);
    QuizEditing.Current current = database.reading(statements -> editing.current(statements, id));
    model.put("id", id);
    model.put("courseId", courseId);
    model.put("title", current.settings().title());
    model.put("draft", state.draft());
    model.put("published", state.published());
    model.put("used", state.used());
    model.put("questions", database.reading(statements -> store.ofQuiz(statements, id)));
    model.put("draws", database.reading(statements -> store.draws(statements, id)));
    model.put("categories", database.reading(statements -> store.categories(statements, courseId)));
    model.put("notice", exchange.query("notice", ""));
    model.put("key", Pages.newKey());
    return Answer.page(200, pages.render(exchange, "questions/quiz.jte", model));
  }

  private QuizForm stored(Exchange exchange, long id) {
    QuizEditing.Current current = database.reading(statements -> editing.current(statements, id));
    return QuizForm.of(current.settings(), state(id).edited(), exchange.text().zone());
  }

  private Answer settings(Exchange exchange) {
    course(exchange);
    QuizForm form = stored(exchange, exchange.pathNumber("id"));
    return form(exchange, 200, form, null, List.of());
  }

  private Answer form(
      Exchange exchange, int status, QuizForm form, @Nullable QuizForm newer, List<Words> faults) {
    var model = new HashMap<String, Object>();
    model.put("id", exchange.pathNumber("id"));
    model.put("quiz", form);
    model.put("faults", faults);
    model.put("key", Pages.newKey());
    if (newer != null) {
      model.put("stored", newer);
    }
    return Answer.page(status, pages.render(exchange, "questions/settings.jte", model));
  }

  private Answer save(Exchange exchange) {
    long courseId = course(exchange);
    long id = exchange.pathNumber("id");
    Fields fields = new Fields(exchange, "questions");
    QuizForm form = QuizForm.of(exchange, fields);
    QuizSettings settings = form.settings(fields, exchange.text().zone());
    if (settings == null) {
      return form(exchange, 422, form, null, fields.faults());
    }
    boolean saved =
        workbench.relax(
            exchange,
            courseId,
            (work, edition) -> {
              boolean unchanged =
                  work.run(
                          "UPDATE quizzes SET edited = ? WHERE id = ? AND edited = ?",
                          edition,
                          id,
                          form.edited())
                      > 0;
              if (unchanged) {
                editing.change(work, id, settings);
              }
              return unchanged;
            });
    if (saved) {
      return back(id, "saved");
    }
    QuizForm newer = stored(exchange, id);
    return form(exchange, 409, form.over(newer.edited()), newer, List.of());
  }

  private static Answer back(long id, String notice) {
    return Answer.seeOther("/teach/quizzes/" + id + "?notice=" + notice);
  }

  private Answer preview(Exchange exchange) {
    course(exchange);
    long id = exchange.pathNumber("id");
    QuizEditing.Current current = database.reading(statements -> editing.current(statements, id));
    Map<String, Object> model =
        Map.of(
            "id",
            id,
            "title",
            current.settings().title(),
            "questions",
            current.content().questions().stream()
                .map(question -> QuestionDraft.of(question, 0))
                .toList(),
            "draws",
            database.reading(statements -> store.draws(statements, id)));
    return Answer.page(200, pages.render(exchange, "questions/preview.jte", model));
  }

  private Answer draw(Exchange exchange) {
    long courseId = course(exchange);
    long id = exchange.pathNumber("id");
    Fields fields = new Fields(exchange, "questions");
    long category = fields.id("category");
    int number = fields.number("number", 0, DRAWN_MAX);
    fields.demandFaultless("bad-number");
    workbench.edit(
        exchange,
        courseId,
        (work, edition) -> {
          demandEnough(work, courseId, category, number);
          editing.ask(
              work,
              id,
              () -> {
                store.setDraw(work, id, category, number);
                return store.content(work, id);
              });
          return true;
        });
    return back(id, "saved");
  }

  private void demandEnough(Transaction work, long courseId, long category, int number) {
    long there =
        store.categories(work, courseId).stream()
            .filter(known -> known.id() == category)
            .mapToLong(Category::questions)
            .findFirst()
            .orElseThrow(Problem::nothingHere);
    if (number > there) {
      throw Problem.wrong("bad-number", Words.of("questions.too-few", there));
    }
  }

  private Answer publish(Exchange exchange) {
    long courseId = course(exchange);
    long id = exchange.pathNumber("id");
    boolean draft = !exchange.field("published").equals("true");
    workbench.relax(
        exchange,
        courseId,
        (work, edition) -> {
          QuizEditing.Current current = editing.current(work, id);
          if (!draft && current.content().questions().isEmpty()) {
            throw Problem.conflict("quiz-empty", Words.of("questions.quiz-empty"));
          }
          if (draft) {
            demandUnused(work, id);
            demandUnawaited(work, id);
          }
          work.run("UPDATE quizzes SET draft = ? WHERE id = ?", draft, id);
          editing.change(work, id, current.settings());
          return true;
        });
    return back(id, draft ? "withdrawn" : "published");
  }

  private void demandUnused(Transaction work, long id) {
    if (state(work, id).orElseThrow(Problem::nothingHere).used()) {
      throw Problem.conflict("quiz-in-use", Words.of("questions.quiz-in-use"));
    }
  }

  /** A lesson that this quiz completes could be completed by nobody any more. */
  private static void demandUnawaited(Transaction work, long id) {
    work.first(AWAITING, row -> row.text("title"), id)
        .ifPresent(
            lesson -> {
              throw Problem.conflict("quiz-awaited", Words.of("questions.quiz-awaited", lesson));
            });
  }

  private Answer remove(Exchange exchange) {
    long courseId = course(exchange);
    long id = exchange.pathNumber("id");
    workbench.edit(
        exchange,
        courseId,
        (work, edition) -> {
          State state = state(work, id).orElseThrow(Problem::nothingHere);
          if (state.published() && !state.draft()) {
            throw Problem.conflict("quiz-published", Words.of("questions.quiz-published"));
          }
          demandUnused(work, id);
          demandUnawaited(work, id);
          for (String table : OF_A_QUIZ) {
            work.run("DELETE FROM " + table + " WHERE quiz_id = ?", id);
          }
          work.run("DELETE FROM quizzes WHERE id = ?", id);
          return true;
        });
    return Answer.seeOther("/teach/courses/" + courseId + "?notice=removed");
  }
}
