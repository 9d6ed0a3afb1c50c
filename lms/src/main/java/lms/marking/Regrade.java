package lms.marking;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One time that a quiz was graded anew.
 *
 * @param attempts how many there are to grade
 * @param done how many are graded
 * @param changed how many came to other points
 * @param finishedAt null while it goes on
 */
public record Regrade(
    long id,
    Instant startedAt,
    long attempts,
    long done,
    long changed,
    @Nullable Instant finishedAt,
    List<Change> changes) {
  /** Copies its list. */
  public Regrade {
    changes = List.copyOf(changes);
  }

  /** An attempt that came to other points, which are null where it had or has none. */
  public record Change(
      long attemptId, String name, @Nullable Double before, @Nullable Double after) {}
}
