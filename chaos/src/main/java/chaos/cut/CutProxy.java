package chaos.cut;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy that passes everything on until a {@link Conversation} says that a connection is to
 * be cut off: then both ends get a reset, and what the server had answered is lost on the way.
 * Thread-safe; closing it ends all of its connections.
 */
public final class CutProxy implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int CONNECT_MILLIS = 3_000;

  private final ServerSocket listener;
  private final List<InetSocketAddress> servers;
  private final Transport transport;
  private final Supplier<Conversation> conversations;
  private final @Nullable CutProxy behind;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger turns = new AtomicInteger();
  private final AtomicInteger resets = new AtomicInteger();

  private CutProxy(
      ServerSocket listener,
      List<InetSocketAddress> servers,
      Transport transport,
      Supplier<Conversation> conversations,
      @Nullable CutProxy behind) {
    this.listener = listener;
    this.servers = List.copyOf(servers);
    this.transport = transport;
    this.conversations = conversations;
    this.behind = behind;
  }

  /** How a connection ended. */
  private enum End {
    /** One side had said all. */
    OVER,
    /** By us. */
    CUT,
    /** By a reset of the server's. */
    RESET
  }

  /**
   * One on a free port.
   *
   * @param local the address that it listens at
   * @param servers where everything goes: connections take turns, and pass over who refuses
   */
  static CutProxy start(
      InetAddress local,
      List<InetSocketAddress> servers,
      Transport transport,
      Supplier<Conversation> conversations) {
    return start(local, servers, transport, conversations, null);
  }

  private static CutProxy start(
      InetAddress local,
      List<InetSocketAddress> servers,
      Transport transport,
      Supplier<Conversation> conversations,
      @Nullable CutProxy behind) {
    try {
      var listener = new ServerSocket(0, 0, local);
      var proxy = new CutProxy(listener, servers, transport, conversations, behind);
      Thread.ofVirtual().name("cut-proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("there is no free port at " + local, e);
    }
  }

  /**
   * One that leads to this one and is its only client: it cuts nothing, and sees by {@link #resets}
   * what becomes of the connections. Closing it closes both.
   */
  public CutProxy watched(InetAddress local) {
    var here = new InetSocketAddress(local, port());
    return start(local, List.of(here), Transport.PLAIN, () -> Conversation.UNCUT, this);
  }

  /** The port that it listens on. */
  public int port() {
    return listener.getLocalPort();
  }

  /** How many connections it has cut off. */
  public int cuts() {
    return cuts.get();
  }

  /** How many of its own connections to the server were ended by a reset, as its sockets say. */
  public int resets() {
    return resets.get();
  }

  /** Connections that are open now. */
  public int connections() {
    return open.size() / 2;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (listener.isClosed()) {
          client.close(); // A thread that is being woken by the close may still get one.
        } else {
          Thread.ofVirtual().start(() -> serve(client));
        }
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    open.add(client);
    try (client;
        Socket server = connected()) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Conversation conversation = conversations.get();
      Socket asked = transport.ofClient(client);
      Socket told = transport.ofServer(server, address(server));
      Thread asking = Thread.ofVirtual().start(() -> ask(asked, told, conversation));
      End end = answer(asked, told, conversation);
      cuts.addAndGet(end == End.CUT ? 1 : 0);
      resets.addAndGet(end == End.RESET ? 1 : 0);
      // Only a watching one hands a reset on: what resets it there is a cut, and nothing else.
      if (end == End.CUT || (end == End.RESET && behind != null)) {
        // Of the wires themselves: no farewell of TLS goes before.
        reset(client);
        reset(server);
      } else {
        end(asked);
      }
      asking.join();
    } catch (IOException e) {
      // One side is gone, and so is the other when this returns.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
      open.removeIf(Socket::isClosed);
    }
  }

  /** A connection to the server whose turn it is, or to the first after it that takes one. */
  private Socket connected() throws IOException {
    int turn = turns.getAndIncrement();
    var refused = new IOException("no server takes a connection");
    for (int i = 0; i < servers.size(); i++) {
      var server = new Socket();
      open.add(server);
      try {
        server.connect(servers.get(Math.floorMod(turn + i, servers.size())), CONNECT_MILLIS);
        return server;
      } catch (IOException e) {
        refused.addSuppressed(e);
        open.remove(server);
        server.close();
      }
    }
    throw refused;
  }

  private static InetSocketAddress address(Socket server) {
    return new InetSocketAddress(server.getInetAddress(), server.getPort());
  }

  private static void ask(Socket client, Socket server, Conversation conversation) {
    try {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        conversation.asked(buffer, n);
        out.write(buffer, 0, n);
      }
      server.shutdownOutput();
    } catch (IOException e) {
      end(server);
    }
  }

  /** Passes answers on until there are none. */
  private static End answer(Socket client, Socket server, Conversation conversation)
      throws IOException {
    InputStream in = server.getInputStream();
    OutputStream out = client.getOutputStream();
    byte[] buffer = new byte[BUFFER_BYTES];
    while (true) {
      int n;
      try {
        n = in.read(buffer);
      } catch (SocketException e) {
        return server.isClosed() ? End.OVER : End.RESET;
      }
      if (n < 0) {
        return End.OVER;
      }
      if (conversation.answered(buffer, n)) {
        return End.CUT;
      }
      out.write(buffer, 0, n);
    }
  }

  /** Closes with a reset, so that neither side takes it for an orderly end. */
  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed.
      return;
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the proxy could not be closed", e);
    } finally {
      open.forEach(CutProxy::end);
      if (behind != null) {
        behind.close();
      }
    }
  }
}
