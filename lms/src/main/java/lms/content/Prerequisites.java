package lms.content;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import lms.platform.Transaction;

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
    return read(
        statements,
        "SELECT id, after_lesson_id AS awaited FROM lessons"
            + " WHERE course_id = ? AND after_lesson_id IS NOT NULL",
        courseId);
  }

  /** Those of a course's sections. */
  public static Prerequisites ofSections(Transaction statements, long courseId) {
    return read(
        statements,
        "SELECT id, after_section_id AS awaited FROM sections"
            + " WHERE course_id = ? AND after_section_id IS NOT NULL",
        courseId);
  }

  private static Prerequisites read(Transaction statements, String sql, long courseId) {
    Map<Long, Long> awaited = new HashMap<>();
    statements.list(sql, row -> awaited.put(row.number("id"), row.number("awaited")), courseId);
    return new Prerequisites(awaited);
  }

  /** Whether none of them would ever open if {@code id} waited for {@code first}. */
  public boolean wouldCircle(long id, long first) {
    Long step = first;
    Set<Long> seen = new HashSet<>();
    while (step != null && seen.add(step)) {
      if (step == id) {
        return true;
      }
      step = awaited.get(step);
    }
    return false;
  }
}
