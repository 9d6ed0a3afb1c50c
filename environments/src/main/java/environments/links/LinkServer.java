package environments.links;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Proxies of TCP connections that can be told to disturb them, and the HTTP server that is told so.
 *
 * <p>Beyond Toxiproxy an upstream may be several addresses, separated by commas: each new
 * connection goes to the next of them that accepts it.
 */
public final class LinkServer implements AutoCloseable {
  /** What the program writes when it listens; the group is where. */
  public static final Pattern READY = Pattern.compile("(?m)^links ready at (http://\\S+)\\R");

  private final Proxies proxies = new Proxies();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer http;

  private LinkServer(HttpServer http) {
    this.http = http;
  }

  /** Starts one on a free port of 127.0.0.1, without proxies. */
  static LinkServer start() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    LinkServer server = new LinkServer(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
    server.http.setExecutor(server.threads);
    server.http.createContext("/", new Api(server.proxies));
    server.http.start();
    return server;
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
    proxies.close();
  }

  /** The program; it ends when it is killed. */
  public static void main(String[] arguments) throws IOException {
    System.out.println("links ready at " + start().api());
  }
}
