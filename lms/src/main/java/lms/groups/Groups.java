package lms.groups;

import java.util.List;
import java.util.Optional;
import lms.platform.Transaction;

/**
 * The groups of courses, for whoever lists learners by group. Holds no state.
 *
 * <p>Members of a group take its course: it is asked when they join.
 */
public final class Groups {
  private static final String LIST =
      """
      SELECT g.id, g.name,
        (SELECT COUNT(*) FROM group_members m WHERE m.group_id = g.id) AS members
      FROM course_groups g WHERE g.course_id = ? ORDER BY g.name LIMIT ?
      """;

  private static final String MEMBERS =
      """
      SELECT u.id, u.name, u.email FROM group_members m JOIN users u ON u.id = m.user_id
      WHERE m.group_id = ? AND m.user_id > ? ORDER BY m.user_id LIMIT ?
      """;

  /** More groups than anybody could choose from. */
  static final int GROUPS_MAX = 500;

  /** A group and how many are in it. */
  public record Group(long id, String name, long members) {}

  /** Somebody in a group. */
  public record Member(long userId, String name, String email) {}

  /** The groups of a course by name. */
  public List<Group> of(Transaction statements, long courseId) {
    return statements.list(
        LIST,
        row -> new Group(row.number("id"), row.text("name"), row.number("members")),
        courseId,
        GROUPS_MAX);
  }

  Optional<Long> course(Transaction statements, long groupId) {
    return statements.first(
        "SELECT course_id FROM course_groups WHERE id = ?",
        row -> row.number("course_id"),
        groupId);
  }

  String name(Transaction statements, long groupId) {
    return statements
        .first("SELECT name FROM course_groups WHERE id = ?", row -> row.text("name"), groupId)
        .orElse("");
  }

  List<Member> members(Transaction statements, long groupId, long after, int limit) {
    return statements.list(
        MEMBERS,
        row -> new Member(row.number("id"), row.text("name"), row.text("email")),
        groupId,
        after,
        limit);
  }

  long create(Transaction transaction, long courseId, String name) {
    return transaction.insert(
        "INSERT INTO course_groups (course_id, name) VALUES (?, ?)", courseId, name);
  }

  void rename(Transaction transaction, long groupId, String name) {
    transaction.run("UPDATE course_groups SET name = ? WHERE id = ?", name, groupId);
  }

  void delete(Transaction transaction, long groupId) {
    transaction.run("DELETE FROM course_groups WHERE id = ?", groupId);
  }

  /** Those of {@code emails} who take the course join; answers whose they are. */
  List<String> join(Transaction transaction, long groupId, long courseId, List<String> emails) {
    var parameters = new java.util.ArrayList<Object>(List.of(courseId));
    parameters.addAll(emails);
    record Found(long id, String email) {}
    List<Found> found =
        transaction.list(
            "SELECT u.id, u.email FROM users u JOIN enrolments e"
                + " ON e.user_id = u.id AND e.course_id = ? WHERE u.email IN ("
                + Transaction.marks(emails.size())
                + ")",
            row -> new Found(row.number("id"), row.text("email")),
            parameters.toArray());
    if (!found.isEmpty()) {
      transaction.run(
          "INSERT IGNORE INTO group_members (group_id, user_id) VALUES "
              + Transaction.marks("(?, ?)", found.size()),
          found.stream()
              .flatMap(member -> java.util.stream.Stream.of(groupId, member.id()))
              .toArray());
    }
    return found.stream().map(Found::email).toList();
  }

  void leave(Transaction transaction, long groupId, long userId) {
    transaction.run(
        "DELETE FROM group_members WHERE group_id = ? AND user_id = ?", groupId, userId);
  }
}
