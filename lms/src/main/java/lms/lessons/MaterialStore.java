package lms.lessons;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lms.platform.Row;
import lms.platform.Transaction;
import org.jspecify.annotations.Nullable;

/** The rows of what teachers set about lessons and put beside them. Holds no state. */
final class MaterialStore {
  private static final String FIND =
      """
      SELECT course_id, video_seconds, opens_at, after_lesson_id, due_at, completion,
        completion_quiz_id
      FROM lessons WHERE id = ?
      """;

  private static final String SET =
      """
      UPDATE lessons SET opens_at = ?, after_lesson_id = ?, due_at = ?, completion = ?,
        completion_quiz_id = ?, edited = ?
      WHERE id = ?
      """;

  private static final String ATTACH =
      """
      INSERT INTO lesson_attachments (lesson_id, name, size, content, created_at)
      VALUES (?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE size = VALUES(size), content = VALUES(content),
        created_at = VALUES(created_at)
      """;

  /** A lesson as its teacher sets it. */
  record Material(long courseId, @Nullable Long videoSeconds, LessonMaterial.Rules rules) {
    static Material of(Row row) {
      return new Material(
          row.number("course_id"),
          row.optionalNumber("video_seconds"),
          new LessonMaterial.Rules(
              row.optionalInstant("opens_at"),
              row.optionalNumber("after_lesson_id"),
              row.optionalInstant("due_at"),
              row.text("completion"),
              row.optionalNumber("completion_quiz_id")));
    }
  }

  Optional<Material> find(Transaction statements, long lessonId) {
    return statements.first(FIND, Material::of, lessonId);
  }

  /** Whether a lesson or quiz, by the {@code table} that it stands in, is of a course. */
  boolean isOf(Transaction statements, String table, long courseId, long id) {
    return statements
        .first(
            "SELECT id FROM " + table + " WHERE course_id = ? AND id = ?",
            row -> row.number("id"),
            courseId,
            id)
        .isPresent();
  }

  /** Sets the rules; {@code edition} tells an editor that is open what it has not seen. */
  void set(Transaction transaction, long lessonId, LessonMaterial.Rules rules, long edition) {
    transaction.run(
        SET,
        rules.opensAt(),
        rules.after(),
        rules.dueAt(),
        rules.completion(),
        rules.quizId(),
        edition,
        lessonId);
  }

  List<Lesson.Attachment> attachments(Transaction statements, long lessonId) {
    return statements.list(
        "SELECT id, name, size FROM lesson_attachments WHERE lesson_id = ? ORDER BY name",
        row -> new Lesson.Attachment(row.number("id"), row.text("name"), row.number("size")),
        lessonId);
  }

  void attach(Transaction transaction, long lessonId, String name, byte[] content, Instant now) {
    transaction.run(ATTACH, lessonId, name, content.length, content, now);
  }

  boolean detach(Transaction transaction, long lessonId, long attachmentId) {
    return transaction.run(
            "DELETE FROM lesson_attachments WHERE lesson_id = ? AND id = ?", lessonId, attachmentId)
        > 0;
  }
}
