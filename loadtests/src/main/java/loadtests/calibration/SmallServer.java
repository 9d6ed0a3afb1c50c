package loadtests.calibration;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP/1.1 server on loopback: connections are kept, each has a virtual thread, answers
 * have a length. It adds as little as possible to what its handler takes. Thread-safe.
 */
public final class SmallServer implements AutoCloseable {
  private static final int BACKLOG = 4_096;
  private static final int BODY_BYTES_MAX = 1 << 20;
  private static final int LINE_BYTES_MAX = 1 << 13;
  private static final int HEADERS_MAX = 100;

  private final ServerSocket socket;
  private final Handler handler;

  /** Answers requests; may block, may be called by any number of threads at once. */
  @FunctionalInterface
  public interface Handler {
    Answer answer(Request request) throws InterruptedException;
  }

  /**
   * A request.
   *
   * @param headers by their names in lower case
   * @param arrivedNanos {@link System#nanoTime} when all of it had been read
   */
  public record Request(
      String method, String path, Map<String, String> headers, String body, long arrivedNanos) {}

  /** A status and a text. */
  public record Answer(int status, String body) {}

  private SmallServer(ServerSocket socket, Handler handler) {
    this.socket = socket;
    this.handler = handler;
  }

  /** A server on a free port of the loopback address. */
  public static SmallServer start(Handler handler) {
    try {
      var socket = new ServerSocket();
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
      var server = new SmallServer(socket, handler);
      Thread.ofPlatform().daemon().name("small-server").start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("no server could be started on loopback", e);
    }
  }

  /** Where it answers, without a path. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connection.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException _) {
        // Closed, here or at the other end: the loop's condition tells which.
      }
    }
  }

  private void serve(Socket connection) {
    try (connection;
        var in = new BufferedInputStream(connection.getInputStream());
        OutputStream out = connection.getOutputStream()) {
      for (Request request = read(in); request != null; request = read(in)) {
        Answer answer = handler.answer(request);
        out.write(bytes(answer));
        out.flush();
      }
    } catch (IOException _) {
      // The client went away; the connection is closed.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    String[] words = first.split(" ", -1);
    if (words.length != 3) {
      throw new IOException("no HTTP request: " + first);
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 1 || headers.size() == HEADERS_MAX) {
        throw new IOException("no header, or too many: " + line);
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    if (length < 0 || length > BODY_BYTES_MAX) {
      throw new IOException("a body of " + length + " bytes");
    }
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Request(words[0], words[1], headers, body, System.nanoTime());
  }

  /** A line without its end; empty at the end of the stream. */
  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (line.length() == LINE_BYTES_MAX) {
        throw new IOException("a line is too long");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static byte[] bytes(Answer answer) {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + answer.status()
            + " .\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] all = new byte[head.length() + body.length];
    System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, all, 0, head.length());
    System.arraycopy(body, 0, all, head.length(), body.length);
    return all;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
