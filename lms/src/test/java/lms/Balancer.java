package lms;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One address in front of pods: passes bytes on to the pod that it leads to now. When that changes,
 * all connections are cut, as when a pod dies.
 */
final class Balancer implements AutoCloseable {
  private final ServerSocket listening;
  private final AtomicReference<@Nullable URI> pod = new AtomicReference<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  Balancer(String address) {
    pod.set(URI.create(address));
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Where browsers reach it. */
  String address() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  /** Leads to the pod at {@code address} from now on, or to none. */
  void lead(@Nullable String address) {
    pod.set(address == null ? null : URI.create(address));
    sockets.forEach(Balancer::cut);
    sockets.clear();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        URI target = pod.get();
        if (target == null) {
          cut(client);
        } else {
          Socket server = new Socket(target.getHost(), target.getPort());
          sockets.add(client);
          sockets.add(server);
          Thread.ofVirtual().start(() -> pass(client, server));
          Thread.ofVirtual().start(() -> pass(server, client));
        }
      } catch (IOException e) {
        // The pod is gone, or this balancer is closed: the client sees a cut connection.
      }
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // Cut.
    }
  }

  private static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed then.
    }
  }

  @Override
  public void close() {
    lead(null);
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
