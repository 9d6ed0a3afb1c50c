package environments.links;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Where a proxy leads: one address, or several that take turns. Thread-safe. */
final class Upstream {
  private static final int CONNECT_MILLIS_MAX = 3_000;

  private final String text;
  private final List<InetSocketAddress> addresses;
  private final AtomicInteger turn = new AtomicInteger();

  private Upstream(String text, List<InetSocketAddress> addresses) {
    this.text = text;
    this.addresses = List.copyOf(addresses);
  }

  /** Reads addresses that are separated by commas. */
  static Upstream of(String text) throws ApiProblem {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String address : text.split(",", -1)) {
      addresses.add(Addresses.parse(address.strip()));
    }
    return new Upstream(text, addresses);
  }

  String text() {
    return text;
  }

  /** A connection to the next address that accepts one. */
  Socket connect() throws IOException {
    int first = Math.floorMod(turn.getAndIncrement(), addresses.size());
    IOException failure = new IOException("no address");
    for (int next = 0; next < addresses.size(); next++) {
      Socket socket = new Socket();
      try {
        socket.connect(addresses.get((first + next) % addresses.size()), CONNECT_MILLIS_MAX);
        return socket;
      } catch (IOException e) {
        Sockets.close(socket);
        failure = e;
      }
    }
    throw failure;
  }
}
