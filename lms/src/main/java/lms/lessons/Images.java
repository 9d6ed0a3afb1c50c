package lms.lessons;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.util.Set;

/** Pictures among the files beside lessons, which a lesson's text may show. */
final class Images {
  private static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/gif");

  private Images() {}

  /**
   * The type of a file by its first bytes, whatever its name says: a picture's, or that of a file
   * that a browser shows nowhere.
   */
  static String type(byte[] content) {
    try {
      String type = URLConnection.guessContentTypeFromStream(new ByteArrayInputStream(content));
      return type != null && TYPES.contains(type) ? type : "application/octet-stream";
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be read", e);
    }
  }
}
