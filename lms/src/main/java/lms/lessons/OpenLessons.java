package lms.lessons;

import java.time.InstantSource;
import java.util.Optional;
import lms.content.Teachers;
import lms.enrolments.Enrolments;
import lms.platform.Exchange;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Words;

/** Which lessons are open to whom. Thread-safe. */
final class OpenLessons {
  private final LessonStore store;
  private final Enrolments enrolments;
  private final Teachers teachers;
  private final InstantSource clock;

  OpenLessons(LessonStore store, Enrolments enrolments, Teachers teachers, InstantSource clock) {
    this.store = store;
    this.enrolments = enrolments;
    this.teachers = teachers;
    this.clock = clock;
  }

  /** Refuses who does not take the course, or to whom the lesson is not open. */
  void demand(Person person, long lessonId) {
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
  Lesson own(Exchange exchange) {
    Lesson lesson = found(exchange.pathNumber("id"));
    enrolments.demand(exchange.person(), lesson.courseId());
    return lesson;
  }

  /** The same, and open to this person now. */
  Lesson opened(Exchange exchange) {
    long id = exchange.pathNumber("id");
    demand(exchange.person(), id);
    return found(id);
  }

  /** The same; to who teaches the course each lesson is open, drafts too. */
  Lesson openedOrTaught(Exchange exchange) {
    Person person = exchange.person();
    Optional<Lesson> taught =
        person.role() == Person.Role.LEARNER
            ? Optional.empty()
            : store
                .any(exchange.pathNumber("id"))
                .filter(lesson -> teachers.teaches(person, lesson.courseId()));
    return taught.orElseGet(() -> opened(exchange));
  }

  /** The lesson of the path, a draft too, of a course that this person teaches. */
  Lesson taught(Exchange exchange) {
    long id = exchange.pathNumber("id");
    Lesson lesson = store.any(id).orElseThrow(() -> unknown(id));
    teachers.demand(exchange.person(), lesson.courseId());
    return lesson;
  }

  private Lesson found(long id) {
    return store.lesson(id).orElseThrow(() -> unknown(id));
  }

  static Problem unknown(long id) {
    return Problem.notFound(Words.of("lessons.unknown", Long.toString(id)));
  }
}
