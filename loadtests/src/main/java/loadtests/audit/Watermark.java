package loadtests.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * How far the database was before the load: what lies behind it was seeded, and nobody's in this
 * run.
 *
 * @param enrolment the highest enrolment id
 * @param attempt the highest attempt id
 * @param micros the database's clock, microseconds since 1970 UTC
 * @param positions the video positions that there were
 */
public record Watermark(long enrolment, long attempt, long micros, SeededPositions positions) {
  /** Before everything: nothing was seeded. */
  static final Watermark NOTHING = new Watermark(0, 0, 0, SeededPositions.NONE);

  private static final String NOW =
      """
      SELECT COALESCE((SELECT MAX(id) FROM enrolments), 0),
        COALESCE((SELECT MAX(id) FROM attempts), 0),
        TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3))
      """;

  /** The database's clock then, in UTC. */
  LocalDateTime instant() {
    return LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
  }

  /**
   * Where the database is now.
   *
   * @throws SQLException when it can't be asked
   */
  public static Watermark take(Connections database) throws SQLException {
    try (Connection connection = database.open()) {
      SeededPositions positions = SeededPositions.read(connection);
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(NOW)) {
        row.next();
        return new Watermark(row.getLong(1), row.getLong(2), row.getLong(3), positions);
      }
    }
  }
}
