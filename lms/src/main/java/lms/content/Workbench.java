package lms.content;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import lms.platform.Answer;
import lms.platform.Exchange;
import lms.platform.Idempotency;
import lms.platform.Json;
import lms.platform.Transaction;

/**
 * What all edits of a course have in common: who may, once a key, in one transaction that makes the
 * course's next edition and that no other edit of the course runs beside. Thread-safe.
 */
public final class Workbench {
  private final Editions editions;
  private final Teachers teachers;
  private final Idempotency idempotency;
  private final BiConsumer<Transaction, Long> relaxed;

  /**
   * Edits of courses by their {@code teachers}.
   *
   * @param relaxed is told of each course in which less may be left to do, in that transaction
   */
  public Workbench(
      Editions editions,
      Teachers teachers,
      Idempotency idempotency,
      BiConsumer<Transaction, Long> relaxed) {
    this.editions = editions;
    this.teachers = teachers;
    this.idempotency = idempotency;
    this.relaxed = relaxed;
  }

  /** An edit of a course. */
  @FunctionalInterface
  public interface Edit<T> {
    /** Runs the statements of the edit, which makes {@code edition}. */
    T run(Transaction transaction, long edition);
  }

  /** Where a new thing is, as a key remembers it. */
  record Created(long id) {}

  /** What a key remembers of an edit. */
  record Edited(boolean saved) {}

  /** The course that the path names, of which the person is a teacher. */
  public long course(Exchange exchange) {
    return teachers.course(exchange);
  }

  /** The course of what the path names, of which the person is a teacher; 404 for nothing. */
  public long courseOf(Exchange exchange, Function<Transaction, Optional<Long>> find) {
    return teachers.courseOf(exchange, find);
  }

  /** Refuses who does not teach a course. */
  public void demand(Exchange exchange, long courseId) {
    teachers.demand(exchange.person(), courseId);
  }

  /** Adds something outside of any course, and answers its id. */
  public long create(Exchange exchange, Function<Transaction, Long> write) {
    Answer answer =
        idempotency.once(
            exchange, transaction -> Answer.json(200, new Created(write.apply(transaction))));
    return Json.stored(answer.body(), Created.class).id();
  }

  /** Runs an edit that adds something to a course, and answers its id. */
  public long create(Exchange exchange, long courseId, Edit<Long> edit) {
    return create(
        exchange, transaction -> edit.run(transaction, editions.next(transaction, courseId)));
  }

  /** Runs an edit, and says what it said: whether the row was as its author had seen it. */
  public boolean edit(Exchange exchange, long courseId, Edit<Boolean> edit) {
    Answer answer =
        idempotency.once(
            exchange,
            transaction -> {
              long edition = editions.next(transaction, courseId);
              return Answer.json(200, new Edited(edit.run(transaction, edition)));
            });
    return Json.stored(answer.body(), Edited.class).saved();
  }

  /** The same for an edit after which less may be left to do to complete the course. */
  public boolean relax(Exchange exchange, long courseId, Edit<Boolean> edit) {
    return edit(
        exchange,
        courseId,
        (work, edition) -> {
          boolean saved = edit.run(work, edition);
          if (saved) {
            relaxed.accept(work, courseId);
          }
          return saved;
        });
  }
}
