package lms.groups;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import lms.content.Teachers;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Idempotency;
import lms.platform.Pages;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Slice;
import lms.platform.Transaction;
import lms.platform.Words;

/** Making groups in a course and choosing who is in them. */
public final class GroupRoutes {
  private static final int PAGE_SIZE = 50;
  private static final int NAME_MAX = 100;
  private static final int EMAILS_MAX = 500;
  private static final int EMAILS_LENGTH_MAX = 100_000;

  private final Groups groups = new Groups();
  private final Database database;
  private final Teachers teachers;
  private final Idempotency idempotency;
  private final Pages pages;

  /** Groups in {@code database}. */
  public GroupRoutes(Database database, Teachers teachers, Idempotency idempotency, Pages pages) {
    this.database = database;
    this.teachers = teachers;
    this.idempotency = idempotency;
    this.pages = pages;
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/teach/courses/{id}/groups", Access.TEACHERS, this::list)
        .post("/teach/courses/{id}/groups", Access.TEACHERS, this::create)
        .get(
            "/teach/groups/{id}",
            Access.TEACHERS,
            exchange -> group(exchange, course(exchange), 200, List.of()))
        .post("/teach/groups/{id}", Access.TEACHERS, this::rename)
        .post("/teach/groups/{id}/removal", Access.TEACHERS, this::remove)
        .post("/teach/groups/{id}/members", Access.TEACHERS, this::join)
        .post("/teach/groups/{id}/members/removal", Access.TEACHERS, this::leave);
  }

  /** What a key remembers. */
  record Done(List<String> unknown) {}

  private long course(Exchange exchange) {
    long id = exchange.pathNumber("id");
    return teachers.courseOf(exchange, statements -> groups.course(statements, id));
  }

  private Answer list(Exchange exchange) {
    long courseId = teachers.course(exchange);
    Map<String, Object> model =
        Map.of(
            "courseId",
            courseId,
            "groups",
            database.reading(statements -> groups.of(statements, courseId)),
            "key",
            Pages.newKey());
    return Answer.page(200, pages.render(exchange, "groups/list.jte", model));
  }

  private Answer create(Exchange exchange) {
    long courseId = teachers.course(exchange);
    String name = name(exchange);
    once(exchange, name, transaction -> groups.create(transaction, courseId, name));
    return Answer.seeOther("/teach/courses/" + courseId + "/groups");
  }

  private static String name(Exchange exchange) {
    Fields fields = new Fields(exchange, "groups");
    String name = fields.text("name", NAME_MAX);
    fields.demandFaultless("bad-name");
    return name;
  }

  private void once(Exchange exchange, String name, Consumer<Transaction> write) {
    try {
      idempotency.once(
          exchange,
          transaction -> {
            write.accept(transaction);
            return Answer.json(200, new Done(List.of()));
          });
    } catch (RuntimeException e) {
      if (Database.isDuplicate(e)) {
        throw Problem.conflict("name-taken", Words.of("groups.name-taken", name));
      }
      throw e;
    }
  }

  private Answer group(Exchange exchange, long courseId, int status, List<String> unknown) {
    long id = exchange.pathNumber("id");
    long after = exchange.queryNumber("after", 0);
    List<Groups.Member> found =
        database.reading(statements -> groups.members(statements, id, after, PAGE_SIZE + 1));
    Slice<Groups.Member> shown = Slice.of(found, PAGE_SIZE);
    Map<String, Object> model =
        Map.of(
            "id",
            id,
            "courseId",
            courseId,
            "name",
            database.reading(statements -> groups.name(statements, id)),
            "members",
            shown.items(),
            "next",
            shown.nextOrZero(Groups.Member::userId),
            "unknown",
            unknown,
            "key",
            Pages.newKey());
    return Answer.page(status, pages.render(exchange, "groups/group.jte", model));
  }

  private Answer rename(Exchange exchange) {
    long id = exchange.pathNumber("id");
    course(exchange);
    String name = name(exchange);
    once(exchange, name, transaction -> groups.rename(transaction, id, name));
    return Answer.seeOther("/teach/groups/" + id);
  }

  private Answer remove(Exchange exchange) {
    long id = exchange.pathNumber("id");
    long courseId = course(exchange);
    once(exchange, "", transaction -> groups.delete(transaction, id));
    return Answer.seeOther("/teach/courses/" + courseId + "/groups");
  }

  /** Who does not take the course is named, and the others join all the same. */
  private Answer join(Exchange exchange) {
    long id = exchange.pathNumber("id");
    long courseId = course(exchange);
    List<String> emails = emails(exchange);
    Answer answer =
        idempotency.once(
            exchange,
            transaction -> {
              Set<String> joined = new HashSet<>(groups.join(transaction, id, courseId, emails));
              List<String> unknown = new ArrayList<>(emails);
              unknown.removeIf(joined::contains);
              return Answer.json(200, new Done(unknown));
            });
    List<String> unknown = lms.platform.Json.stored(answer.body(), Done.class).unknown();
    return unknown.isEmpty()
        ? Answer.seeOther("/teach/groups/" + id)
        : group(exchange, courseId, 422, unknown);
  }

  private static List<String> emails(Exchange exchange) {
    Fields fields = new Fields(exchange, "groups");
    List<String> emails =
        fields
            .text("emails", EMAILS_LENGTH_MAX)
            .lines()
            .map(line -> line.strip().toLowerCase(Locale.ROOT))
            .filter(line -> !line.isEmpty())
            .distinct()
            .toList();
    if (emails.size() > EMAILS_MAX) {
      fields.fault(Words.of("groups.too-many", EMAILS_MAX));
    }
    fields.demandFaultless("bad-emails");
    return emails;
  }

  private Answer leave(Exchange exchange) {
    long id = exchange.pathNumber("id");
    course(exchange);
    long userId = new Fields(exchange, "groups").id("user");
    once(exchange, "", transaction -> groups.leave(transaction, id, userId));
    return Answer.seeOther("/teach/groups/" + id);
  }
}
