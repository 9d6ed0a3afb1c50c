package lms.marking;

import java.time.Instant;
import lms.platform.Row;

/**
 * A submitted attempt with answers that wait for marks.
 *
 * @param pending how many
 */
public record Waiting(long attemptId, String name, int number, Instant submittedAt, int pending) {
  static Waiting of(Row row) {
    return new Waiting(
        row.number("id"),
        row.text("name"),
        (int) row.number("number"),
        row.instant("submitted_at"),
        (int) row.number("pending"));
  }
}
