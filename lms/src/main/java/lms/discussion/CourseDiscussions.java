package lms.discussion;

import java.util.HashMap;
import java.util.List;
import lms.content.Teachers;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Markdown;
import lms.platform.Pages;
import lms.platform.Parameter;
import lms.platform.Routes;
import lms.platform.Slice;
import org.jspecify.annotations.Nullable;

/** All discussions of a course, for its teachers: the newest first, and which lack an answer. */
final class CourseDiscussions {
  private static final int PAGE_SIZE = 20;
  private static final String ALL = "all";
  private static final List<String> SHOWN = List.of(ALL, "unanswered");

  private final Markdown markdown = new Markdown();
  private final PostStore store;
  private final Database database;
  private final Teachers teachers;
  private final Pages pages;

  CourseDiscussions(PostStore store, Database database, Teachers teachers, Pages pages) {
    this.store = store;
    this.database = database;
    this.teachers = teachers;
    this.pages = pages;
  }

  void register(Routes routes) {
    routes
        .get("/teach/courses/{id}/discussions", Access.TEACHERS, this::page)
        .get("/api/teach/courses/{id}/discussions", Access.TEACHERS, this::json)
        .describedAs(
            Described.as("The threads of a course that one teaches, the newest first")
                .query("show", Parameter.words(SHOWN), "else all")
                .query("before", Parameter.number(1, Long.MAX_VALUE), "go on behind this thread")
                .answers(200, CourseThreads.class, "one page; a Link header leads to the next")
                .refuses(403));
  }

  /** Threads, the newest first; {@code next} goes on behind it, null at the end. */
  record CourseThreads(long courseId, List<CourseThread> threads, @Nullable Long next) {}

  private CourseThreads threads(Exchange exchange) {
    long courseId = teachers.course(exchange);
    boolean all = show(exchange).equals(ALL);
    long before = exchange.queryNumber("before", Long.MAX_VALUE);
    Slice<CourseThread> shown =
        Slice.of(
            database.reading(
                statements ->
                    store.ofCourse(
                        statements, courseId, all, before, PAGE_SIZE + 1, markdown::html)),
            PAGE_SIZE);
    return new CourseThreads(courseId, shown.items(), shown.next(CourseThread::id));
  }

  private static String show(Exchange exchange) {
    return exchange.choice("show", SHOWN, ALL);
  }

  private Answer json(Exchange exchange) {
    CourseThreads threads = threads(exchange);
    return Answer.json(200, threads).withNext(exchange.nextPage("before", threads.next()));
  }

  private Answer page(Exchange exchange) {
    CourseThreads threads = threads(exchange);
    var model = new HashMap<String, Object>();
    model.put("courseId", threads.courseId());
    model.put("threads", threads.threads());
    model.put("next", threads.next() == null ? 0L : threads.next());
    model.put("show", show(exchange));
    return Answer.page(200, pages.render(exchange, "discussion/course.jte", model));
  }
}
