package lms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Bytes as no well-behaved client sends them, and what came back. */
record RawRequest(int status, String head, String body) {
  private static final int WAIT_MILLIS = 10_000;

  /** Sends {@code text} and reads one answer, or all until the platform closes the connection. */
  static RawRequest sent(String base, String text) {
    URI address = URI.create(base);
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(WAIT_MILLIS);
      write(socket, text);
      return read(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The platform may answer and close before it has read all. */
  private static void write(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException _) {
      // What it answered is read all the same.
    }
  }

  private static RawRequest read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no answer but " + head);
      }
      head.append((char) next);
    }
    int length = number(head.toString(), "content-length:");
    byte[] body = in.readNBytes(length);
    int status = Integer.parseInt(head.substring(9, 12));
    return new RawRequest(status, head.toString(), new String(body, StandardCharsets.UTF_8));
  }

  private static int number(String head, String name) {
    for (String line : head.lines().toList()) {
      if (line.toLowerCase(Locale.ROOT).startsWith(name)) {
        return Integer.parseInt(line.substring(name.length()).strip());
      }
    }
    return 0;
  }
}
