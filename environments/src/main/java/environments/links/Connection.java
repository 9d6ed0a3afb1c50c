package environments.links;

import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A client's connection and the one that was opened for it: two flows. Thread-safe. */
final class Connection {
  private final Proxy proxy;
  private final Socket client;
  private final Socket server;
  private final Flow up;
  private final Flow down;
  private final AtomicInteger flowing = new AtomicInteger(2);
  private final AtomicBoolean closed = new AtomicBoolean();

  Connection(Proxy proxy, Socket client, Socket server) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
    this.up = new Flow(this, client, server);
    this.down = new Flow(this, server, client);
  }

  void start() {
    up.start();
    down.start();
  }

  void add(Toxic toxic) {
    flow(toxic).add(toxic);
  }

  void change(Toxic toxic) {
    flow(toxic).change(toxic);
  }

  void remove(Toxic toxic) {
    flow(toxic).remove(toxic);
  }

  /** One of its flows has come to its end; with the second it is over. */
  void ended() {
    if (flowing.decrementAndGet() == 0) {
      close();
    }
  }

  /** Ends both flows; both peers see an end. */
  void close() {
    if (closed.compareAndSet(false, true)) {
      Sockets.close(client);
      Sockets.close(server);
      over();
    }
  }

  /** Ends both flows; both peers see a reset. */
  void reset() {
    if (closed.compareAndSet(false, true)) {
      Sockets.reset(client);
      Sockets.reset(server);
      over();
    }
  }

  private void over() {
    up.stop();
    down.stop();
    proxy.forget(this);
  }

  private Flow flow(Toxic toxic) {
    return toxic.stream() == Direction.UPSTREAM ? up : down;
  }
}
