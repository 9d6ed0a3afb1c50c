package lms.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import redis.embedded.RedisServer;

/** A Redis of its own, which a test may stop. */
public final class TestRedis implements AutoCloseable {
  private static final int ATTEMPTS = 5;

  private final RedisServer server;
  private final int port;

  /** Starts one on a free port. */
  public TestRedis() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      server = started(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Its program is written anew for each, and can't be run while a process that another test began
   * at that moment still holds it open.
   */
  private static RedisServer started(int port) throws IOException {
    for (int attempt = 1; ; attempt++) {
      RedisServer fresh =
          RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
      try {
        fresh.start();
        return fresh;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Its address. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Makes it forget everything. */
  public void flush() {
    demand("FLUSHALL", "+OK");
  }

  /** Puts something at {@code key} that is no value: each reading of it fails. */
  public void pretend(String key) {
    demand("LPUSH " + key + " stranger", ":1");
  }

  private void demand(String command, String wanted) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      byte[] said = socket.getInputStream().readNBytes(wanted.length());
      String answer = new String(said, StandardCharsets.US_ASCII);
      if (!answer.equals(wanted)) {
        throw new IllegalStateException("Redis said " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
