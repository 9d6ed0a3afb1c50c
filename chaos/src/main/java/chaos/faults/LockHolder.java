package chaos.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A program that locks the rows that learners write to, as long as it runs: its connection ends
 * with it, whoever ends it. It says {@link #LOCKED} when it has them, or in a line why not. Its
 * argument is the mark by which it is found; the rest is in its environment, as it is secret.
 */
final class LockHolder {
  static final String LOCKED = "locked";

  private static final String URL = "HEADROOM_CHAOS_URL";
  private static final String USER = "HEADROOM_CHAOS_USER";
  private static final String PASSWORD = "HEADROOM_CHAOS_PASSWORD";
  private static final List<String> TABLES = List.of("lesson_progress", "answers", "ratings");

  private LockHolder() {}

  /** What it is told in its environment. */
  static Map<String, String> settings(String url, String user, String password) {
    return Map.of(URL, url, USER, user, PASSWORD, password);
  }

  public static void main(String[] arguments) throws InterruptedException {
    try (Connection connection =
        DriverManager.getConnection(
            System.getenv(URL), System.getenv(USER), System.getenv(PASSWORD))) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        for (String table : TABLES) {
          statement.execute("SELECT COUNT(*) FROM (SELECT 1 FROM " + table + " FOR UPDATE) x");
        }
      }
      System.out.println(LOCKED);
      new CountDownLatch(1).await();
    } catch (SQLException e) {
      System.out.println(e.getMessage());
    }
  }
}
