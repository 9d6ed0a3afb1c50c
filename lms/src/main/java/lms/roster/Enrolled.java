package lms.roster;

import java.time.Instant;
import lms.platform.Row;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who takes a course.
 *
 * @param id of the enrolment, by which lists go on
 * @param completedAt null before the course is completed
 */
public record Enrolled(
    long id, long userId, String name, String email, Instant since, @Nullable Instant completedAt) {
  static Enrolled of(Row row) {
    return new Enrolled(
        row.number("id"),
        row.number("user_id"),
        row.text("name"),
        row.text("email"),
        row.instant("created_at"),
        row.optionalInstant("completed_at"));
  }
}
