package lms;

import io.helidon.logging.common.LogConfig;
import java.time.Clock;

/** Starts the platform with the settings of the process's environment. */
public final class Main {
  private static final int USAGE = 64;
  private static final int UNAVAILABLE = 69;

  private Main() {}

  /**
   * Serves until SIGTERM; exits with 64 for wrong settings and 69 where the database is not there.
   */
  public static void main(String[] arguments) {
    LogConfig.configureRuntime();
    LmsConfig config;
    try {
      config = LmsConfig.of(System.getenv());
    } catch (LmsConfig.WrongSetting e) {
      System.err.println("lms: " + e.getMessage());
      System.exit(USAGE);
      return;
    }
    try {
      Lms lms = Lms.start(config, Clock.systemUTC());
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("drain").unstarted(lms::close));
      System.out.println("lms ready at http://" + config.host() + ':' + lms.port());
    } catch (com.zaxxer.hikari.pool.HikariPool.PoolInitializationException e) {
      System.err.println("lms: no database at " + config.database().url());
      System.exit(UNAVAILABLE);
    }
  }
}
