package environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.IntFunction;

/** Free TCP ports of the loopback address. */
final class Ports {

  private static final int TRIES_MAX = 5;

  private Ports() {}

  /**
   * Starts a server on a free port. Between finding the port and the server's taking it another
   * process may take it: a start that fails is tried again with another port.
   *
   * @param start starts the server on a port and throws {@link EnvironmentUnavailable} if it can't
   */
  static <T> T startOnFree(IntFunction<T> start) {
    for (int tries = 1; ; tries++) {
      try {
        return start.apply(free());
      } catch (EnvironmentUnavailable e) {
        if (tries == TRIES_MAX || !String.valueOf(e.getMessage()).contains("in use")) {
          throw e;
        }
      }
    }
  }

  static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("there is no free port on the loopback address", e);
    }
  }
}
