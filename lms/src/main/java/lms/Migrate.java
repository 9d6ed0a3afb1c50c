package lms;

import io.helidon.logging.common.LogConfig;
import lms.platform.Database;
import lms.platform.Metrics;
import lms.platform.Unavailable;

/**
 * Brings the schema up to date and ends: the job that comes before pods with {@code
 * LMS_DATABASE_MIGRATE=false}. Safe while older pods serve, and beside another one of its kind.
 */
public final class Migrate {
  private static final int USAGE = 64;
  private static final int UNAVAILABLE = 69;

  private Migrate() {}

  /** Exits with 64 for wrong settings and 69 where the database is not there or refuses. */
  public static void main(String[] arguments) {
    LogConfig.configureRuntime();
    try {
      LmsConfig config = LmsConfig.of(System.getenv());
      try (Database database = new Database(config.database(), new Metrics())) {
        database.migrate();
      }
      System.out.println("the schema is up to date");
    } catch (LmsConfig.WrongSetting e) {
      System.err.println("lms migrate: " + e.getMessage());
      System.exit(USAGE);
    } catch (Unavailable e) {
      System.err.println("lms migrate: " + e.getMessage());
      System.exit(UNAVAILABLE);
    }
  }
}
