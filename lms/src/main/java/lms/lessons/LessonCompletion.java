package lms.lessons;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.DoubleConsumer;
import lms.certificates.Completions;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Idempotency;
import lms.platform.Json;
import lms.platform.Metrics;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/** Completing lessons: by a button, or by what their teachers ask for instead. */
final class LessonCompletion {
  private final OpenLessons open;
  private final LessonStore store;
  private final Database database;
  private final Idempotency idempotency;
  private final Completions completions;
  private final InstantSource clock;
  private final Metrics metrics;
  private final DoubleConsumer percentages;

  LessonCompletion(
      OpenLessons open,
      LessonStore store,
      Database database,
      Idempotency idempotency,
      Completions completions,
      InstantSource clock,
      Metrics metrics) {
    this.open = open;
    this.store = store;
    this.database = database;
    this.idempotency = idempotency;
    this.completions = completions;
    this.clock = clock;
    this.metrics = metrics;
    this.percentages =
        metrics.values("lms_course_progress_percentage", 10, 25, 50, 75, 90, 99, 100);
  }

  void register(Routes routes) {
    routes
        .put("/api/lessons/{id}/completion", Access.SIGNED_IN, this::complete)
        .describedAs(
            Described.as("Marks a lesson as done")
                .once()
                .answers(200, Completed.class, "done; with the certificate where it was the last")
                .refuses(403))
        .post("/lessons/{id}/completion", Access.SIGNED_IN, this::completeForm);
  }

  record Completed(
      long lessonId, boolean completed, int done, int of, @Nullable String certificate) {}

  /** Completes a lesson whose video was watched to the end; a lesson that is done stays so. */
  void viewed(long userId, Lesson lesson) {
    boolean done = database.reading(statements -> store.done(statements, userId, lesson.id()));
    if (!done) {
      var _ = database.inTransaction(transaction -> completed(transaction, userId, lesson));
    }
  }

  private Answer complete(Exchange exchange) {
    Lesson lesson = open.opened(exchange);
    long userId = exchange.person().id();
    if (lesson.completion() == Lesson.Completion.VIEWED) {
      // Not under the key, which would refuse for ever what is only too early.
      demandTimeToWatch(userId, lesson);
    }
    return idempotency.once(
        exchange, transaction -> Answer.json(200, complete(transaction, userId, lesson)));
  }

  /**
   * Who says to have watched a video is believed as soon as that is possible: the page sees nothing
   * of it where there is no script, or where the video is watched elsewhere.
   */
  private void demandTimeToWatch(long userId, Lesson lesson) {
    Progress progress = store.progress(userId, lesson.courseId());
    if (progress.done().contains(lesson.id())) {
      return;
    }
    Integer length = lesson.videoSeconds();
    Instant from = length == null ? null : progress.watched(lesson.id()).possibleFrom(length);
    if (from == null) {
      throw Problem.conflict("completed-otherwise", Words.of("lessons.by-viewing"));
    }
    if (clock.instant().isBefore(from)) {
      throw Problem.conflict("completed-otherwise", Words.of("lessons.too-early", from));
    }
  }

  private Completed complete(Transaction transaction, long userId, Lesson lesson) {
    return switch (lesson.completion()) {
      case HAND, VIEWED -> completed(transaction, userId, lesson);
      case QUIZ -> {
        demandEnrolled(completions.lock(transaction, userId, lesson.courseId()));
        Completions.Progress progress = completions.settle(transaction, userId, lesson.courseId());
        if (!store.done(transaction, userId, lesson.id())) {
          throw Problem.conflict("completed-otherwise", Words.of("lessons.by-quiz"));
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
      completions.lessonDone(transaction, userId, lesson.courseId());
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
    Lesson lesson = open.own(exchange);
    Outline.Line next = store.outline(lesson.courseId()).neighbour(lesson.id(), 1);
    return Answer.seeOther("/lessons/" + (next == null ? lesson.id() : next.id()));
  }
}
