package lms.discussion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lms.platform.Row;
import lms.platform.Transaction;
import org.jspecify.annotations.Nullable;

/** The rows of posts. Holds no state. */
final class PostStore {
  private static final String SELECT =
      """
      SELECT p.id, p.course_id, p.lesson_id, p.thread_id, p.user_id, u.name, p.body, p.created_at,
        p.edited_at, p.deleted_at, p.answer, p.replies,
        p.thread_id IS NULL AND EXISTS (
          SELECT 1 FROM posts a WHERE a.thread_id = p.id AND a.answer) AS answered
      FROM posts p JOIN users u ON u.id = p.user_id
      """;

  private static final String THREADS =
      SELECT
          + " WHERE p.lesson_id = ? AND p.thread_id IS NULL AND p.id < ?"
          + " ORDER BY p.id DESC LIMIT ?";

  private static final String OF_COURSE =
      """
      SELECT p.id, p.lesson_id, l.title, u.name, p.body, p.created_at, p.replies,
        EXISTS (SELECT 1 FROM posts a WHERE a.thread_id = p.id AND a.answer) AS answered
      FROM posts p JOIN lessons l ON l.id = p.lesson_id JOIN users u ON u.id = p.user_id
      WHERE p.course_id = ? AND p.thread_id IS NULL AND p.id < ? AND p.deleted_at IS NULL
        AND (? OR NOT EXISTS (SELECT 1 FROM posts a WHERE a.thread_id = p.id AND a.answer))
      ORDER BY p.id DESC LIMIT ?
      """;

  private static final String TAUGHT =
      """
      SELECT c.teacher_id, l.title FROM lessons l JOIN courses c ON c.id = l.course_id
      WHERE l.id = ?
      """;

  private static final String REPLIES =
      SELECT + " WHERE p.thread_id = ? AND p.id > ? ORDER BY p.id LIMIT ?";

  private static final String FIND = SELECT + " WHERE p.id = ?";

  private static final String INSERT =
      """
      INSERT INTO posts (course_id, lesson_id, thread_id, user_id, body, created_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  private static final String COUNT_REPLY = "UPDATE posts SET replies = replies + ? WHERE id = ?";

  private static final String EDIT =
      "UPDATE posts SET body = ?, edited_at = ? WHERE id = ? AND deleted_at IS NULL";

  private static final String DELETE =
      "UPDATE posts SET body = '', answer = FALSE, deleted_at = ?"
          + " WHERE id = ? AND deleted_at IS NULL";

  private static final String ANSWER =
      "UPDATE posts SET answer = (? AND id = ?) WHERE thread_id = ? AND (answer OR id = ?)";

  private static final String LOCK_PERSON = "SELECT id FROM users WHERE id = ? FOR UPDATE";

  private static final String SINCE =
      "SELECT COUNT(*) AS posts FROM posts WHERE user_id = ? AND created_at > ?";

  List<Post> threads(Transaction statements, long lessonId, long before, int limit) {
    return statements.list(THREADS, PostStore::post, lessonId, before, limit);
  }

  /**
   * The threads of a course, the newest first; {@code all} of them or those without an answer. What
   * was deleted asks nothing any more.
   */
  List<CourseThread> ofCourse(
      Transaction statements,
      long courseId,
      boolean all,
      long before,
      int limit,
      UnaryOperator<String> html) {
    return statements.list(
        OF_COURSE,
        row ->
            new CourseThread(
                row.number("id"),
                row.number("lesson_id"),
                row.text("title"),
                row.text("name"),
                html.apply(row.text("body")),
                row.instant("created_at"),
                (int) row.number("replies"),
                row.number("answered") != 0),
        courseId,
        before,
        all,
        limit);
  }

  /** Who teaches a lesson, and what it is called. */
  record Taught(long teacherId, String lesson) {}

  Taught taught(Transaction statements, long lessonId) {
    return statements
        .first(TAUGHT, row -> new Taught(row.number("teacher_id"), row.text("title")), lessonId)
        .orElseThrow();
  }

  List<Post> replies(Transaction statements, long threadId, long after, int limit) {
    return statements.list(REPLIES, PostStore::post, threadId, after, limit);
  }

  Optional<Post> find(Transaction statements, long id) {
    return statements.first(FIND, PostStore::post, id);
  }

  /** The same, and nobody changes it until the transaction ends. */
  Optional<Post> locked(Transaction transaction, long id) {
    return transaction
        .first("SELECT id FROM posts WHERE id = ? FOR UPDATE", row -> row.number("id"), id)
        .flatMap(found -> find(transaction, found));
  }

  /**
   * How much somebody said since then. No other post of this person comes in between until the
   * transaction ends.
   */
  long since(Transaction transaction, long userId, Instant since) {
    transaction.list(LOCK_PERSON, row -> row.number("id"), userId);
    return transaction.first(SINCE, row -> row.number("posts"), userId, since).orElseThrow();
  }

  long insert(
      Transaction transaction,
      long courseId,
      long lessonId,
      @Nullable Long threadId,
      long userId,
      String body,
      Instant now) {
    long id = transaction.insert(INSERT, courseId, lessonId, threadId, userId, body, now);
    if (threadId != null) {
      transaction.run(COUNT_REPLY, 1, threadId);
    }
    return id;
  }

  boolean edit(Transaction transaction, long id, String body, Instant now) {
    return transaction.run(EDIT, body, now, id) > 0;
  }

  boolean delete(Transaction transaction, Post post, Instant now) {
    boolean deleted = transaction.run(DELETE, now, post.id()) > 0;
    if (deleted && post.threadId() != null) {
      transaction.run(COUNT_REPLY, -1, post.threadId());
    }
    return deleted;
  }

  /** Makes a reply the only answer of its thread, or no answer any more. */
  void answer(Transaction transaction, long threadId, long replyId, boolean answer) {
    transaction.run(ANSWER, answer, replyId, threadId, replyId);
  }

  private static Post post(Row row) {
    return new Post(
        row.number("id"),
        row.number("course_id"),
        row.number("lesson_id"),
        row.optionalNumber("thread_id"),
        row.number("user_id"),
        row.text("name"),
        row.text("body"),
        row.instant("created_at"),
        row.optionalInstant("edited_at"),
        row.optionalInstant("deleted_at") != null,
        row.number("answer") != 0,
        (int) row.number("replies"),
        row.number("answered") != 0);
  }
}
