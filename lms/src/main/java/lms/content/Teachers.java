package lms.content;

import java.util.Optional;
import java.util.function.Function;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Transaction;
import lms.platform.Words;

/**
 * Who may teach a course: its teacher and administrators. The one place where this is decided.
 * Thread-safe. It is asked anew each time, because a course may get another teacher.
 */
public final class Teachers {
  private static final String TEACHER = "SELECT teacher_id FROM courses WHERE id = ?";

  private final Database database;

  /** Teachers in {@code database}. */
  public Teachers(Database database) {
    this.database = database;
  }

  /** The course that the path names as {@code id}, of which the person is a teacher. */
  public long course(Exchange exchange) {
    long id = exchange.pathNumber("id");
    demand(exchange.person(), id);
    return id;
  }

  /** The course of what the path names, of which the person is a teacher; 404 for nothing. */
  public long courseOf(Exchange exchange, Function<Transaction, Optional<Long>> find) {
    long courseId = database.reading(find).orElseThrow(Problem::nothingHere);
    demand(exchange.person(), courseId);
    return courseId;
  }

  /** Refuses with 404 where there is no such course, and with 403 who does not teach it. */
  public void demand(Person person, long courseId) {
    if (!teaches(person, courseId)) {
      throw Problem.forbidden(Words.of("content.teachers-only"));
    }
  }

  /** Whether somebody may teach a course, which must exist. */
  public boolean teaches(Person person, long courseId) {
    return database.reading(statements -> teaches(statements, person, courseId));
  }

  private static boolean teaches(Transaction statements, Person person, long courseId) {
    long teacher =
        statements
            .first(TEACHER, row -> row.number("teacher_id"), courseId)
            .orElseThrow(
                () ->
                    Problem.notFound(Words.of("content.unknown-course", Long.toString(courseId))));
    return switch (person.role()) {
      case LEARNER -> false;
      case TEACHER -> teacher == person.id();
      case ADMINISTRATOR -> true;
    };
  }
}
