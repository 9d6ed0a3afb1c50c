package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Spans as a collector gets them, by OTLP over HTTP. */
final class TracingTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";

  /** What was sent, as text in which each byte is one character. */
  private final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();

  private HttpServer collector() throws IOException {
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          sent.add(new String(body, StandardCharsets.ISO_8859_1));
          exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    return collector;
  }

  @Test
  void tellsACollectorOfRequestsStatementsAndRedisAsPartOfTheTraceThatTheyBelongTo()
      throws Exception {
    HttpServer collector = collector();
    String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces";
    HttpResponse<String> answer;
    try (LmsServer server =
        new LmsServer(
            Map.of("LMS_OTLP_ENDPOINT", endpoint, "LMS_OTLP_PERCENT", "1"), Clock.systemUTC())) {
      long course = server.course("HR-6101", null);
      answer = traced(server, "/api/courses/" + course);
    } finally {
      collector.stop(0);
    }

    String spans = String.join("", sent);
    assertThat(answer.headers().firstValue("traceresponse").orElse(""))
        .matches("00-" + TRACE + "-[0-9a-f]{16}-01");
    assertThat(spans)
        .contains("GET /api/courses/{id}")
        .contains("db.query.text")
        .contains("FROM courses")
        .contains("redis")
        .contains(bytes(TRACE))
        .contains(bytes(PARENT));
  }

  @Test
  void costsNoHeaderWhereNobodyWantsSpans() throws Exception {
    try (LmsServer server = new LmsServer(Map.of(), Clock.systemUTC())) {
      HttpResponse<String> answer = traced(server, "/api/courses");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("traceresponse")).isEmpty();
    }
  }

  private static HttpResponse<String> traced(LmsServer server, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .header("traceparent", "00-%s-%s-01".formatted(TRACE, PARENT))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String bytes(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }
}
