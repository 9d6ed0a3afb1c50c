package lms.enrolments;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lms.notifications.Notifications;
import lms.platform.Database;
import lms.platform.Metrics;
import lms.platform.Problem;
import lms.platform.Row;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * The seats of courses: who gets one, who waits in line, and who is next when one is given up. No
 * more seats are ever taken than there are, and none is free while somebody waits. Thread-safe.
 *
 * <p>Locks: whoever changes the line, or gives a seat up, holds the course's row first and until
 * the transaction ends, and then the rows of line and enrolments. Only who enrols takes the row
 * last, because all who want the course wait for it; should that ever meet another, the database
 * breaks the circle and the transaction runs again.
 */
public final class Seats {
  private static final String WISH =
      """
      SELECT EXISTS (SELECT 1 FROM enrolments e WHERE e.user_id = ? AND e.course_id = c.id)
          AS already,
        EXISTS (SELECT 1 FROM waiting_list w WHERE w.course_id = c.id) AS line,
        c.seats IS NULL OR c.seats_taken < c.seats AS free
      FROM courses c WHERE c.id = ? AND c.published_at IS NOT NULL
      """;

  private static final String TAKE_SEAT =
      """
      UPDATE courses SET seats_taken = seats_taken + 1
      WHERE id = ? AND published_at IS NOT NULL AND (seats IS NULL OR seats_taken < seats)
      """;

  private static final String LOCK =
      """
      SELECT title, seats, seats_taken, published_at IS NOT NULL AS published FROM courses
      WHERE id = ? FOR UPDATE
      """;

  private static final String TAKE_SEATS =
      "UPDATE courses SET seats_taken = seats_taken + ? WHERE id = ?";

  private static final String GIVE_UP =
      "UPDATE courses SET seats_taken = seats_taken - 1 WHERE id = ?";

  private static final String ENROL =
      "INSERT INTO enrolments (user_id, course_id, created_at) VALUES (?, ?, ?)";

  private static final String OWN =
      "SELECT completed_at FROM enrolments WHERE user_id = ? AND course_id = ? FOR UPDATE";

  private static final String LEAVE = "DELETE FROM enrolments WHERE user_id = ? AND course_id = ?";

  private static final String LEAVE_GROUPS =
      """
      DELETE m FROM group_members m JOIN course_groups g ON g.id = m.group_id
      WHERE m.user_id = ? AND g.course_id = ?
      """;

  private static final String UNTELL =
      "DELETE FROM enrolment_news WHERE user_id = ? AND course_id = ?";

  private static final String QUEUE =
      "INSERT INTO waiting_list (course_id, user_id, created_at) VALUES (?, ?, ?)";

  private static final String NEXT =
      "SELECT user_id FROM waiting_list WHERE course_id = ? ORDER BY id LIMIT ? FOR UPDATE";

  private static final String UNQUEUE =
      "DELETE FROM waiting_list WHERE user_id = ? AND course_id = ?";

  private static final String PLACE =
      """
      SELECT (SELECT COUNT(*) FROM waiting_list o WHERE o.course_id = w.course_id AND o.id <= w.id)
        AS place
      FROM waiting_list w WHERE w.user_id = ? AND w.course_id = ?
      """;

  /** How many of a line get their seats by the same statements. */
  private static final int SEATED_AT_ONCE = 500;

  private final Enrolments enrolments;
  private final Notifications notifications;
  private final InstantSource clock;
  private final Metrics metrics;

  /** Seats as {@code enrolments} knows them, dated by {@code clock}. */
  public Seats(
      Enrolments enrolments, Notifications notifications, InstantSource clock, Metrics metrics) {
    this.enrolments = enrolments;
    this.notifications = notifications;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** What became of somebody who came to wait. */
  public sealed interface Waiting {
    /** A seat had come free meanwhile and is taken. */
    record Enrolled(long enrolmentId) implements Waiting {}

    /** The place in the line; who has place 1 gets the next seat. */
    record InLine(long place) implements Waiting {}
  }

  /**
   * Enrols and takes a seat, both or neither; answers the enrolment's id.
   *
   * <p>The seat comes last: its row is what all who want one wait for, until the transaction that
   * holds it ends.
   */
  public long enrol(Transaction transaction, long userId, long courseId, String title) {
    Wish wish =
        transaction.first(WISH, Wish::of, userId, courseId).orElseThrow(() -> unknown(courseId));
    if (wish.already()) {
      throw already();
    }
    if (wish.line() || !wish.free()) {
      throw full(); // Nobody overtakes those who wait.
    }
    long id = inserted(transaction, userId, courseId);
    notifications.add(
        transaction,
        userId,
        Notifications.Kind.ENROLMENT,
        Words.of("enrolments.enrolled-news", title),
        "/courses/" + courseId);
    if (transaction.run(TAKE_SEAT, courseId) == 0) {
      throw full();
    }
    transaction.afterCommit(() -> metrics.count("lms_course_enrollments_total", "kind", "self"));
    return id;
  }

  private long inserted(Transaction transaction, long userId, long courseId) {
    try {
      return transaction.insert(ENROL, userId, courseId, clock.instant());
    } catch (RuntimeException e) {
      throw Database.isDuplicate(e) ? already() : e;
    }
  }

  /** Takes the last place in the line, or a seat where one is free. */
  public Waiting await(Transaction transaction, long userId, long courseId) {
    Course course = locked(transaction, courseId);
    if (!course.published()) {
      throw unknown(courseId);
    }
    if (transaction.first(OWN, row -> userId, userId, courseId).isPresent()) {
      throw already();
    }
    promote(transaction, courseId, course);
    if (locked(transaction, courseId).free() > 0) {
      return new Waiting.Enrolled(enrol(transaction, userId, courseId, course.title()));
    }
    if (place(transaction, userId, courseId).isEmpty()) {
      transaction.run(QUEUE, courseId, userId, clock.instant());
      transaction.afterCommit(() -> metrics.count("lms_course_waiting_total", "event", "joined"));
    }
    return new Waiting.InLine(place(transaction, userId, courseId).orElseThrow());
  }

  /** Gives up a place in the line. */
  public void stopWaiting(Transaction transaction, long userId, long courseId) {
    locked(transaction, courseId);
    if (transaction.run(UNQUEUE, userId, courseId) == 0) {
      throw Problem.conflict("not-waiting", Words.of("enrolments.not-waiting"));
    }
    transaction.afterCommit(() -> metrics.count("lms_course_waiting_total", "event", "left"));
  }

  /** Leaves a course; the seat goes to the first in the line. What was learnt stays stored. */
  public void leave(Transaction transaction, long userId, long courseId) {
    var _ = end(transaction, userId, courseId, "enrolments.not-taken", "enrolments.completed");
  }

  /** The same for somebody whom a teacher takes out of a course, and who is told. */
  public void remove(Transaction transaction, long userId, long courseId) {
    Course course =
        end(
            transaction,
            userId,
            courseId,
            "enrolments.not-taken-by",
            "enrolments.completed-by-learner");
    if (course.published()) {
      notifications.add(
          transaction,
          userId,
          Notifications.Kind.ENROLMENT,
          Words.of("enrolments.removed-news", course.title()),
          "/courses/" + courseId);
    }
  }

  /** Ends an enrolment with its groups; {@code notTaken} and {@code isCompleted} say why not. */
  private Course end(
      Transaction transaction, long userId, long courseId, String notTaken, String isCompleted) {
    Course course = locked(transaction, courseId);
    boolean completed =
        transaction
            .first(OWN, row -> row.optionalInstant("completed_at") != null, userId, courseId)
            .orElseThrow(() -> Problem.conflict("not-enrolled", Words.of(notTaken)));
    if (completed) {
      throw Problem.conflict("course-completed", Words.of(isCompleted));
    }
    transaction.run(LEAVE, userId, courseId);
    transaction.run(LEAVE_GROUPS, userId, courseId);
    transaction.run(UNTELL, userId, courseId);
    transaction.run(GIVE_UP, courseId);
    promote(transaction, courseId, course.withOneLess());
    transaction.afterCommit(
        () -> {
          enrolments.ended(userId, courseId);
          metrics.count("lms_course_departures_total");
        });
    return course;
  }

  /** Lets in who waits as far as there are seats: after some were added, and at publication. */
  public void promote(Transaction transaction, long courseId) {
    promote(transaction, courseId, locked(transaction, courseId));
  }

  private void promote(Transaction transaction, long courseId, Course course) {
    long free = course.free();
    List<Long> next = next(transaction, courseId, free);
    while (!next.isEmpty()) {
      free -= seat(transaction, next, courseId, course.title());
      next = next(transaction, courseId, free);
    }
  }

  private static List<Long> next(Transaction transaction, long courseId, long free) {
    return free <= 0
        ? List.of()
        : transaction.list(
            NEXT, row -> row.number("user_id"), courseId, Math.min(free, SEATED_AT_ONCE));
  }

  /** Takes people out of the line and enrols them; answers how many seats that took. */
  private long seat(Transaction transaction, List<Long> users, long courseId, String title) {
    List<Object> these = new ArrayList<>(List.of(courseId));
    these.addAll(users);
    String among = " WHERE course_id = ? AND user_id IN (" + Transaction.marks(users.size()) + ')';
    transaction.run("DELETE FROM waiting_list" + among, these.toArray());
    // A teacher may have enrolled some of them meanwhile.
    List<Long> fresh = new ArrayList<>(users);
    fresh.removeAll(
        transaction.list(
            "SELECT user_id FROM enrolments" + among + " FOR UPDATE",
            row -> row.number("user_id"),
            these.toArray()));
    if (fresh.isEmpty()) {
      return 0;
    }
    Instant now = clock.instant();
    transaction.run(
        "INSERT INTO enrolments (user_id, course_id, created_at) VALUES "
            + Transaction.marks("(?, ?, ?)", fresh.size()),
        fresh.stream().flatMap(user -> Stream.of(user, courseId, now)).toArray());
    transaction.run(TAKE_SEATS, fresh.size(), courseId);
    notifications.addToAll(
        transaction,
        fresh,
        Notifications.Kind.SEAT,
        Words.of("enrolments.seat-news", title),
        "/courses/" + courseId);
    transaction.afterCommit(
        () -> {
          metrics.add(fresh.size(), "lms_course_enrollments_total", "kind", "waiting");
          metrics.add(fresh.size(), "lms_course_waiting_total", "event", "seated");
        });
    return fresh.size();
  }

  /** Somebody's place in the line of a course, from 1; empty where there is none. */
  public Optional<Long> place(Transaction statements, long userId, long courseId) {
    return statements.first(PLACE, row -> row.number("place"), userId, courseId);
  }

  private static Course locked(Transaction transaction, long courseId) {
    return transaction.first(LOCK, Course::of, courseId).orElseThrow(() -> unknown(courseId));
  }

  private static Problem unknown(long courseId) {
    return Problem.notFound(Words.of("enrolments.unknown-course", Long.toString(courseId)));
  }

  private static Problem already() {
    return Problem.conflict("already-enrolled", Words.of("enrolments.already"));
  }

  private static Problem full() {
    return Problem.conflict("course-full", Words.of("enrolments.full"));
  }

  /** What stands against an enrolment before anything is locked. */
  private record Wish(boolean already, boolean line, boolean free) {
    static Wish of(Row row) {
      return new Wish(row.number("already") != 0, row.number("line") != 0, row.number("free") != 0);
    }
  }

  /** A course whose row is locked. */
  private record Course(String title, @Nullable Long seats, long taken, boolean published) {
    static Course of(Row row) {
      return new Course(
          row.text("title"),
          row.optionalNumber("seats"),
          row.number("seats_taken"),
          row.number("published") != 0);
    }

    Course withOneLess() {
      return new Course(title, seats, taken - 1, published);
    }

    /** Seats that may be given; none while nobody sees the course. */
    long free() {
      return !published ? 0 : seats == null ? Long.MAX_VALUE : seats - taken;
    }
  }
}
