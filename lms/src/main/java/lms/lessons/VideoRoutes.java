package lms.lessons;

import java.time.InstantSource;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Limits;
import lms.platform.Metrics;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Unavailable;
import lms.platform.Words;

/** Where learners are in the videos of lessons, which may complete them. */
final class VideoRoutes implements AutoCloseable {
  private static final int BATCH_MAX = 100;
  private static final int QUEUE_MAX = 2_000;

  private final OpenLessons open;
  private final LessonCompletion completion;
  private final PositionWriter positions;
  private final Runnable countStored;
  private final Runnable countCoalesced;

  VideoRoutes(
      OpenLessons open,
      LessonCompletion completion,
      Database database,
      InstantSource clock,
      Metrics metrics) {
    this.open = open;
    this.completion = completion;
    this.positions = new PositionWriter(BATCH_MAX, QUEUE_MAX, new PositionStore(database, clock));
    metrics.gauge("lms_video_position_queue", positions::queued);
    this.countStored = metrics.counting("lms_video_position_writes_total", "result", "stored");
    this.countCoalesced =
        metrics.counting("lms_video_position_writes_total", "result", "coalesced");
  }

  void register(Routes routes) {
    routes
        .put("/api/lessons/{id}/position", Access.SIGNED_IN, this::position)
        .describedAs(
            Described.as("Says where one is in the video; to begin with, and while it plays")
                .takes(SetPosition.class)
                .answers(200, Stored.class, "the furthest second kept, and how much was watched")
                .refuses(403, 422))
        .post("/lessons/{id}/position", Access.SIGNED_IN, this::positionForm);
  }

  record SetPosition(@Limits(min = 0) int seconds) {}

  /**
   * What is kept.
   *
   * @param seconds the furthest that was reached
   * @param watchedSeconds that count as watched
   */
  record Stored(long lessonId, int seconds, int watchedSeconds, boolean coalesced) {}

  private Answer position(Exchange exchange) {
    int seconds = exchange.json(SetPosition.class).seconds();
    return Answer.json(200, position(exchange.person(), open.opened(exchange), seconds));
  }

  private Answer positionForm(Exchange exchange) {
    Lesson lesson = open.opened(exchange);
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
    return switch (positions.write(Position.at(key, lesson.courseId(), length, seconds))) {
      case PositionWriter.Outcome.Committed(Watched watched, boolean replaced) -> {
        (replaced ? countCoalesced : countStored).run();
        if (lesson.completedBy(watched)) {
          completion.viewed(person.id(), lesson);
        }
        yield new Stored(lesson.id(), watched.furthest(), watched.seconds(), replaced);
      }
      case PositionWriter.Outcome.Refused() ->
          throw new Unavailable("Too many video positions wait to be stored", 1);
    };
  }

  @Override
  public void close() {
    positions.close();
  }
}
