package environments;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asking pods how they fare, of which one takes its time. */
final class PodMetricsTest {
  private static final byte[] SAID =
      "lms_http_requests_total{endpoint=\"/courses\",} 7.0\n".getBytes(StandardCharsets.UTF_8);

  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final PodMetrics metrics = new PodMetrics();
  private HttpServer pod;

  @BeforeEach
  void start() throws Exception {
    pod = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    pod.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    pod.createContext(
        "/api/metrics",
        exchange -> {
          try {
            mayAnswer.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          exchange.sendResponseHeaders(200, SAID.length);
          exchange.getResponseBody().write(SAID);
          exchange.close();
        });
    pod.start();
  }

  @AfterEach
  void stop() {
    mayAnswer.countDown();
    metrics.close();
    pod.stop(0);
  }

  @Test
  void aPodThatTakesLongerThanThePatienceSaysNothing() {
    assertThat(metrics.read(pods(), Duration.ofMillis(100))).isEmpty();
  }

  @Test
  void aSlowPodIsHeardByWhoHasPatience() {
    var _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  var _ = metrics.read(pods(), Duration.ofMillis(50));
                  mayAnswer.countDown();
                });

    assertThat(metrics.read(pods(), Duration.ofSeconds(10)))
        .containsEntry("pod-1", Map.of("requests", 7.0));
  }

  private Map<String, URI> pods() {
    return Map.of("pod-1", URI.create("http://127.0.0.1:" + pod.getAddress().getPort()));
  }
}
