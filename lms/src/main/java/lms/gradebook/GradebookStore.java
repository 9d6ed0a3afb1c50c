package lms.gradebook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lms.groups.Wanted;
import lms.platform.Database;
import lms.platform.Transaction;
import org.jspecify.annotations.Nullable;

/** The gradebook in the database, read by four statements a page. Holds no state. */
final class GradebookStore {
  private static final String ITEMS =
      """
      SELECT q.id AS quiz_id, i.id AS item_id, q.title, COALESCE(i.weight, 1) AS weight
      FROM quizzes q LEFT JOIN grade_items i ON i.quiz_id = q.id
      WHERE q.course_id = ? AND NOT q.draft
      UNION ALL
      SELECT NULL, id, title, weight FROM grade_items WHERE course_id = ? AND quiz_id IS NULL
      """;

  private static final String LEARNERS =
      """
      SELECT e.id, u.id AS user_id, u.name, u.email
      FROM enrolments e JOIN users u ON u.id = e.user_id
      WHERE e.course_id = ? AND e.id > ? AND (u.name LIKE ? OR u.email LIKE ?)
      ORDER BY e.id LIMIT ?
      """;

  private static final String MEMBERS =
      """
      SELECT e.id, u.id AS user_id, u.name, u.email
      FROM group_members m
        JOIN enrolments e ON e.user_id = m.user_id AND e.course_id = ?
        JOIN users u ON u.id = m.user_id
      WHERE m.group_id = ? AND e.id > ? AND (u.name LIKE ? OR u.email LIKE ?)
      ORDER BY e.id LIMIT ?
      """;

  private static final String ONE =
      """
      SELECT e.id, u.id AS user_id, u.name, u.email
      FROM enrolments e JOIN users u ON u.id = e.user_id
      WHERE e.course_id = ? AND e.user_id = ?
      """;

  /** What is graded, and the row that weighs it, where there is one. */
  record Item(@Nullable Long quizId, @Nullable Long itemId, String title, double weight) {
    String code() {
      return quizId == null ? "i" + itemId : "q" + quizId;
    }

    Gradebook.Item shown() {
      return new Gradebook.Item(code(), title, weight);
    }
  }

  private record Learner(long enrolmentId, long userId, String name, String email) {
    static Learner of(lms.platform.Row row) {
      return new Learner(
          row.number("id"), row.number("user_id"), row.text("name"), row.text("email"));
    }
  }

  private record Key(long userId, String code) {}

  /** Quizzes first, each in the order in which it was made. */
  List<Item> items(Transaction statements, long courseId) {
    List<Item> items =
        new ArrayList<>(
            statements.list(
                ITEMS,
                row -> {
                  Double weight = row.optionalFraction("weight");
                  return new Item(
                      row.optionalNumber("quiz_id"),
                      row.optionalNumber("item_id"),
                      row.text("title"),
                      weight == null ? 1 : weight);
                },
                courseId,
                courseId));
    items.sort(
        java.util.Comparator.comparing((Item item) -> item.quizId() == null)
            .thenComparing(
                item ->
                    item.quizId() == null
                        ? java.util.Objects.requireNonNull(item.itemId())
                        : item.quizId()));
    return items;
  }

  /** Grades of at most {@code limit} learners behind an enrolment. */
  List<Gradebook.Line> lines(
      Transaction statements,
      long courseId,
      List<Item> items,
      Wanted wanted,
      long after,
      int limit) {
    long group = wanted.group();
    String pattern = wanted.pattern();
    List<Learner> learners =
        group == 0
            ? statements.list(LEARNERS, Learner::of, courseId, after, pattern, pattern, limit)
            : statements.list(
                MEMBERS, Learner::of, courseId, group, after, pattern, pattern, limit);
    return lines(statements, items, learners);
  }

  Optional<Gradebook.Line> line(
      Transaction statements, long courseId, List<Item> items, long userId) {
    List<Learner> learner = statements.list(ONE, Learner::of, courseId, userId);
    return lines(statements, items, learner).stream().findFirst();
  }

  private static List<Gradebook.Line> lines(
      Transaction statements, List<Item> items, List<Learner> learners) {
    if (learners.isEmpty()) {
      return List.of();
    }
    List<Long> users = learners.stream().map(Learner::userId).toList();
    Map<Key, Gradebook.Computed> computed = computed(statements, items, users);
    Map<Key, Gradebook.Cell> given = given(statements, items, users, computed);
    return learners.stream()
        .map(
            learner -> {
              List<Gradebook.Cell> cells =
                  items.stream().map(item -> cell(learner, item, computed, given)).toList();
              return new Gradebook.Line(
                  learner.enrolmentId(),
                  learner.userId(),
                  learner.name(),
                  learner.email(),
                  cells,
                  total(items, cells));
            })
        .toList();
  }

  private static @Nullable Double total(List<Item> items, List<Gradebook.Cell> cells) {
    var total = new FinalGrade();
    for (int i = 0; i < items.size(); i++) {
      total.add(items.get(i).weight(), cells.get(i).percent());
    }
    return total.percent();
  }

  private static Gradebook.Cell cell(
      Learner learner,
      Item item,
      Map<Key, Gradebook.Computed> computed,
      Map<Key, Gradebook.Cell> given) {
    var key = new Key(learner.userId(), item.code());
    Gradebook.Cell own = given.get(key);
    return own == null
        ? Gradebook.Cell.of(computed.getOrDefault(key, Gradebook.Computed.NOTHING))
        : own;
  }

  private static Map<Key, Gradebook.Computed> computed(
      Transaction statements, List<Item> items, List<Long> users) {
    List<Object> parameters = new ArrayList<>();
    items.stream().map(Item::quizId).filter(java.util.Objects::nonNull).forEach(parameters::add);
    int quizzes = parameters.size();
    if (quizzes == 0) {
      return Map.of();
    }
    parameters.addAll(users);
    Map<Key, Gradebook.Computed> computed = new HashMap<>();
    statements.list(
        "SELECT user_id, quiz_id, MAX(100 * score / max_score) AS percent, SUM(pending) AS pending"
            + " FROM attempts WHERE quiz_id IN ("
            + Transaction.marks(quizzes)
            + ") AND user_id IN ("
            + Transaction.marks(users.size())
            + ") AND submitted_at IS NOT NULL AND max_score > 0 GROUP BY user_id, quiz_id",
        row ->
            computed.put(
                new Key(row.number("user_id"), "q" + row.number("quiz_id")),
                new Gradebook.Computed(
                    row.optionalFraction("percent"), (int) row.number("pending"))),
        parameters.toArray());
    return computed;
  }

  private static Map<Key, Gradebook.Cell> given(
      Transaction statements,
      List<Item> items,
      List<Long> users,
      Map<Key, Gradebook.Computed> computed) {
    Map<Long, String> codes = new HashMap<>();
    items.stream()
        .filter(item -> item.itemId() != null)
        .forEach(item -> codes.put(item.itemId(), item.code()));
    if (codes.isEmpty()) {
      return Map.of();
    }
    List<Object> parameters = new ArrayList<>(codes.keySet());
    parameters.addAll(users);
    Map<Key, Gradebook.Cell> given = new HashMap<>();
    statements.list(
        "SELECT item_id, user_id, percent, reason, version FROM grade_overrides"
            + " WHERE item_id IN ("
            + Transaction.marks(codes.size())
            + ") AND user_id IN ("
            + Transaction.marks(users.size())
            + ')',
        row -> {
          String code = java.util.Objects.requireNonNull(codes.get(row.number("item_id")));
          var key = new Key(row.number("user_id"), code);
          var attempts = computed.getOrDefault(key, Gradebook.Computed.NOTHING);
          return given.put(
              key,
              new Gradebook.Cell(
                  row.optionalFraction("percent"),
                  attempts.percent(),
                  attempts.pending(),
                  row.text("reason"),
                  row.number("version")));
        },
        parameters.toArray());
    return given;
  }

  /** Weighs and names an item; a quiz has its own title, and gets its row where it has none. */
  void weigh(Transaction transaction, long courseId, Item item, String title, double weight) {
    if (item.quizId() == null) {
      transaction.run(
          "UPDATE grade_items SET title = ?, weight = ? WHERE id = ?",
          title,
          weight,
          item.itemId());
    } else {
      transaction.run(
          "INSERT INTO grade_items (course_id, quiz_id, title, weight) VALUES (?, ?, ?, ?)"
              + " ON DUPLICATE KEY UPDATE weight = VALUES(weight)",
          courseId,
          item.quizId(),
          item.title(),
          weight);
    }
  }

  long addItem(Transaction transaction, long courseId, String title, double weight) {
    return transaction.insert(
        "INSERT INTO grade_items (course_id, title, weight) VALUES (?, ?, ?)",
        courseId,
        title,
        weight);
  }

  /** Removes what is graded outside of the platform; false where grades were given in it. */
  boolean remove(Transaction transaction, Item item) {
    return transaction.run(
            """
            DELETE FROM grade_items WHERE id = ? AND quiz_id IS NULL
              AND NOT EXISTS (SELECT 1 FROM grade_overrides o WHERE o.item_id = grade_items.id)
            """,
            item.itemId())
        > 0;
  }

  /** The row of an item, which a quiz gets here where it has none. */
  private long row(Transaction transaction, long courseId, Item item) {
    if (item.itemId() != null) {
      return item.itemId();
    }
    transaction.run(
        "INSERT IGNORE INTO grade_items (course_id, quiz_id, title) VALUES (?, ?, ?)",
        courseId,
        item.quizId(),
        item.title());
    return transaction
        .first(
            "SELECT id FROM grade_items WHERE quiz_id = ?",
            found -> found.number("id"),
            item.quizId())
        .orElseThrow();
  }

  /** A grade that a teacher gives. */
  record Given(double percent, String reason, long teacherId, Instant at) {}

  /** Gives a grade; false where it is not {@code version} any more that is there. */
  boolean give(
      Transaction transaction, long courseId, Item item, long userId, Given given, long version) {
    long row = row(transaction, courseId, item);
    if (version > 0) {
      return transaction.run(
              "UPDATE grade_overrides SET percent = ?, reason = ?, set_by = ?, set_at = ?,"
                  + " version = version + 1 WHERE item_id = ? AND user_id = ? AND version = ?",
              given.percent(),
              given.reason(),
              given.teacherId(),
              given.at(),
              row,
              userId,
              version)
          > 0;
    }
    try {
      transaction.run(
          "INSERT INTO grade_overrides (item_id, user_id, percent, reason, set_by, set_at)"
              + " VALUES (?, ?, ?, ?, ?, ?)",
          row,
          userId,
          given.percent(),
          given.reason(),
          given.teacherId(),
          given.at());
      return true;
    } catch (RuntimeException e) {
      if (Database.isDuplicate(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Whether learners see the course and its grades. */
  boolean published(Transaction statements, long courseId) {
    return statements
        .first(
            "SELECT id FROM courses WHERE id = ? AND published_at IS NOT NULL",
            row -> row.number("id"),
            courseId)
        .isPresent();
  }

  /** Takes back a teacher's grade; false where it is another by now. */
  boolean takeBack(Transaction transaction, long courseId, Item item, long userId, long version) {
    return transaction.run(
            "DELETE FROM grade_overrides WHERE item_id = ? AND user_id = ? AND version = ?",
            row(transaction, courseId, item),
            userId,
            version)
        > 0;
  }
}
