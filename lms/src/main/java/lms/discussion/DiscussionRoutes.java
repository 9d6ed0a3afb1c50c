package lms.discussion;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lms.content.Teachers;
import lms.notifications.Notifications;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Idempotency;
import lms.platform.Json;
import lms.platform.Limits;
import lms.platform.Markdown;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Parameter;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Slice;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/** The discussion under each lesson, as pages and as JSON, for who takes or teaches the course. */
public final class DiscussionRoutes {
  private static final int PAGE_SIZE = 20;

  private final PostStore store = new PostStore();
  private final Markdown markdown = new Markdown();
  private final Database database;
  private final Idempotency idempotency;
  private final Lessons lessons;
  private final Teachers teachers;
  private final Discussions discussions;
  private final CourseDiscussions ofCourses;
  private final Pages pages;

  /** Discussions in {@code database} under {@code lessons}. */
  public DiscussionRoutes(
      Database database,
      Idempotency idempotency,
      Lessons lessons,
      Teachers teachers,
      Notifications notifications,
      Pages pages,
      Clock clock,
      Metrics metrics) {
    this.database = database;
    this.idempotency = idempotency;
    this.lessons = lessons;
    this.teachers = teachers;
    this.discussions = new Discussions(notifications, clock, metrics);
    this.ofCourses = new CourseDiscussions(store, database, teachers, pages);
    this.pages = pages;
  }

  /** What a discussion needs to know of lessons. */
  public interface Lessons {
    /** The course of a lesson, of a draft too; one that does not exist is a 404. */
    long course(long lessonId);

    /** Refuses who does not take the course, or to whom the lesson is not open. */
    void demandOpen(Person person, long lessonId);
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    ofCourses.register(routes);
    routes
        .get("/lessons/{id}/discussion", Access.SIGNED_IN, this::threadsPage)
        .get("/api/lessons/{id}/discussion", Access.SIGNED_IN, this::threadsJson)
        .describedAs(
            Described.as("The threads under a lesson, the newest first")
                .query("before", Parameter.number(1, Long.MAX_VALUE), "go on behind this post")
                .answers(200, Threads.class, "one page; a Link header leads to the next")
                .refuses(403))
        .post("/lessons/{id}/discussion", Access.SIGNED_IN, e -> shown(begin(e, e.field("body"))))
        .post("/api/lessons/{id}/discussion", Access.SIGNED_IN, e -> begin(e, said(e)))
        .describedAs(
            Described.as("Begins a thread under a lesson")
                .takes(Say.class)
                .once()
                .answers(201, Said.class, "posted")
                .refuses(403))
        .get("/posts/{id}", Access.SIGNED_IN, this::threadPage)
        .get("/api/posts/{id}", Access.SIGNED_IN, this::threadJson)
        .describedAs(
            Described.as("The thread that a post is in, with its replies, the oldest first")
                .query("after", Parameter.number(0, Long.MAX_VALUE), "go on behind this reply")
                .answers(200, Conversation.class, "one page; a Link header leads to the next")
                .refuses(403))
        .post("/posts/{id}/replies", Access.SIGNED_IN, e -> shown(reply(e, e.field("body"))))
        .post("/api/posts/{id}/replies", Access.SIGNED_IN, e -> reply(e, said(e)))
        .describedAs(
            Described.as("Replies in the thread that a post is in")
                .takes(Say.class)
                .once()
                .answers(201, Said.class, "posted")
                .refuses(403))
        .get("/posts/{id}/edit", Access.SIGNED_IN, this::editPage)
        .post("/posts/{id}/edit", Access.SIGNED_IN, e -> shown(edit(e, e.field("body"))))
        .put("/api/posts/{id}", Access.SIGNED_IN, e -> edit(e, said(e)))
        .describedAs(
            Described.as("Says something else instead, in a post of one's own")
                .takes(Say.class)
                .answers(200, Said.class, "changed")
                .refuses(403, 422))
        .post("/posts/{id}/deletion", Access.SIGNED_IN, e -> shown(delete(e)))
        .post("/api/posts/{id}/deletion", Access.SIGNED_IN, this::delete)
        .describedAs(
            Described.as("Takes back a post of one's own, or as a teacher anybody's")
                .answers(200, Said.class, "deleted")
                .refuses(403))
        .post(
            "/posts/{id}/answer",
            Access.TEACHERS,
            e -> shown(answer(e, e.field("answer").equals("true"))))
        .put(
            "/api/posts/{id}/answer",
            Access.TEACHERS,
            e -> answer(e, e.json(MarkAnswer.class).answer()))
        .describedAs(
            Described.as("Says as a teacher whether a reply answers its thread")
                .takes(MarkAnswer.class)
                .answers(200, Said.class, "marked, or not any more")
                .refuses(403, 409));
  }

  record Say(@Limits(min = 1, max = Discussions.BODY_MAX) String body) {}

  record MarkAnswer(boolean answer) {}

  record Said(long postId, long threadId) {}

  /** Threads, the newest first; {@code next} goes on behind it, null at the end. */
  record Threads(long lessonId, List<PostView> threads, @Nullable Long next) {}

  /** A thread and its replies, the oldest first; {@code next} goes on behind it. */
  record Conversation(PostView thread, List<PostView> replies, @Nullable Long next) {}

  private Answer threadsJson(Exchange exchange) {
    Threads threads = threads(exchange);
    return Answer.json(200, threads).withNext(exchange.nextPage("before", threads.next()));
  }

  private Answer threadJson(Exchange exchange) {
    Conversation thread = thread(exchange);
    return Answer.json(200, thread).withNext(exchange.nextPage("after", thread.next()));
  }

  private static String said(Exchange exchange) {
    return exchange.json(Say.class).body();
  }

  private Threads threads(Exchange exchange) {
    long lessonId = exchange.pathNumber("id");
    Person person = exchange.person();
    demandTakenOrTaught(person, lessons.course(lessonId), lessonId);
    long before = exchange.queryNumber("before", Long.MAX_VALUE);
    Slice<Post> shown =
        Slice.of(
            database.reading(
                statements -> store.threads(statements, lessonId, before, PAGE_SIZE + 1)),
            PAGE_SIZE);
    return new Threads(lessonId, views(shown, person), shown.next(Post::id));
  }

  private Conversation thread(Exchange exchange) {
    Post post = demanded(exchange);
    long after = exchange.queryNumber("after", 0);
    Post root =
        post.threadId() == null
            ? post
            : database
                .reading(statements -> store.find(statements, post.thread()))
                .orElseThrow(() -> Discussions.unknown(post.thread()));
    Slice<Post> shown =
        Slice.of(
            database.reading(
                statements -> store.replies(statements, root.id(), after, PAGE_SIZE + 1)),
            PAGE_SIZE);
    Person person = exchange.person();
    return new Conversation(
        PostView.of(root, markdown, person.id()), views(shown, person), shown.next(Post::id));
  }

  private List<PostView> views(Slice<Post> shown, Person person) {
    return shown.items().stream().map(post -> PostView.of(post, markdown, person.id())).toList();
  }

  private Answer threadsPage(Exchange exchange) {
    Threads threads = threads(exchange);
    Map<String, Object> model = new HashMap<>();
    model.put("lessonId", threads.lessonId());
    model.put("courseId", taughtCourse(exchange.person(), threads.lessonId()));
    model.put("threads", threads.threads());
    model.put("next", threads.next() == null ? 0L : threads.next());
    model.put("key", Pages.newKey());
    return Answer.page(200, pages.render(exchange, "discussion/threads.jte", model));
  }

  private Answer threadPage(Exchange exchange) {
    Conversation thread = thread(exchange);
    Map<String, Object> model = new HashMap<>();
    model.put("thread", thread.thread());
    model.put("replies", thread.replies());
    model.put("next", thread.next() == null ? 0L : thread.next());
    model.put("courseId", taughtCourse(exchange.person(), thread.thread().lessonId()));
    model.put("key", Pages.newKey());
    return Answer.page(200, pages.render(exchange, "discussion/thread.jte", model));
  }

  private Answer editPage(Exchange exchange) {
    Post post = demanded(exchange);
    if (!post.isOf(exchange.person().id())) {
      throw Problem.forbidden(Words.of("discussion.only-own"));
    }
    Map<String, Object> model =
        Map.of("post", PostView.of(post, markdown, exchange.person().id()), "key", Pages.newKey());
    return Answer.page(200, pages.render(exchange, "discussion/edit.jte", model));
  }

  private Answer begin(Exchange exchange, String said) {
    long lessonId = exchange.pathNumber("id");
    long courseId = lessons.course(lessonId);
    Person person = exchange.person();
    demandTakenOrTaught(person, courseId, lessonId);
    return idempotency.once(
        exchange,
        transaction -> {
          long id = discussions.begin(transaction, person, courseId, lessonId, said);
          return Answer.json(201, new Said(id, id));
        });
  }

  private Answer reply(Exchange exchange, String said) {
    Post post = demanded(exchange);
    Person person = exchange.person();
    return idempotency.once(
        exchange,
        transaction -> {
          long id = discussions.reply(transaction, person.id(), post, person.name(), said);
          return Answer.json(201, new Said(id, post.thread()));
        });
  }

  private Answer edit(Exchange exchange, String said) {
    return changed(
        demanded(exchange),
        transaction ->
            discussions.edit(transaction, exchange.person().id(), exchange.pathNumber("id"), said));
  }

  private Answer delete(Exchange exchange) {
    Post post = demanded(exchange);
    Person person = exchange.person();
    boolean teaches = teaches(person, post.courseId());
    return changed(
        post, transaction -> discussions.delete(transaction, person.id(), teaches, post.id()));
  }

  private Answer answer(Exchange exchange, boolean answer) {
    Post post = demanded(exchange);
    teachers.demand(exchange.person(), post.courseId());
    return changed(
        post,
        transaction -> discussions.answer(transaction, exchange.person().id(), post.id(), answer));
  }

  /** Doing these again changes nothing more, so that they need no key. */
  private Answer changed(Post post, Consumer<Transaction> change) {
    return database.inTransaction(
        transaction -> {
          change.accept(transaction);
          return Answer.json(200, new Said(post.id(), post.thread()));
        });
  }

  /** After a form: the thread that it was about. */
  private static Answer shown(Answer done) {
    Said said = Json.stored(done.body(), Said.class);
    return Answer.seeOther("/posts/" + said.threadId());
  }

  /** The post of the path, which this person may read. */
  private Post demanded(Exchange exchange) {
    long id = exchange.pathNumber("id");
    Post post =
        database
            .reading(statements -> store.find(statements, id))
            .orElseThrow(() -> Discussions.unknown(id));
    demandTakenOrTaught(exchange.person(), post.courseId(), post.lessonId());
    return post;
  }

  private void demandTakenOrTaught(Person person, long courseId, long lessonId) {
    if (!teaches(person, courseId)) {
      lessons.demandOpen(person, lessonId);
    }
  }

  /** The course of a lesson where this person teaches it, or 0. */
  private long taughtCourse(Person person, long lessonId) {
    long courseId = lessons.course(lessonId);
    return teaches(person, courseId) ? courseId : 0;
  }

  private boolean teaches(Person person, long courseId) {
    return person.role() != Person.Role.LEARNER && teachers.teaches(person, courseId);
  }
}
