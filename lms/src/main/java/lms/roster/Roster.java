package lms.roster;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import lms.notifications.Notifications;
import lms.platform.Database;
import lms.platform.Transaction;
import lms.platform.Words;

/**
 * Who takes a course, as its teacher sees it. Thread-safe.
 *
 * <p>A teacher may enrol more people than there are seats: their number is a limit for who comes by
 * themselves. Who has no account yet gets one without a password, which is set by registering with
 * that address. Whoever is enrolled before the course is published hears of it once it is.
 */
final class Roster {
  /** What a password's hash is of somebody who never set one. */
  private static final String UNSET = "-";

  private static final String ENROLLED =
      """
      SELECT e.id, u.id AS user_id, u.name, u.email, e.created_at, e.completed_at
      FROM enrolments e JOIN users u ON u.id = e.user_id
      """;

  private static final String PAGE =
      ENROLLED
          + " WHERE e.course_id = ? AND e.id > ? AND (u.name LIKE ? OR u.email LIKE ?)"
          + " ORDER BY e.id LIMIT ?";

  private static final String ONE = ENROLLED + " WHERE e.course_id = ? AND e.user_id = ?";

  private static final String UNTOLD =
      """
      SELECT n.course_id, c.title
      FROM enrolment_news n JOIN courses c ON c.id = n.course_id AND c.published_at IS NOT NULL
      ORDER BY n.course_id LIMIT 1
      """;

  private static final int TOLD_AT_ONCE = 500;

  private final Notifications notifications;
  private final InstantSource clock;

  Roster(Notifications notifications, InstantSource clock) {
    this.notifications = notifications;
    this.clock = clock;
  }

  /** Learners behind an enrolment whose name or address has {@code search} somewhere. */
  List<Enrolled> page(Transaction statements, long courseId, String search, long after, int limit) {
    String pattern = Transaction.containing(search);
    return statements.list(PAGE, Enrolled::of, courseId, after, pattern, pattern, limit);
  }

  Optional<Enrolled> find(Transaction statements, long courseId, long userId) {
    return statements.first(ONE, Enrolled::of, courseId, userId);
  }

  /**
   * What became of some people.
   *
   * @param enrolled who take the course now and did not before
   * @param created of them, who had no account
   */
  record Outcome(long enrolled, long created, long already) {
    Outcome plus(Outcome other) {
      return new Outcome(
          enrolled + other.enrolled, created + other.created, already + other.already);
    }
  }

  /**
   * Enrols people, all in one transaction and by the same few statements.
   *
   * @param names by address, in small letters; a name is used for who has no account yet
   */
  Outcome enrol(
      Transaction transaction, long courseId, String title, SequencedMap<String, String> names) {
    Instant now = clock.instant();
    Map<String, Long> known = ids(transaction, names.sequencedKeySet());
    SequencedMap<String, String> unknown = new LinkedHashMap<>(names);
    unknown.keySet().removeAll(known.keySet());
    if (!unknown.isEmpty()) {
      create(transaction, unknown, now);
      known.putAll(ids(transaction, unknown.sequencedKeySet()));
    }
    List<Long> users = known.values().stream().sorted().toList();
    List<Long> already = taking(transaction, courseId, users);
    List<Long> fresh = new ArrayList<>(users);
    fresh.removeAll(new java.util.HashSet<>(already));
    if (!fresh.isEmpty()) {
      add(transaction, courseId, fresh, now);
      // Asked once the course's row is ours: a publication comes before or after this as a whole.
      if (published(transaction, courseId)) {
        tell(transaction, courseId, title, fresh);
      } else {
        tellLater(transaction, courseId, fresh);
      }
    }
    return new Outcome(fresh.size(), unknown.size(), already.size());
  }

  private static boolean published(Transaction transaction, long courseId) {
    return transaction
        .first(
            "SELECT id FROM courses WHERE id = ? AND published_at IS NOT NULL",
            row -> row.number("id"),
            courseId)
        .isPresent();
  }

  private void tell(Transaction transaction, long courseId, String title, List<Long> users) {
    notifications.addToAll(
        transaction,
        users,
        Notifications.Kind.ENROLMENT,
        Words.of("roster.enrolled-news", title),
        "/courses/" + courseId);
  }

  private static void tellLater(Transaction transaction, long courseId, List<Long> users) {
    transaction.run(
        "INSERT IGNORE INTO enrolment_news (course_id, user_id) VALUES "
            + Transaction.marks("(?, ?)", users.size()),
        users.stream().flatMap(user -> Stream.of(courseId, user)).toArray());
  }

  private record Untold(long courseId, String title) {}

  /** Tells some of those who were enrolled before a publication; false where all are told. */
  boolean tellSome(Database database) {
    Optional<Untold> untold =
        database.reading(
            statements ->
                statements.first(
                    UNTOLD, row -> new Untold(row.number("course_id"), row.text("title"))));
    untold.ifPresent(
        course -> database.inTransaction(transaction -> tellSome(transaction, course)));
    return untold.isPresent();
  }

  private int tellSome(Transaction transaction, Untold course) {
    List<Long> some =
        transaction.list(
            "SELECT user_id FROM enrolment_news WHERE course_id = ? ORDER BY user_id LIMIT ?"
                + " FOR UPDATE",
            row -> row.number("user_id"),
            course.courseId(),
            TOLD_AT_ONCE);
    if (!some.isEmpty()) {
      tell(transaction, course.courseId(), course.title(), some);
      List<Object> parameters = new ArrayList<>(List.of(course.courseId()));
      parameters.addAll(some);
      transaction.run(
          "DELETE FROM enrolment_news WHERE course_id = ? AND user_id IN ("
              + Transaction.marks(some.size())
              + ')',
          parameters.toArray());
    }
    return some.size();
  }

  private static Map<String, Long> ids(
      Transaction transaction, java.util.Collection<String> emails) {
    Map<String, Long> ids = new HashMap<>();
    transaction.list(
        "SELECT id, email FROM users WHERE email IN (" + Transaction.marks(emails.size()) + ')',
        row -> ids.put(row.text("email").toLowerCase(java.util.Locale.ROOT), row.number("id")),
        emails.toArray());
    return ids;
  }

  private static void create(Transaction transaction, Map<String, String> names, Instant now) {
    transaction.run(
        "INSERT IGNORE INTO users (email, name, role, password_hash, created_at) VALUES "
            + Transaction.marks("(?, ?, 'learner', '" + UNSET + "', ?)", names.size()),
        names.entrySet().stream()
            .flatMap(person -> Stream.of(person.getKey(), person.getValue(), now))
            .toArray());
  }

  private static List<Long> taking(Transaction transaction, long courseId, List<Long> users) {
    List<Object> parameters = new ArrayList<>(List.of(courseId));
    parameters.addAll(users);
    return transaction.list(
        "SELECT user_id FROM enrolments WHERE course_id = ? AND user_id IN ("
            + Transaction.marks(users.size())
            + ')',
        row -> row.number("user_id"),
        parameters.toArray());
  }

  /** The course's row comes last: its lock is what everybody waits for who wants a seat. */
  private static void add(Transaction transaction, long courseId, List<Long> users, Instant now) {
    long added =
        transaction.run(
            "INSERT IGNORE INTO enrolments (user_id, course_id, created_at) VALUES "
                + Transaction.marks("(?, ?, ?)", users.size()),
            users.stream().flatMap(user -> Stream.of(user, courseId, now)).toArray());
    List<Object> parameters = new ArrayList<>(List.of(courseId));
    parameters.addAll(users);
    transaction.run(
        "DELETE FROM waiting_list WHERE course_id = ? AND user_id IN ("
            + Transaction.marks(users.size())
            + ')',
        parameters.toArray());
    transaction.run(
        "UPDATE courses SET seats_taken = seats_taken + ? WHERE id = ?", added, courseId);
  }
}
