package lms.lessons;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import lms.platform.Database;
import lms.platform.Transaction;
import org.jspecify.annotations.Nullable;

/** The rows of video positions, written many at a time. Thread-safe. */
final class PositionStore implements PositionWriter.Sink {
  private final Database database;
  private final InstantSource clock;

  PositionStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Map<Position.Key, Integer> write(Collection<Position> positions) {
    return database.inTransaction(
        transaction -> {
          upsert(transaction, positions);
          return stored(transaction, positions);
        });
  }

  private void upsert(Transaction transaction, Collection<Position> positions) {
    var parameters = new ArrayList<@Nullable Object>(positions.size() * 5);
    var now = clock.instant();
    for (Position position : positions) {
      Collections.addAll(
          parameters,
          position.key().userId(),
          position.key().lessonId(),
          position.courseId(),
          position.seconds(),
          now);
    }
    transaction.run(
        "INSERT INTO lesson_progress"
            + " (user_id, lesson_id, course_id, video_position_seconds, updated_at) VALUES "
            + Transaction.marks("(?, ?, ?, ?, ?)", positions.size())
            + " ON DUPLICATE KEY UPDATE video_position_seconds ="
            + " GREATEST(video_position_seconds, VALUES(video_position_seconds)),"
            + " updated_at = VALUES(updated_at)",
        parameters.toArray());
  }

  /** Pairs by OR: not every version finds rows of {@code (a, b) IN (...)} by the key. */
  private static Map<Position.Key, Integer> stored(
      Transaction transaction, Collection<Position> positions) {
    var parameters = new ArrayList<@Nullable Object>(positions.size() * 2);
    for (Position position : positions) {
      Collections.addAll(parameters, position.key().userId(), position.key().lessonId());
    }
    var stored = new HashMap<Position.Key, Integer>();
    transaction.list(
        "SELECT user_id, lesson_id, video_position_seconds FROM lesson_progress WHERE "
            + String.join(
                " OR ", Collections.nCopies(positions.size(), "(user_id = ? AND lesson_id = ?)")),
        row ->
            stored.put(
                new Position.Key(row.number("user_id"), row.number("lesson_id")),
                (int) row.number("video_position_seconds")),
        parameters.toArray());
    return stored;
  }
}
