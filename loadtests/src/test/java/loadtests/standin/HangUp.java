package loadtests.standin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that answers the first request of each connection and closes it upon the second without
 * a word, as a process that ends does.
 */
final class HangUp implements AutoCloseable {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
  private final AtomicInteger requests = new AtomicInteger();

  HangUp() throws IOException {
    Thread.ofVirtual().start(this::serve);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Requests so far. */
  int requests() {
    return requests.get();
  }

  private void serve() {
    try {
      while (true) {
        Socket connection = server.accept();
        Thread.ofVirtual().start(() -> talk(connection));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void talk(Socket connection) {
    try (connection) {
      var in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
      readRequest(in);
      connection.getOutputStream().write(ANSWER);
      readRequest(in);
    } catch (IOException e) {
      // The client has gone.
    }
  }

  /** One without a body. */
  private void readRequest(BufferedReader in) throws IOException {
    String line = in.readLine();
    boolean any = line != null;
    while (line != null && !line.isEmpty()) {
      line = in.readLine();
    }
    if (any) {
      requests.incrementAndGet();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
