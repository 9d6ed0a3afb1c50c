package loadtests.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * The video positions that the database held before the load. A learner who completes a lesson in
 * the run touches its row and not its position, so that the row's time does not tell them apart.
 *
 * <p>Immutable. Twelve bytes a position: a large database has some hundred thousand.
 */
final class SeededPositions {
  /** What a database has that holds none. */
  static final SeededPositions NONE = new SeededPositions(new long[0], new int[0]);

  private static final String ALL =
      """
      SELECT user_id, lesson_id, video_position_seconds FROM lesson_progress
      WHERE video_position_seconds > 0 ORDER BY user_id, lesson_id
      """;

  private static final int LESSON_BITS = 31;
  private static final int FIRST_CAPACITY = 1_024;

  private final long[] keys;
  private final int[] seconds;

  private SeededPositions(long[] keys, int[] seconds) {
    this.keys = keys;
    this.seconds = seconds;
  }

  /** Reads all, row by row: they need not fit into memory as rows. */
  static SeededPositions read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // How Connector/J is told to stream.
      statement.setFetchSize(Integer.MIN_VALUE);
      long[] keys = new long[FIRST_CAPACITY];
      int[] seconds = new int[FIRST_CAPACITY];
      int count = 0;
      try (ResultSet rows = statement.executeQuery(ALL)) {
        while (rows.next()) {
          if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            seconds = Arrays.copyOf(seconds, 2 * count);
          }
          keys[count] = key(rows.getLong(1), rows.getLong(2));
          seconds[count] = rows.getInt(3);
          count++;
        }
      }
      return new SeededPositions(Arrays.copyOf(keys, count), Arrays.copyOf(seconds, count));
    }
  }

  private static long key(long user, long lesson) {
    return (user << LESSON_BITS) + lesson;
  }

  /** Seconds; 0 where there was none. */
  long of(long user, long lesson) {
    int found = Arrays.binarySearch(keys, key(user, lesson));
    return found < 0 ? 0 : seconds[found];
  }
}
