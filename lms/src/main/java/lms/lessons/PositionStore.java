package lms.lessons;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import lms.platform.Database;
import lms.platform.Row;
import lms.platform.Transaction;
import org.jspecify.annotations.Nullable;

/** The rows of video positions, written many at a time. Thread-safe. */
final class PositionStore implements PositionWriter.Sink {
  /** What {@link #watched} reads. */
  static final String COLUMNS =
      "video_position_seconds, last_seconds, watched_seconds, counted_until";

  /** By the key in any case: a scan would wait for the rows of everybody else. */
  private static final String FIND =
      "SELECT user_id, lesson_id, "
          + COLUMNS
          + " FROM lesson_progress FORCE INDEX (PRIMARY) WHERE ";

  private static final String INSERT =
      """
      INSERT INTO lesson_progress (user_id, lesson_id, course_id, video_position_seconds,
        last_seconds, watched_seconds, counted_until, updated_at) VALUES
      """;

  /** The greatest, because of two pods that insert a row neither has seen that of the other. */
  private static final String OR_UPDATE =
      """

      ON DUPLICATE KEY UPDATE
        video_position_seconds = GREATEST(video_position_seconds, VALUES(video_position_seconds)),
        last_seconds = VALUES(last_seconds),
        watched_seconds = GREATEST(COALESCE(watched_seconds, 0), VALUES(watched_seconds)),
        counted_until = VALUES(counted_until),
        updated_at = VALUES(updated_at)
      """;

  private final Database database;
  private final InstantSource clock;

  PositionStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Map<Position.Key, Watched> write(Collection<Position> positions) {
    return database.inTransaction(
        transaction -> {
          Map<Position.Key, Watched> watched = locked(transaction, positions);
          Instant now = clock.instant();
          for (Position position : positions) {
            Watched before = watched.getOrDefault(position.key(), Watched.NOTHING);
            watched.put(position.key(), before.after(position, now));
          }
          upsert(transaction, positions, watched, now);
          return watched;
        });
  }

  /** Pairs by OR: not every version finds rows of {@code (a, b) IN (...)} by the key. */
  private static Map<Position.Key, Watched> locked(
      Transaction transaction, Collection<Position> positions) {
    var parameters = new ArrayList<@Nullable Object>(positions.size() * 2);
    for (Position position : positions) {
      Collections.addAll(parameters, position.key().userId(), position.key().lessonId());
    }
    String pairs =
        String.join(
            " OR ", Collections.nCopies(positions.size(), "(user_id = ? AND lesson_id = ?)"));
    var found = new HashMap<Position.Key, Watched>();
    transaction.list(
        FIND + pairs + " FOR UPDATE",
        row ->
            found.put(
                new Position.Key(row.number("user_id"), row.number("lesson_id")), watched(row)),
        parameters.toArray());
    return found;
  }

  private static void upsert(
      Transaction transaction,
      Collection<Position> positions,
      Map<Position.Key, Watched> watched,
      Instant now) {
    var parameters = new ArrayList<@Nullable Object>(positions.size() * 8);
    for (Position position : positions) {
      Watched whole = watched.getOrDefault(position.key(), Watched.NOTHING);
      Collections.addAll(
          parameters,
          position.key().userId(),
          position.key().lessonId(),
          position.courseId(),
          whole.furthest(),
          whole.last(),
          whole.seconds(),
          whole.countedUntil(),
          now);
    }
    String rows = Transaction.marks("(?, ?, ?, ?, ?, ?, ?, ?)", positions.size());
    transaction.run(INSERT + rows + OR_UPDATE, parameters.toArray());
  }

  /** What a row says; one of before watching was counted says it by the furthest second. */
  static Watched watched(Row row) {
    int furthest = (int) row.number("video_position_seconds");
    return new Watched(
        furthest,
        or(row.optionalNumber("last_seconds"), furthest),
        or(row.optionalNumber("watched_seconds"), furthest),
        row.optionalInstant("counted_until"));
  }

  private static int or(@Nullable Long number, int otherwise) {
    return number == null ? otherwise : Math.toIntExact(number);
  }
}
