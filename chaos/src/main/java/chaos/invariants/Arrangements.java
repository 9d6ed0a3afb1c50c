package chaos.invariants;

import environments.DatabaseAccess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import loadtests.learners.SeedData;

/**
 * What the watchers need beside the seeded data, of which nobody else takes notice: exams that
 * close soon, for them alone, and a course with fewer seats than they are.
 */
final class Arrangements {
  static final int SEATS_FREE = 2;

  /** As the platform has it where somebody has another window than the quiz itself. */
  private static final String CLOSE =
      """
      INSERT INTO quiz_allowances (quiz_id, user_id, closes_at, set_by, updated_at)
      VALUES (?, ?, TIMESTAMPADD(SECOND, ?, UTC_TIMESTAMP(3)), ?, UTC_TIMESTAMP(3))
      """;

  private static final String LIMIT =
      "UPDATE courses SET seats = seats_taken + ? WHERE id = ? AND seats > seats_taken + ?";

  private Arrangements() {}

  /**
   * An exam of one person.
   *
   * @param closesAfterSeconds from now on
   */
  record Closing(long user, long quiz, int closesAfterSeconds) {}

  /**
   * Makes them.
   *
   * @throws IllegalStateException where the database can't be asked
   */
  static void make(DatabaseAccess access, SeedData data, List<Closing> closings) {
    try (Connection connection =
            DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
        PreparedStatement close = connection.prepareStatement(CLOSE);
        PreparedStatement limit = connection.prepareStatement(LIMIT)) {
      for (Closing closing : closings) {
        close.setLong(1, closing.quiz());
        close.setLong(2, closing.user());
        close.setInt(3, closing.closesAfterSeconds());
        close.setLong(4, closing.user());
        close.execute();
      }
      for (SeedData.Course course : data.courses()) {
        // Of those without a limit the load knows that everybody gets in.
        if (course.seats() != null) {
          limit.setInt(1, SEATS_FREE);
          limit.setLong(2, course.id());
          limit.setInt(3, SEATS_FREE);
          limit.execute();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the watchers' exams can't be made: " + e.getMessage(), e);
    }
  }
}
