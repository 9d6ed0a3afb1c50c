package environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Free TCP ports of the loopback address, outside the range from which the kernel takes those of
 * connections: a server that ends and is started again finds its own still free.
 */
final class Ports {

  private static final int TRIES_MAX = 5;
  private static final int LOOKS_MAX = 100;
  private static final int LOWEST = 10_000;
  private static final int HIGHEST = 65_535;
  private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  /** Counts on, so that ports that are not taken at once are different ones. */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(HIGHEST));

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
    try {
      // Read as a whole: the kernel gives its settings at the first read or not at all.
      String[] taken = Files.readAllLines(RANGE).getFirst().split("\\s+", -1);
      int first = Integer.parseInt(taken[0]);
      int last = Integer.parseInt(taken[1]);
      boolean below = first - LOWEST >= HIGHEST - last;
      int from = below ? LOWEST : last + 1;
      int to = below ? first : HIGHEST + 1;
      for (int look = 0; look < LOOKS_MAX && from < to; look++) {
        int port = from + Math.floorMod(NEXT.getAndIncrement(), to - from);
        if (isFree(port)) {
          return port;
        }
      }
      throw new IOException("none of " + LOOKS_MAX + " from " + from + " to " + (to - 1) + " is");
    } catch (IOException e) {
      throw new UncheckedIOException("there is no free port on the loopback address", e);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
