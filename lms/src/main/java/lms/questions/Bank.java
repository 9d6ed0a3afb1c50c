package lms.questions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lms.content.Workbench;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Pages;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Slice;
import lms.platform.Words;
import lms.quizzes.Question;

/** The categories of a course's question bank. */
final class Bank {
  private static final int PAGE_SIZE = 50;
  private static final int NAME_MAX = 100;

  private final Database database;
  private final Workbench workbench;
  private final QuestionStore store;
  private final Pages pages;

  Bank(Database database, Workbench workbench, QuestionStore store, Pages pages) {
    this.database = database;
    this.workbench = workbench;
    this.store = store;
    this.pages = pages;
  }

  void register(Routes routes) {
    routes
        .get("/teach/courses/{id}/bank", Access.TEACHERS, this::categories)
        .post("/teach/courses/{id}/bank", Access.TEACHERS, this::add)
        .get("/teach/categories/{id}", Access.TEACHERS, this::category)
        .post("/teach/categories/{id}/removal", Access.TEACHERS, this::remove);
  }

  /** The course of the category that the path names, of which the person is a teacher. */
  long course(Exchange exchange) {
    long id = exchange.pathNumber("id");
    return workbench.courseOf(exchange, statements -> store.courseOfCategory(statements, id));
  }

  private Answer categories(Exchange exchange) {
    long courseId = workbench.course(exchange);
    Map<String, Object> model =
        Map.of(
            "courseId",
            courseId,
            "categories",
            database.reading(statements -> store.categories(statements, courseId)),
            "key",
            Pages.newKey());
    return Answer.page(200, pages.render(exchange, "questions/bank.jte", model));
  }

  private Answer add(Exchange exchange) {
    long courseId = workbench.course(exchange);
    Fields fields = new Fields(exchange, "questions");
    String name = fields.text("name", NAME_MAX);
    fields.demandFaultless("bad-name");
    try {
      long id =
          workbench.create(
              exchange, courseId, (work, edition) -> store.addCategory(work, courseId, name));
      return Answer.seeOther("/teach/categories/" + id);
    } catch (RuntimeException e) {
      if (Database.isDuplicate(e)) {
        throw Problem.conflict("name-taken", Words.of("questions.name-taken", name));
      }
      throw e;
    }
  }

  private Answer category(Exchange exchange) {
    long courseId = course(exchange);
    long id = exchange.pathNumber("id");
    long after = exchange.queryNumber("after", 0);
    List<Question> found =
        database.reading(statements -> store.ofCategory(statements, id, after, PAGE_SIZE + 1));
    Slice<Question> shown = Slice.of(found, PAGE_SIZE);
    var model = new HashMap<String, Object>();
    model.put("id", id);
    model.put("courseId", courseId);
    model.put("name", database.reading(statements -> store.categoryName(statements, id)));
    model.put("questions", shown.items());
    model.put("next", shown.nextOrZero(Question::id));
    model.put("notice", exchange.query("notice", ""));
    model.put("key", Pages.newKey());
    return Answer.page(200, pages.render(exchange, "questions/category.jte", model));
  }

  private Answer remove(Exchange exchange) {
    long courseId = course(exchange);
    long id = exchange.pathNumber("id");
    workbench.edit(
        exchange,
        courseId,
        (work, edition) -> {
          if (!store.drawing(work, id).isEmpty() || !store.ofCategory(work, id, 0, 1).isEmpty()) {
            throw Problem.conflict("category-in-use", Words.of("questions.category-in-use"));
          }
          store.deleteCategory(work, id);
          return true;
        });
    return Answer.seeOther("/teach/courses/" + courseId + "/bank");
  }
}
