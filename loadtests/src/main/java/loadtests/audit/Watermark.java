package loadtests.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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

  /** Of what the audit compares with the watermark, and a pod stamps with its own clock. */
  private static final String AHEAD =
      """
      SELECT TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), GREATEST(
        COALESCE((SELECT MAX(saved_at) FROM answers), '1970-01-01'),
        COALESCE((SELECT MAX(submitted_at) FROM attempts), '1970-01-01'),
        COALESCE((SELECT MAX(updated_at) FROM lesson_progress), '1970-01-01'),
        COALESCE((SELECT MAX(updated_at) FROM ratings), '1970-01-01'),
        COALESCE((SELECT MAX(created_at) FROM idempotency_keys), '1970-01-01')))
      """;

  /** Further ahead no clock of an experiment is. */
  private static final long AHEAD_MICROS_MAX = 300_000_000;

  /** The database's clock then, in UTC. */
  LocalDateTime instant() {
    return LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
  }

  /**
   * Where the database is now; where a pod whose clock was ahead has stamped something, once that
   * time has come, as it would be taken for new until then.
   *
   * @throws SQLException when it can't be asked
   * @throws IllegalStateException where something is stamped more than five minutes ahead
   */
  public static Watermark take(Connections database) throws SQLException {
    try (Connection connection = database.open()) {
      awaitStamps(connection);
      SeededPositions positions = SeededPositions.read(connection);
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(NOW)) {
        row.next();
        return new Watermark(row.getLong(1), row.getLong(2), row.getLong(3), positions);
      }
    }
  }

  private static void awaitStamps(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(AHEAD)) {
      row.next();
      long ahead = row.getLong(1);
      if (ahead > AHEAD_MICROS_MAX) {
        throw new IllegalStateException(
            "something in the database is stamped %d s ahead of its clock"
                .formatted(ahead / 1_000_000));
      }
      if (ahead >= 0) {
        Thread.sleep(Duration.of(ahead, ChronoUnit.MICROS).plusMillis(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the database's clock was behind", e);
    }
  }
}
