package lms.lessons;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Exchange;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Words;

/** The captions of a lesson's video and what is attached to it, for learners and teachers. */
final class LessonFiles {
  private final OpenLessons open;
  private final LessonStore store;

  LessonFiles(OpenLessons open, LessonStore store) {
    this.open = open;
    this.store = store;
  }

  void register(Routes routes) {
    routes
        .get("/lessons/{id}/captions/{language}", Access.SIGNED_IN, this::captions)
        .get("/lessons/{id}/attachments/{attachment}", Access.SIGNED_IN, this::attachment);
  }

  private Answer captions(Exchange exchange) {
    Lesson lesson = open.openedOrTaught(exchange);
    String language = exchange.pathText("language");
    return store
        .captions(lesson.id(), language)
        .map(text -> Answer.of("text/vtt; charset=utf-8", text.getBytes(StandardCharsets.UTF_8)))
        .orElseThrow(() -> Problem.notFound(Words.of("lessons.no-captions", language)));
  }

  /**
   * To be saved; only what is a picture by its bytes is shown, because what a file says it is may
   * be a lie.
   */
  private Answer attachment(Exchange exchange) {
    Lesson lesson = open.openedOrTaught(exchange);
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
}
