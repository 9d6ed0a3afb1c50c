package lms.gradebook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lms.content.Teachers;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Idempotency;
import lms.platform.Json;
import lms.platform.Pages;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Words;

/** What counts for the final grade, and how much; with what is graded outside of the platform. */
final class WeightPages {
  private static final double WEIGHT_MAX = 1_000;
  private static final int TITLE_MAX = 200;

  private final GradebookStore store;
  private final Database database;
  private final Teachers teachers;
  private final Idempotency idempotency;
  private final Pages pages;

  WeightPages(
      GradebookStore store,
      Database database,
      Teachers teachers,
      Idempotency idempotency,
      Pages pages) {
    this.store = store;
    this.database = database;
    this.teachers = teachers;
    this.idempotency = idempotency;
    this.pages = pages;
  }

  void register(Routes routes) {
    routes
        .get("/teach/courses/{id}/weights", Access.TEACHERS, e -> weights(e, 200, List.of()))
        .post("/teach/courses/{id}/weights", Access.TEACHERS, this::weigh)
        .post("/teach/courses/{id}/items", Access.TEACHERS, this::addItem)
        .post("/teach/courses/{id}/items/{item}/removal", Access.TEACHERS, this::removeItem);
  }

  /** What an item is to be; a quiz keeps its title. */
  private record Weighed(GradebookStore.Item item, String title, double weight) {}

  private Answer weights(Exchange exchange, int status, List<Words> faults) {
    long courseId = teachers.course(exchange);
    Map<String, Object> model =
        Map.of(
            "courseId",
            courseId,
            "items",
            database.reading(statements -> store.items(statements, courseId)).stream()
                .map(GradebookStore.Item::shown)
                .toList(),
            "sent",
            exchange.isForm() ? exchange.form() : Map.of(),
            "faults",
            faults,
            "notice",
            exchange.query("notice", ""),
            "key",
            Pages.newKey());
    return Answer.page(status, pages.render(exchange, "gradebook/weights.jte", model));
  }

  private Answer weigh(Exchange exchange) {
    long courseId = teachers.course(exchange);
    List<GradebookStore.Item> items =
        database.reading(statements -> store.items(statements, courseId));
    Fields fields = new Fields(exchange, "gradebook");
    var all = new HashMap<String, Weighed>();
    for (GradebookStore.Item item : items) {
      Double weight =
          fields.decimal(item.code(), Words.of("gradebook.weight-of", item.title()), 0, WEIGHT_MAX);
      String title = title(exchange, fields, item);
      if (weight != null) {
        all.put(item.code(), new Weighed(item, title, weight));
      }
    }
    if (!fields.faults().isEmpty()) {
      return weights(exchange, 422, fields.faults());
    }
    idempotency.once(
        exchange,
        transaction -> {
          all.values()
              .forEach(
                  to -> store.weigh(transaction, courseId, to.item(), to.title(), to.weight()));
          return Answer.json(200, new GradebookRoutes.Done(true));
        });
    return Answer.seeOther("/teach/courses/" + courseId + "/grades?notice=saved");
  }

  /** Who leaves it out changes it not. */
  private static String title(Exchange exchange, Fields fields, GradebookStore.Item item) {
    String name = "title-" + item.code();
    return item.quizId() == null && exchange.form().containsKey(name)
        ? fields.text(name, Words.of("gradebook.title-of", item.title()), TITLE_MAX)
        : item.title();
  }

  private Answer addItem(Exchange exchange) {
    long courseId = teachers.course(exchange);
    Fields fields = new Fields(exchange, "gradebook");
    String title = fields.text("title", TITLE_MAX);
    Double weight = fields.decimal("weight", 0, WEIGHT_MAX);
    if (weight == null || !fields.faults().isEmpty()) {
      return weights(exchange, 422, fields.faults());
    }
    idempotency.once(
        exchange,
        transaction -> {
          store.addItem(transaction, courseId, title, weight);
          return Answer.json(200, new GradebookRoutes.Done(true));
        });
    return Answer.seeOther("/teach/courses/" + courseId + "/weights");
  }

  /** Nothing that has grades goes: whoever wants it not to count gives it the weight 0. */
  private Answer removeItem(Exchange exchange) {
    long courseId = teachers.course(exchange);
    String code = exchange.pathText("item");
    GradebookStore.Item item =
        database.reading(statements -> store.items(statements, courseId)).stream()
            .filter(each -> each.code().equals(code) && each.quizId() == null)
            .findFirst()
            .orElseThrow(Problem::nothingHere);
    Answer answer =
        idempotency.once(
            exchange,
            transaction ->
                Answer.json(200, new GradebookRoutes.Done(store.remove(transaction, item))));
    return Json.stored(answer.body(), GradebookRoutes.Done.class).done()
        ? Answer.seeOther("/teach/courses/" + courseId + "/weights?notice=removed")
        : weights(exchange, 409, List.of(Words.of("gradebook.has-grades", item.title())));
  }
}
