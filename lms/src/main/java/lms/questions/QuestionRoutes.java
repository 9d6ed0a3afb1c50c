package lms.questions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
import lms.quizzes.QuestionKind;
import lms.quizzes.QuizEditing;
import org.jspecify.annotations.Nullable;

/**
 * Writing questions, of quizzes and of the bank.
 *
 * <p>Each change of what a quiz asks, be it of its own questions or of a category that it draws
 * from, makes the quiz's next revision, so that attempts which began before keep their questions.
 */
public final class QuestionRoutes {
  private final QuestionStore store = new QuestionStore();
  private final Database database;
  private final Workbench workbench;
  private final QuizEditing editing;
  private final QuizAuthoring quizzes;
  private final Bank bank;
  private final QuizTrials trials;
  private final Pages pages;

  /** Questions in {@code database}, of quizzes that {@code editing} changes. */
  public QuestionRoutes(Database database, Workbench workbench, QuizEditing editing, Pages pages) {
    this.database = database;
    this.workbench = workbench;
    this.editing = editing;
    this.pages = pages;
    this.quizzes = new QuizAuthoring(database, workbench, editing, store, pages);
    this.bank = new Bank(database, workbench, store, pages);
    this.trials = new QuizTrials(database, workbench, editing, pages);
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/teach/quizzes/{id}/questions/new", Access.TEACHERS, e -> blank(e, ofQuiz(e)))
        .post("/teach/quizzes/{id}/questions", Access.TEACHERS, e -> create(e, ofQuiz(e)))
        .get("/teach/categories/{id}/questions/new", Access.TEACHERS, e -> blank(e, ofCategory(e)))
        .post("/teach/categories/{id}/questions", Access.TEACHERS, e -> create(e, ofCategory(e)))
        .get("/teach/questions/{id}", Access.TEACHERS, this::edit)
        .post("/teach/questions/{id}", Access.TEACHERS, this::save)
        .post("/teach/questions/{id}/place", Access.TEACHERS, this::move)
        .post("/teach/questions/{id}/removal", Access.TEACHERS, this::remove);
    quizzes.register(routes);
    bank.register(routes);
    trials.register(routes);
  }

  /** Where a question stands: in a quiz or in a category of the bank. */
  private record Place(long courseId, @Nullable Long quizId, @Nullable Long categoryId) {
    String path() {
      return quizId == null ? "/teach/categories/" + categoryId : "/teach/quizzes/" + quizId;
    }
  }

  private Place ofQuiz(Exchange exchange) {
    long id = exchange.pathNumber("id");
    return new Place(quizzes.course(exchange), id, null);
  }

  private Place ofCategory(Exchange exchange) {
    long id = exchange.pathNumber("id");
    return new Place(bank.course(exchange), null, id);
  }

  private QuestionStore.Found found(Exchange exchange) {
    QuestionStore.Found found = stored(exchange.pathNumber("id"));
    workbench.demand(exchange, found.courseId());
    return found;
  }

  private QuestionStore.Found stored(long id) {
    return database
        .reading(statements -> store.find(statements, id))
        .orElseThrow(Problem::nothingHere);
  }

  private static Place place(QuestionStore.Found found) {
    return new Place(found.courseId(), found.quizId(), found.categoryId());
  }

  /** The questions of these quizzes are others now. */
  private void revise(Transaction work, Place place) {
    List<Long> affected =
        place.quizId() == null
            ? store.drawing(work, java.util.Objects.requireNonNull(place.categoryId()))
            : List.of(place.quizId());
    for (long quizId : affected) {
      editing.ask(work, quizId, () -> store.content(work, quizId));
    }
  }

  private static QuestionKind kind(String word) {
    try {
      return QuestionKind.of(word);
    } catch (IllegalArgumentException e) {
      throw Problem.malformed(Words.of("questions.no-kind"));
    }
  }

  /**
   * What the editor shows.
   *
   * @param id of the question, 0 before it is stored
   * @param stored what somebody else saved meanwhile, or null
   */
  private record Form(
      long id,
      Place place,
      QuestionDraft draft,
      @Nullable QuestionDraft stored,
      List<Words> faults) {}

  private Answer form(Exchange exchange, int status, Form form) {
    var model = new HashMap<String, Object>();
    model.put("id", form.id());
    model.put("place", form.place().path());
    model.put("question", form.draft());
    model.put("ofQuiz", form.place().quizId() != null);
    model.put("faults", form.faults());
    model.put("key", Pages.newKey());
    if (form.stored() != null) {
      model.put("stored", form.stored());
    }
    return Answer.page(status, pages.render(exchange, "questions/question.jte", model));
  }

  private Answer blank(Exchange exchange, Place place) {
    QuestionKind kind = kind(exchange.query("kind", "single"));
    return form(exchange, 200, new Form(0, place, QuestionDraft.empty(kind), null, List.of()));
  }

  private Answer create(Exchange exchange, Place place) {
    Fields fields = new Fields(exchange, "questions");
    QuestionDraft draft = QuestionDraft.of(exchange, fields, kind(exchange.field("kind")));
    if (!fields.faults().isEmpty()) {
      return form(exchange, 422, new Form(0, place, draft, null, fields.faults()));
    }
    workbench.create(
        exchange,
        place.courseId(),
        (work, edition) -> {
          long[] id = new long[1];
          changing(
              work,
              place,
              () -> id[0] = store.insert(work, place.quizId(), place.categoryId(), draft, edition));
          return id[0];
        });
    return Answer.seeOther(place.path());
  }

  /**
   * Runs an edit of rows, and makes the next revision of each quiz that asks them. A quiz's first
   * revision is made of its rows before they change, so that the edit runs inside of the first.
   */
  private void changing(Transaction work, Place place, Runnable edit) {
    if (place.quizId() == null) {
      edit.run();
      revise(work, place);
    } else {
      long quizId = place.quizId();
      editing.ask(
          work,
          quizId,
          () -> {
            edit.run();
            return store.content(work, quizId);
          });
    }
  }

  private Answer edit(Exchange exchange) {
    QuestionStore.Found found = found(exchange);
    QuestionDraft draft = QuestionDraft.of(found.question(), found.edited());
    return form(
        exchange, 200, new Form(found.question().id(), place(found), draft, null, List.of()));
  }

  private Answer save(Exchange exchange) {
    QuestionStore.Found found = found(exchange);
    long id = found.question().id();
    Place place = place(found);
    Fields fields = new Fields(exchange, "questions");
    QuestionDraft draft = QuestionDraft.of(exchange, fields, found.question().kind());
    if (!fields.faults().isEmpty()) {
      return form(exchange, 422, new Form(id, place, draft, null, fields.faults()));
    }
    boolean another = fields.box("another");
    boolean saved =
        workbench.edit(
            exchange,
            place.courseId(),
            (work, edition) -> {
              boolean[] done = new boolean[1];
              changing(work, place, () -> done[0] = write(work, found, draft, another, edition));
              return done[0];
            });
    if (saved) {
      return Answer.seeOther(place.path() + "?notice=saved");
    }
    QuestionStore.Found newer = stored(id);
    QuestionDraft theirs = QuestionDraft.of(newer.question(), newer.edited());
    return form(exchange, 409, new Form(id, place, draft.over(newer.edited()), theirs, List.of()));
  }

  /** In place, or as another question in the place of this one. */
  private boolean write(
      Transaction work,
      QuestionStore.Found found,
      QuestionDraft draft,
      boolean another,
      long edition) {
    long id = found.question().id();
    if (!store.update(work, id, draft, edition)) {
      return false;
    }
    if (another) {
      replace(work, found, draft, edition);
    }
    return true;
  }

  private void replace(
      Transaction work, QuestionStore.Found found, QuestionDraft draft, long edition) {
    long old = found.question().id();
    long id = store.insert(work, found.quizId(), found.categoryId(), draft, edition);
    Long quizId = found.quizId();
    if (quizId != null) {
      List<Long> order = new ArrayList<>(order(work, quizId));
      order.remove(id);
      order.set(order.indexOf(old), id);
      store.delete(work, old);
      store.renumber(work, quizId, order);
    } else {
      store.delete(work, old);
    }
  }

  private List<Long> order(Transaction work, long quizId) {
    return store.ofQuiz(work, quizId).stream().map(question -> question.id()).toList();
  }

  private Answer move(Exchange exchange) {
    QuestionStore.Found found = found(exchange);
    Place place = place(found);
    Long quizId = place.quizId();
    if (quizId == null) {
      throw Problem.conflict("no-order", Words.of("questions.no-order"));
    }
    int step =
        switch (exchange.field("direction")) {
          case "up" -> -1;
          case "down" -> 1;
          default -> throw Problem.malformed(Words.of("questions.direction"));
        };
    workbench.edit(
        exchange,
        place.courseId(),
        (work, edition) -> {
          changing(work, place, () -> move(work, quizId, found.question().id(), step));
          return true;
        });
    return Answer.seeOther(place.path() + "?notice=moved");
  }

  private void move(Transaction work, long quizId, long id, int step) {
    List<Long> order = new ArrayList<>(order(work, quizId));
    int at = order.indexOf(id);
    int target = at + step;
    if (at >= 0 && target >= 0 && target < order.size()) {
      order.add(target, order.remove(at));
      store.renumber(work, quizId, order);
    }
  }

  private Answer remove(Exchange exchange) {
    QuestionStore.Found found = found(exchange);
    Place place = place(found);
    workbench.edit(
        exchange,
        place.courseId(),
        (work, edition) -> {
          changing(work, place, () -> store.delete(work, found.question().id()));
          return true;
        });
    return Answer.seeOther(place.path() + "?notice=removed");
  }
}
