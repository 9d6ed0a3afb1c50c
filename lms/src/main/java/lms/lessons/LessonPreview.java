package lms.lessons;

import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Exchange;
import lms.platform.Pages;
import lms.platform.Routes;

/** A lesson as learners will see it, for its teachers: with the way on through the drafts too. */
final class LessonPreview {
  private final OpenLessons open;
  private final LessonStore store;
  private final Pages pages;

  LessonPreview(OpenLessons open, LessonStore store, Pages pages) {
    this.open = open;
    this.store = store;
    this.pages = pages;
  }

  void register(Routes routes) {
    routes.get("/teach/lessons/{id}/preview", Access.TEACHERS, this::preview);
  }

  private Answer preview(Exchange exchange) {
    Lesson lesson = open.taught(exchange);
    List<Outline.Line> all = store.all(lesson.courseId());
    int at =
        IntStream.range(0, all.size())
            .filter(i -> all.get(i).id() == lesson.id())
            .findFirst()
            .orElse(0);
    var model = new HashMap<String, Object>();
    model.put("lesson", lesson);
    if (at > 0) {
      model.put("previous", all.get(at - 1));
    }
    if (at + 1 < all.size()) {
      model.put("next", all.get(at + 1));
    }
    return Answer.page(200, pages.render(exchange, "lessons/preview.jte", model));
  }
}
