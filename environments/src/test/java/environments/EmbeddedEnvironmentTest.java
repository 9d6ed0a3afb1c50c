package environments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The embedded environment for real: MariaDB, Redis and a pod, started, used, stopped. */
final class EmbeddedEnvironmentTest {
  private static final OwnCache CACHE = OwnCache.use("test-cache");

  @Test
  void servesIsSampledAndLeavesNothingWhenClosed() throws Exception {
    List<ProcessHandle> children;
    try (Environment environment = Environments.open(EmbeddedProcess.small("served"))) {
      children = ProcessHandle.current().descendants().toList();
      URI pod = environment.pods().getFirst();
      assertThat(get(pod.resolve("/api/health")).body()).contains("\"database\":\"up\"");
      assertThat(get(pod.resolve("/courses")).body()).contains("data-course=\"1\"");
      assertThat(environment.seedFile()).isRegularFile();

      environment.sample();
      Map<?, ?> processes = map(environment.sample().get("processes"));
      assertThat(processes.keySet()).asString().contains("pod-1", "database", "redis");
      assertThat(map(processes.get("pod-1")).get("requests"))
          .isInstanceOfSatisfying(Number.class, n -> assertThat(n.doubleValue()).isPositive());
      assertThat(map(processes.get("pod-1")).get("poolSize")).isEqualTo(20.0);
      assertThat(map(processes.get("database")).keySet())
          .asString()
          .contains("connections", "connectionsMost", "connectionsLimit", "connectionsRefused");
      assertThat(environment.describe()).containsEntry("size", "small").containsEntry("pods", 1);
    }

    assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(CACHE.workFolders()).isEmpty();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
