package environments.links;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on all addresses that says what it hears, and ends when its client does. */
final class EchoServer implements AutoCloseable {
  private final ServerSocket server;
  private final Thread acceptor = Thread.ofVirtual().unstarted(this::accept);
  private final AtomicInteger accepted = new AtomicInteger();

  private EchoServer(ServerSocket server) {
    this.server = server;
  }

  static EchoServer start() throws IOException {
    EchoServer echo = new EchoServer(new ServerSocket(0));
    echo.acceptor.start();
    return echo;
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many connections it has had. */
  int accepted() {
    return accepted.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        accepted.incrementAndGet();
        Thread.startVirtualThread(() -> echo(client));
      } catch (IOException e) {
        // Closed by the test.
        return;
      }
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // The client was cut off.
      return;
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      // Until then it may still let somebody in.
      acceptor.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
