package lms.lessons;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lms.activities.Activities;
import lms.certificates.Completions;
import lms.content.Editions;
import lms.content.Teachers;
import lms.discussion.DiscussionRoutes;
import lms.enrolments.Enrolments;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Idempotency;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Person;
import lms.platform.Routes;
import org.jspecify.annotations.Nullable;

/** Reading, watching and completing lessons, as pages and as JSON. */
public final class LessonRoutes implements DiscussionRoutes.Lessons, AutoCloseable {
  private final LessonStore store;
  private final OpenLessons open;
  private final LessonCompletion completion;
  private final VideoRoutes videos;
  private final LessonFiles files;
  private final LessonPreview preview;
  private final Pages pages;
  private final Clock clock;

  /** Lessons in {@code database}; positions are written by a thread that {@link #close} ends. */
  public LessonRoutes(
      Database database,
      Editions editions,
      Activities activities,
      Idempotency idempotency,
      Enrolments enrolments,
      Teachers teachers,
      Completions completions,
      Pages pages,
      Clock clock,
      Metrics metrics) {
    this.store = new LessonStore(database, editions, activities, metrics);
    this.open = new OpenLessons(store, enrolments, teachers, clock);
    this.completion =
        new LessonCompletion(open, store, database, idempotency, completions, clock, metrics);
    this.videos = new VideoRoutes(open, completion, database, clock, metrics);
    this.files = new LessonFiles(open, store);
    this.preview = new LessonPreview(open, store, pages);
    this.pages = pages;
    this.clock = clock;
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/lessons/{id}", Access.SIGNED_IN, this::page)
        .get("/api/lessons/{id}", Access.SIGNED_IN, this::lesson)
        .describedAs(
            Described.as("A lesson of a course that one takes, and how far one is in it")
                .answers(200, LessonView.class, "the lesson")
                .refuses(403));
    videos.register(routes);
    completion.register(routes);
    files.register(routes);
    preview.register(routes);
  }

  /**
   * A lesson in the API.
   *
   * @param positionSeconds the furthest that one was in its video
   * @param resumeSeconds where one was last
   * @param watchedSeconds that count as watched
   */
  record LessonView(
      long lessonId,
      long courseId,
      String title,
      String html,
      @Nullable Integer videoSeconds,
      int positionSeconds,
      int resumeSeconds,
      int watchedSeconds,
      boolean completed,
      String completion,
      @Nullable Instant dueAt,
      List<Lesson.Captions> captions,
      List<Lesson.Attachment> attachments,
      @Nullable Long previous,
      @Nullable Long next) {}

  private Answer page(Exchange exchange) {
    Lesson lesson = open.own(exchange);
    Outline outline = store.outline(lesson.courseId());
    Progress progress = store.progress(exchange.person().id(), lesson.courseId());
    Instant now = clock.instant();
    List<Lock> locks = outline.locks(lesson.id(), progress, now);
    if (!locks.isEmpty()) {
      Map<String, Object> locked = Map.of("lesson", lesson, "outline", outline, "locks", locks);
      return Answer.page(403, pages.render(exchange, "lessons/locked.jte", locked));
    }
    var model = new HashMap<String, Object>();
    model.put("lesson", lesson);
    model.put("outline", outline);
    model.put("progress", progress);
    model.put("now", now);
    model.put("key", Pages.newKey());
    putIfThere(model, "previous", outline.neighbour(lesson.id(), -1));
    putIfThere(model, "next", outline.neighbour(lesson.id(), 1));
    return Answer.page(200, pages.render(exchange, "lessons/lesson.jte", model));
  }

  private static void putIfThere(
      Map<String, Object> model, String name, Outline.@Nullable Line line) {
    if (line != null) {
      model.put(name, line);
    }
  }

  private Answer lesson(Exchange exchange) {
    Lesson lesson = open.opened(exchange);
    Outline outline = store.outline(lesson.courseId());
    Progress progress = store.progress(exchange.person().id(), lesson.courseId());
    Watched watched = progress.watched(lesson.id());
    return Answer.json(
        200,
        new LessonView(
            lesson.id(),
            lesson.courseId(),
            lesson.title(),
            lesson.html(),
            lesson.videoSeconds(),
            watched.furthest(),
            watched.last(),
            watched.seconds(),
            progress.done().contains(lesson.id()),
            lesson.completion().word(),
            lesson.dueAt(),
            lesson.captions(),
            lesson.attachments(),
            id(outline.neighbour(lesson.id(), -1)),
            id(outline.neighbour(lesson.id(), 1))));
  }

  private static @Nullable Long id(Outline.@Nullable Line line) {
    return line == null ? null : line.id();
  }

  @Override
  public long course(long lessonId) {
    return store
        .lesson(lessonId)
        .map(Lesson::courseId)
        .or(() -> store.course(lessonId))
        .orElseThrow(() -> OpenLessons.unknown(lessonId));
  }

  @Override
  public void demandOpen(Person person, long lessonId) {
    open.demand(person, lessonId);
  }

  @Override
  public void close() {
    videos.close();
  }
}
