package lms.lessons;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import lms.activities.Activities;
import lms.certificates.Completions;
import lms.content.Editions;
import lms.discussion.DiscussionRoutes;
import lms.enrolments.Enrolments;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Idempotency;
import lms.platform.Json;
import lms.platform.Limits;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Transaction;
import lms.platform.Unavailable;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/** Reading, watching and completing lessons, as pages and as JSON. */
public final class LessonRoutes implements DiscussionRoutes.Lessons, AutoCloseable {
  private static final int BATCH_MAX = 100;
  private static final int QUEUE_MAX = 2_000;

  private final LessonStore store;
  private final Database database;
  private final PositionWriter positions;
  private final Idempotency idempotency;
  private final Enrolments enrolments;
  private final Completions completions;
  private final Pages pages;
  private final Clock clock;
  private final Runnable countStored;
  private final Runnable countCoalesced;
  private final DoubleConsumer percentages;
  private final Metrics metrics;

  /** Lessons in {@code database}; positions are written by a thread that {@link #close} ends. */
  public LessonRoutes(
      Database database,
      Editions editions,
      Activities activities,
      Idempotency idempotency,
      Enrolments enrolments,
      Completions completions,
      Pages pages,
      Clock clock,
      Metrics metrics) {
    this.store = new LessonStore(database, editions, activities, metrics);
    this.database = database;
    this.positions = new PositionWriter(BATCH_MAX, QUEUE_MAX, new PositionStore(database, clock));
    this.idempotency = idempotency;
    this.enrolments = enrolments;
    this.completions = completions;
    this.pages = pages;
    this.clock = clock;
    this.metrics = metrics;
    this.percentages =
        metrics.values("lms_course_progress_percentage", 10, 25, 50, 75, 90, 99, 100);
    metrics.gauge("lms_video_position_queue", positions::queued);
    this.countStored = metrics.counting("lms_video_position_writes_total", "result", "stored");
    this.countCoalesced =
        metrics.counting("lms_video_position_writes_total", "result", "coalesced");
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/lessons/{id}", Access.SIGNED_IN, this::page)
        .get("/api/lessons/{id}", Access.SIGNED_IN, this::lesson)
        .describedAs(
            Described.as("A lesson of a course that one takes, and how far one is in it")
                .answers(200, LessonView.class, "the lesson")
                .refuses(403))
        .put("/api/lessons/{id}/position", Access.SIGNED_IN, this::position)
        .describedAs(
            Described.as("Keeps how far one has watched the video")
                .takes(SetPosition.class)
                .answers(200, Stored.class, "what is kept now, which may be a newer one")
                .refuses(403, 422))
        .post("/lessons/{id}/position", Access.SIGNED_IN, this::positionForm)
        .put("/api/lessons/{id}/completion", Access.SIGNED_IN, this::complete)
        .describedAs(
            Described.as("Marks a lesson as done")
                .once()
                .answers(200, Completed.class, "done; with the certificate where it was the last")
                .refuses(403))
        .post("/lessons/{id}/completion", Access.SIGNED_IN, this::completeForm)
        .get("/lessons/{id}/captions/{language}", Access.SIGNED_IN, this::captions)
        .get("/lessons/{id}/attachments/{attachment}", Access.SIGNED_IN, this::attachment);
  }

  /** A lesson in the API. */
  record LessonView(
      long lessonId,
      long courseId,
      String title,
      String html,
      @Nullable Integer videoSeconds,
      int positionSeconds,
      boolean completed,
      String completion,
      @Nullable Instant dueAt,
      List<Lesson.Captions> captions,
      List<Lesson.Attachment> attachments,
      @Nullable Long previous,
      @Nullable Long next) {}

  record SetPosition(@Limits(min = 0) int seconds) {}

  record Stored(long lessonId, int seconds, boolean coalesced) {}

  record Completed(
      long lessonId, boolean completed, int done, int of, @Nullable String certificate) {}

  private Answer page(Exchange exchange) {
    Lesson lesson = own(exchange);
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
    Lesson lesson = opened(exchange);
    Outline outline = store.outline(lesson.courseId());
    Progress progress = store.progress(exchange.person().id(), lesson.courseId());
    return Answer.json(
        200,
        new LessonView(
            lesson.id(),
            lesson.courseId(),
            lesson.title(),
            lesson.html(),
            lesson.videoSeconds(),
            progress.seconds(lesson.id()),
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

  private Answer position(Exchange exchange) {
    int seconds = exchange.json(SetPosition.class).seconds();
    return Answer.json(200, position(exchange.person(), opened(exchange), seconds));
  }

  private Answer positionForm(Exchange exchange) {
    Lesson lesson = opened(exchange);
    try {
      position(exchange.person(), lesson, Integer.parseInt(exchange.field("seconds").strip()));
    } catch (NumberFormatException e) {
      throw Problem.wrong("bad-position", Words.of("lessons.position-number"));
    }
    return Answer.seeOther("/lessons/" + lesson.id());
  }

  private Stored position(Person person, Lesson lesson, int seconds) {
    Integer length = lesson.videoSeconds();
    if (length == null) {
      throw Problem.wrong("no-video", Words.of("lessons.no-video"));
    }
    if (seconds < 0 || seconds > length) {
      throw Problem.wrong("bad-position", Words.of("lessons.position-range", seconds, length));
    }
    var key = new Position.Key(person.id(), lesson.id());
    return switch (positions.write(new Position(key, lesson.courseId(), seconds))) {
      case PositionWriter.Outcome.Committed(int committed, boolean replaced) -> {
        (replaced ? countCoalesced : countStored).run();
        if (lesson.completedAt(committed)) {
          viewed(person.id(), lesson);
        }
        yield new Stored(lesson.id(), committed, replaced);
      }
      case PositionWriter.Outcome.Refused() ->
          throw new Unavailable("Too many video positions wait to be stored", 1);
    };
  }

  /** Completes a lesson whose video was watched to the end; a lesson that is done stays so. */
  private void viewed(long userId, Lesson lesson) {
    boolean done = database.reading(statements -> store.done(statements, userId, lesson.id()));
    if (!done) {
      var _ = database.inTransaction(transaction -> completed(transaction, userId, lesson));
    }
  }

  private Answer complete(Exchange exchange) {
    Lesson lesson = opened(exchange);
    long userId = exchange.person().id();
    return idempotency.once(
        exchange, transaction -> Answer.json(200, complete(transaction, userId, lesson)));
  }

  private Completed complete(Transaction transaction, long userId, Lesson lesson) {
    return switch (lesson.completion()) {
      case HAND -> completed(transaction, userId, lesson);
      case VIEWED, QUIZ -> {
        demandEnrolled(completions.lock(transaction, userId, lesson.courseId()));
        Completions.Progress progress = completions.settle(transaction, userId, lesson.courseId());
        if (!store.done(transaction, userId, lesson.id())) {
          throw Problem.conflict(
              "completed-otherwise",
              Words.of(
                  lesson.completion() == Lesson.Completion.VIEWED
                      ? "lessons.by-viewing"
                      : "lessons.by-quiz"));
        }
        yield view(lesson, progress);
      }
    };
  }

  private Completed completed(Transaction transaction, long userId, Lesson lesson) {
    demandEnrolled(completions.lock(transaction, userId, lesson.courseId()));
    boolean first = store.complete(transaction, userId, lesson, clock.instant());
    Completions.Progress progress = completions.settle(transaction, userId, lesson.courseId());
    if (first) {
      transaction.afterCommit(
          () -> {
            metrics.count("lms_lesson_completions_total");
            percentages.accept(100.0 * progress.done() / progress.of());
          });
    }
    return view(lesson, progress);
  }

  private static void demandEnrolled(boolean enrolled) {
    if (!enrolled) {
      throw Problem.forbidden(Words.of("lessons.enrol-first"));
    }
  }

  private static Completed view(Lesson lesson, Completions.Progress progress) {
    return new Completed(lesson.id(), true, progress.done(), progress.of(), progress.certificate());
  }

  /** On to the next lesson, or to the certificate where this was what it took. */
  private Answer completeForm(Exchange exchange) {
    Completed completed = Json.stored(complete(exchange).body(), Completed.class);
    if (completed.certificate() != null) {
      return Answer.seeOther("/certificates/" + completed.certificate());
    }
    Lesson lesson = own(exchange);
    Outline.Line next = store.outline(lesson.courseId()).neighbour(lesson.id(), 1);
    return Answer.seeOther("/lessons/" + (next == null ? lesson.id() : next.id()));
  }

  private Answer captions(Exchange exchange) {
    Lesson lesson = opened(exchange);
    String language = exchange.pathText("language");
    return store
        .captions(lesson.id(), language)
        .map(text -> Answer.of("text/vtt; charset=utf-8", text.getBytes(StandardCharsets.UTF_8)))
        .orElseThrow(() -> Problem.notFound(Words.of("lessons.no-captions", language)));
  }

  /**
   * As bytes of no known type, to be saved and never shown: what a file says it is may be a lie.
   */
  private Answer attachment(Exchange exchange) {
    Lesson lesson = opened(exchange);
    long id = exchange.pathNumber("attachment");
    Lesson.Attachment attachment =
        lesson.attachments().stream()
            .filter(candidate -> candidate.id() == id)
            .findFirst()
            .orElseThrow(() -> noAttachment(id));
    byte[] content = store.content(lesson.id(), id).orElseThrow(() -> noAttachment(id));
    String name = URLEncoder.encode(attachment.name(), StandardCharsets.UTF_8).replace("+", "%20");
    return Answer.of(Images.type(content), content)
        .with("Content-Disposition", "attachment; filename*=UTF-8''" + name);
  }

  private static Problem noAttachment(long id) {
    return Problem.notFound(Words.of("lessons.no-attachment", Long.toString(id)));
  }

  @Override
  public long course(long lessonId) {
    return found(lessonId).courseId();
  }

  @Override
  public void demandOpen(Person person, long lessonId) {
    Lesson lesson = found(lessonId);
    enrolments.demand(person, lesson.courseId());
    if (lesson.conditional()) {
      Progress progress = store.progress(person.id(), lesson.courseId());
      store.outline(lesson.courseId()).locks(lessonId, progress, clock.instant()).stream()
          .findFirst()
          .ifPresent(
              lock -> {
                throw Problem.forbidden("locked", lock.words());
              });
    }
  }

  /** The lesson of the path, in a course that this person takes. */
  private Lesson own(Exchange exchange) {
    Lesson lesson = found(exchange.pathNumber("id"));
    enrolments.demand(exchange.person(), lesson.courseId());
    return lesson;
  }

  /** The same, and open to this person now. */
  private Lesson opened(Exchange exchange) {
    long id = exchange.pathNumber("id");
    demandOpen(exchange.person(), id);
    return found(id);
  }

  private Lesson found(long id) {
    return store
        .lesson(id)
        .orElseThrow(() -> Problem.notFound(Words.of("lessons.unknown", Long.toString(id))));
  }

  @Override
  public void close() {
    positions.close();
  }
}
