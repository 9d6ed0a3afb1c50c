package lms.content;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import lms.platform.Problem;
import lms.platform.Transaction;
import lms.platform.Words;

/**
 * Which lessons of a course, or which of its sections, wait for which others. Immutable.
 *
 * @param awaited for each that waits, by its id, the one that must be done first
 */
public record Prerequisites(Map<Long, Long> awaited) {
  /** Copies its map. */
  public Prerequisites {
    awaited = Map.copyOf(awaited);
  }

  /** Those of a course's lessons. */
  public static Prerequisites ofLessons(Transaction statements, long courseId) {
    return of(statements, "lessons", "after_lesson_id", courseId);
  }

  /** Those of a course's sections. */
  public static Prerequisites ofSections(Transaction statements, long courseId) {
    return of(statements, "sections", "after_section_id", courseId);
  }

  private static Prerequisites of(
      Transaction statements, String table, String column, long courseId) {
    Map<Long, Long> awaited = new HashMap<>();
    statements.list(
        "SELECT id, %2$s AS awaited FROM %1$s WHERE course_id = ? AND %2$s IS NOT NULL"
            .formatted(table, column),
        row -> awaited.put(row.number("id"), row.number("awaited")),
        courseId);
    return new Prerequisites(awaited);
  }

  /** Refuses with 422 that {@code id} waits for {@code first} where neither would ever open. */
  public void demandNoCircle(long id, long first) {
    Set<Long> seen = new HashSet<>();
    for (Long step = first; step != null && seen.add(step); step = awaited.get(step)) {
      if (step == id) {
        throw Problem.wrong("bad-rule", Words.of("content.circle"));
      }
    }
  }
}
