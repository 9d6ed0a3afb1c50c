package environments;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What pods say of themselves at {@code /api/metrics}. */
final class PodMetrics implements AutoCloseable {

  private static final double MIB = 1024 * 1024;
  private static final double MILLIS = 1000;

  /** A figure of system.jsonl: its name, the metric that it is the sum of, and the factor. */
  private record Figure(String name, String metric, double factor) {}

  private static final List<Figure> FIGURES =
      List.of(
          new Figure("heapUsedMiB", "lms_jvm_heap_used_bytes", 1 / MIB),
          new Figure("poolActive", "lms_database_connections_active", 1),
          new Figure("poolHeld", "lms_database_connections_held", 1),
          new Figure("poolSize", "lms_database_connections_limit", 1),
          new Figure("poolPending", "lms_database_connections_pending", 1),
          new Figure("poolWaitMillis", "lms_database_connection_wait_seconds_sum", MILLIS),
          new Figure("requests", "lms_http_requests_total", 1),
          new Figure("queries", "lms_database_queries_total", 1),
          new Figure("cacheHits", "lms_cache_hits_total", 1),
          new Figure("cacheMisses", "lms_cache_misses_total", 1),
          new Figure("gcPauseMillis", "lms_jvm_gc_pause_seconds_sum", MILLIS),
          new Figure("coalesced", "lms_video_position_writes_total", 1));

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Asks all pods at once and waits for none longer than {@code patience}.
   *
   * @return the figures of those that answered, by pod
   */
  Map<String, Map<String, Object>> read(Map<String, URI> pods, Duration patience) {
    Map<String, CompletableFuture<HttpResponse<String>>> answers = new LinkedHashMap<>();
    pods.forEach((name, pod) -> answers.put(name, ask(pod, patience)));
    long end = System.nanoTime() + patience.toNanos();
    Map<String, Map<String, Object>> figures = new LinkedHashMap<>();
    answers.forEach(
        (name, answer) -> await(answer, end).ifPresent(text -> figures.put(name, figures(text))));
    return figures;
  }

  /** The figures of one exposition; a metric that is missing is left out. */
  static Map<String, Object> figures(String text) {
    Map<String, Double> sums = PrometheusText.sums(text, PodMetrics::counts);
    Map<String, Object> figures = new HashMap<>();
    for (Figure figure : FIGURES) {
      Double sum = sums.get(figure.metric());
      if (sum != null) {
        figures.put(figure.name(), sum * figure.factor());
      }
    }
    return figures;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /** Our own looking isn't load, and a stored position isn't a coalesced one. */
  private static boolean counts(String series) {
    if (series.startsWith("lms_http_requests_total")) {
      return !series.contains("endpoint=\"/api/health")
          && !series.contains("endpoint=\"/api/metrics");
    }
    return !series.startsWith("lms_video_position_writes_total")
        || series.contains("result=\"coalesced\"");
  }

  private CompletableFuture<HttpResponse<String>> ask(URI pod, Duration patience) {
    HttpRequest request =
        HttpRequest.newBuilder(pod.resolve("/api/metrics")).timeout(patience).build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  private static Optional<String> await(CompletableFuture<HttpResponse<String>> answer, long end) {
    try {
      HttpResponse<String> response =
          answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
