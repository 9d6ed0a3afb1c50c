package lms.platform;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where on this platform somebody goes next, as it comes from outside and may be forged. */
public final class LocalPath {
  private static final int LENGTH_MAX = 2_000;

  private LocalPath() {}

  /**
   * {@code sent} where it is a path of this platform, else {@code otherwise}. Browsers read a
   * second slash, and a backslash, as the beginning of another host, and leave control characters
   * out before they look.
   */
  public static String of(String sent, String otherwise) {
    boolean local =
        sent.startsWith("/")
            && !sent.startsWith("//")
            && sent.length() <= LENGTH_MAX
            && sent.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
    return local ? sent : otherwise;
  }

  /** The address of {@code page}, which leads on to {@code to} where that is not empty. */
  public static String leadingOn(String page, String to) {
    return to.isEmpty() ? page : page + "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
  }
}
