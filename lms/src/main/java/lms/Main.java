package lms;

import io.helidon.logging.common.LogConfig;
import java.time.Clock;
import lms.platform.Unavailable;

/** Starts the platform with the settings of the process's environment. */
public final class Main {
  private static final int USAGE = 64;
  private static final int UNAVAILABLE = 69;
  private static final int FAILED = 70;

  private Main() {}

  /**
   * Serves until SIGTERM; exits with 64 for wrong settings and 69 where the database is not there;
   * 70 for a defect.
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
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("drain").unstarted(() -> drain(lms)));
      System.out.println("lms ready at http://" + config.host() + ':' + lms.port());
    } catch (Unavailable e) {
      System.err.println("lms: " + e.getMessage());
      System.exit(UNAVAILABLE);
    } catch (RuntimeException e) {
      // Its server's threads would go on, and it would be alive and never ready.
      e.printStackTrace();
      System.exit(FAILED);
    }
  }

  /** After SIGTERM a Java process would exit with 143, as if something had gone wrong. */
  private static void drain(Lms lms) {
    lms.close();
    Runtime.getRuntime().halt(0);
  }
}
