package chaos.experiment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * What stands before a healthy platform and makes three defects of it, each now and then: it says
 * that an enrolment is done that it never passes on, it says that a finished lesson was refused
 * that is stored, and it shows one learner the page of another.
 */
final class LyingPlatform implements AutoCloseable {
  private static final Pattern ENROLMENT = Pattern.compile("/api/courses/\\d+/enrolment");
  private static final Pattern COMPLETION = Pattern.compile("/api/lessons/\\d+/completion");
  private static final Pattern COURSE = Pattern.compile("/courses/\\d+");
  private static final Pattern SHOWN_TO = Pattern.compile("<body data-user=\"\\d+\"");
  private static final int EVERY = 4;
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "host", "content-length", "transfer-encoding", "upgrade");

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI platform;
  private final AtomicInteger enrolments = new AtomicInteger();
  private final AtomicInteger completions = new AtomicInteger();
  private final AtomicInteger pages = new AtomicInteger();

  LyingPlatform(InetAddress local, InetSocketAddress platform) throws IOException {
    this.platform = URI.create("http://" + platform.getHostString() + ":" + platform.getPort());
    server = HttpServer.create(new InetSocketAddress(local, 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      boolean post = exchange.getRequestMethod().equals("POST");
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (post && ENROLMENT.matcher(path).matches() && its(enrolments)) {
        answer(exchange, 201, "{}".getBytes(StandardCharsets.UTF_8));
        return;
      }
      HttpResponse<byte[]> real = passOn(exchange, body);
      real.headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      if (COMPLETION.matcher(path).matches()
          && !exchange.getRequestMethod().equals("GET")
          && its(completions)) {
        answer(exchange, 409, "{}".getBytes(StandardCharsets.UTF_8));
      } else if (!post && COURSE.matcher(path).matches() && its(pages)) {
        String page = new String(real.body(), StandardCharsets.UTF_8);
        String others = SHOWN_TO.matcher(page).replaceAll("<body data-user=\"1\"");
        answer(exchange, real.statusCode(), others.getBytes(StandardCharsets.UTF_8));
      } else {
        answer(exchange, real.statusCode(), real.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean its(AtomicInteger turn) {
    return turn.incrementAndGet() % EVERY == 0;
  }

  private HttpResponse<byte[]> passOn(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(platform.resolve(exchange.getRequestURI().toString()))
            .timeout(Duration.ofSeconds(10))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
  }
}
