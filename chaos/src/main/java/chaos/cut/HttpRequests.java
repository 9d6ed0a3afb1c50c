package chaos.cut;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds the requests in what a client of HTTP/1.1 sends, however it is cut into pieces; bodies have
 * a Content-Length. Not thread-safe.
 */
final class HttpRequests {
  private static final String LENGTH = "content-length:";
  private static final String END = "\r\n\r\n";

  private final Consumer<String> requests;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private long body;

  /**
   * A finder.
   *
   * @param requests gets method and path of each request when its head is complete
   */
  HttpRequests(Consumer<String> requests) {
    this.requests = requests;
  }

  /** Takes the next bytes. */
  void take(byte[] bytes, int length) {
    int at = 0;
    while (at < length) {
      if (body > 0) {
        long n = Math.min(body, length - at);
        body -= n;
        at += (int) n;
      } else {
        head.write(bytes[at]);
        at++;
        if (bytes[at - 1] == '\n') {
          headMayBeComplete();
        }
      }
    }
  }

  private void headMayBeComplete() {
    String text = head.toString(StandardCharsets.ISO_8859_1);
    if (text.endsWith(END)) {
      head.reset();
      body = contentLength(text.lines());
      String line = text.substring(0, text.indexOf("\r\n"));
      int version = line.lastIndexOf(' ');
      requests.accept(version < 0 ? line : line.substring(0, version));
    }
  }

  private static long contentLength(Stream<String> lines) {
    return lines
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith(LENGTH))
        .mapToLong(line -> Long.parseLong(line.substring(LENGTH.length()).strip()))
        .findFirst()
        .orElse(0);
  }
}
