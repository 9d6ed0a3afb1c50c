package environments.links;

import java.net.InetSocketAddress;

/** Addresses as Toxiproxy writes them, {@code host:port}. */
final class Addresses {
  private static final int PORT_MAX = 65_535;

  private Addresses() {}

  /** Looks a host up; without one it is all addresses of this machine. */
  static InetSocketAddress parse(String text) throws ApiProblem {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon).replaceAll("[\\[\\]]", "");
    int port = port(text, text.substring(colon + 1));
    InetSocketAddress address =
        host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new ApiProblem(400, "address " + text + ": nobody knows the host");
    }
    return address;
  }

  /** The same address with another port. */
  static String text(String address, int port) {
    return address.substring(0, address.lastIndexOf(':') + 1) + port;
  }

  private static int port(String address, String text) throws ApiProblem {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= PORT_MAX) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Refused below, as a number out of range is.
    }
    throw new ApiProblem(400, "address " + address + " must be HOST:PORT");
  }
}
