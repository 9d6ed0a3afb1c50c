package environments.links;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A port that leads somewhere else, with the toxics on the way there and back. Thread-safe. */
final class Proxy implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final long ACCEPT_AGAIN_NANOS = 10_000_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final String name;
  private final Map<String, Toxic> toxics = new LinkedHashMap<>();
  private final Set<Connection> connections = new HashSet<>();
  private String listen = "127.0.0.1:0";
  private Upstream upstream;
  private @Nullable ServerSocket server;
  private @Nullable Thread acceptor;

  /** One that doesn't listen yet. */
  Proxy(String name, String upstream) throws ApiProblem {
    this.name = name;
    this.upstream = Upstream.of(upstream);
  }

  String name() {
    return name;
  }

  /**
   * Takes over what a request names of {@code listen}, {@code upstream} and {@code enabled}. Where
   * it listens or leads somewhere else afterwards, or is disabled, all connections are cut.
   */
  void update(ObjectNode body) throws ApiProblem {
    lock.lock();
    try {
      String listens = body.path("listen").asText(listen);
      String leads = body.path("upstream").asText(upstream.text());
      boolean enabled = body.path("enabled").asBoolean(server != null);
      Upstream other = Upstream.of(leads);
      Addresses.parse(listens);
      if (!listens.equals(listen) || !leads.equals(upstream.text())) {
        stop();
        listen = listens;
        upstream = other;
      }
      if (!enabled) {
        stop();
      } else if (server == null) {
        start();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Enables it and removes all toxics. */
  void reset() throws ApiProblem {
    lock.lock();
    try {
      for (String toxic : List.copyOf(toxics.keySet())) {
        remove(toxic);
      }
      if (server == null) {
        start();
      }
    } finally {
      lock.unlock();
    }
  }

  Toxic toxic(String toxic) throws ApiProblem {
    lock.lock();
    try {
      Toxic found = toxics.get(toxic);
      if (found == null) {
        throw new ApiProblem(404, "toxic not found");
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  Toxic add(Toxic toxic) throws ApiProblem {
    lock.lock();
    try {
      if (toxics.putIfAbsent(toxic.name(), toxic) != null) {
        throw new ApiProblem(409, "toxic already exists");
      }
      connections.forEach(connection -> connection.add(toxic));
      return toxic;
    } finally {
      lock.unlock();
    }
  }

  /** Gives a toxic other attributes or another toxicity. */
  Toxic change(String toxic, ObjectNode body) throws ApiProblem {
    lock.lock();
    try {
      Toxic changed = toxic(toxic).with(body);
      toxics.put(toxic, changed);
      connections.forEach(connection -> connection.change(changed));
      return changed;
    } finally {
      lock.unlock();
    }
  }

  void remove(String toxic) throws ApiProblem {
    lock.lock();
    try {
      Toxic removed = toxic(toxic);
      toxics.remove(toxic);
      List.copyOf(connections).forEach(connection -> connection.remove(removed));
    } finally {
      lock.unlock();
    }
  }

  ObjectNode json() {
    lock.lock();
    try {
      ObjectNode json = Api.JSON.createObjectNode();
      json.put("name", name).put("listen", listen).put("upstream", upstream.text());
      json.put("enabled", server != null).set("toxics", toxicsJson());
      return json;
    } finally {
      lock.unlock();
    }
  }

  ArrayNode toxicsJson() {
    lock.lock();
    try {
      ArrayNode all = Api.JSON.createArrayNode();
      toxics.values().forEach(toxic -> all.add(toxic.json()));
      return all;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      stop();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a connection that is closed. */
  void forget(Connection connection) {
    lock.lock();
    try {
      connections.remove(connection);
    } finally {
      lock.unlock();
    }
  }

  private void start() throws ApiProblem {
    InetSocketAddress address = Addresses.parse(listen);
    try {
      ServerSocket opened = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
      listen = Addresses.text(listen, opened.getLocalPort());
      server = opened;
      Upstream leads = upstream;
      acceptor = Thread.startVirtualThread(() -> accept(opened, leads));
    } catch (IOException e) {
      throw new ApiProblem(500, "listen " + listen + ": " + e.getMessage());
    }
  }

  /** Lets nobody in any more, and cuts those who are. */
  private void stop() {
    if (server != null && acceptor != null) {
      Sockets.close(server);
      server = null;
      try {
        // The port is free when nobody waits at it any more.
        acceptor.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    List.copyOf(connections).forEach(Connection::close);
  }

  private void accept(ServerSocket from, Upstream leads) {
    while (true) {
      try {
        Socket client = from.accept();
        // One that is slow to connect must not keep the others waiting.
        Thread.startVirtualThread(() -> connect(from, client, leads));
      } catch (IOException e) {
        if (from.isClosed()) {
          return;
        }
        // There are too many open files; that may pass.
        LockSupport.parkNanos(ACCEPT_AGAIN_NANOS);
      }
    }
  }

  private void connect(ServerSocket from, Socket client, Upstream leads) {
    Socket there;
    try {
      there = leads.connect();
    } catch (IOException e) {
      Sockets.close(client);
      return;
    }
    lock.lock();
    try {
      if (!from.equals(server)) {
        Sockets.close(client);
        Sockets.close(there);
        return;
      }
      Connection connection = new Connection(this, client, there);
      connections.add(connection);
      toxics.values().forEach(connection::add);
      connection.start();
    } finally {
      lock.unlock();
    }
  }
}
