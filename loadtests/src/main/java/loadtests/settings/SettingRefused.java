package loadtests.settings;

/**
 * A setting that is unknown or has a bad value. The message is one line for the user: it names the
 * setting and says what would be right. A program that ends because of it exits with {@value
 * #EXIT_STATUS}.
 */
public final class SettingRefused extends RuntimeException {
  /** The exit status of wrong usage (EX_USAGE of BSD's sysexits.h). */
  public static final int EXIT_STATUS = 64;

  private static final long serialVersionUID = 1L;

  public SettingRefused(String message) {
    super(message);
  }
}
