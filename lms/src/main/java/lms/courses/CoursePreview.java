package lms.courses;

import java.time.InstantSource;
import java.util.Map;
import lms.content.Teachers;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Exchange;
import lms.platform.Pages;
import lms.platform.Problem;
import lms.platform.Routes;

/** A course's page as learners see it or will, for its teachers: published or not. */
final class CoursePreview {
  private final CourseStore store;
  private final Teachers teachers;
  private final Pages pages;
  private final InstantSource clock;

  CoursePreview(CourseStore store, Teachers teachers, Pages pages, InstantSource clock) {
    this.store = store;
    this.teachers = teachers;
    this.pages = pages;
    this.clock = clock;
  }

  void register(Routes routes) {
    routes.get("/teach/courses/{id}/preview", Access.TEACHERS, this::preview);
  }

  private Answer preview(Exchange exchange) {
    long id = teachers.course(exchange);
    Map<String, Object> model =
        Map.of(
            "course",
            store.any(id).orElseThrow(Problem::nothingHere),
            "enrolled",
            false,
            "place",
            0L,
            "standing",
            Standing.NOWHERE,
            "now",
            clock.instant(),
            "key",
            "",
            "preview",
            true);
    return Answer.page(200, pages.render(exchange, "courses/course.jte", model));
  }
}
