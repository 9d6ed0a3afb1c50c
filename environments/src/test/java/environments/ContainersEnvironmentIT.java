package environments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

/** The containers environment as a run uses it, and that nothing is left of it. */
final class ContainersEnvironmentIT {
  private static final EnvironmentSettings ONE =
      EnvironmentSettings.embedded().withName("containers").withData("small", 7);
  private static final int REQUESTS = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void servesTheSeededDataFromOnePodAtItsOwnAddressAndLeavesNothing() throws Exception {
    try (OwnDocker docker = OwnDocker.take()) {
      String before = containers(docker.cli());
      try (Environment environment = Environments.open(ONE);
          HttpClient client = HttpClient.newHttpClient()) {
        URI pod = environment.pods().getFirst();
        assertThat(environment.pods()).hasSize(1);
        assertThat(pod.getScheme()).as("nothing between load and pod").isEqualTo("http");
        assertThat(courses(client, pod).body()).contains("data-course=");
        assertThat(Files.readString(environment.seedFile())).contains("\"courses\"");
        DatabaseAccess access = environment.database().orElseThrow();
        try (var connection =
            DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password())) {
          assertThat(connection.isValid(5)).isTrue();
        }
        assertThat(environment.describe()).containsEntry("podCpus", 1).doesNotContainKey("edge");
        assertThat(String.valueOf(environment.describe().get("database")))
            .contains("product=MySQL", "version=9.7", "flushLogAtTrxCommit=1");
        assertThat(String.valueOf(environment.describe().get("imageContent")))
            .contains("base=eclipse-temurin:25-jre", "baseBytes=", "stages=3");
      }

      assertThat(containers(docker.cli())).isEqualTo(before);
    }
  }

  @Test
  void putsTheEdgeBeforeSeveralPodsWhichSharesTheLoadOutAndLeavesNothing() throws Exception {
    try (OwnDocker docker = OwnDocker.take()) {
      String own = containers(docker.cli());
      try (Environment environment = Environments.open(ONE.withPods(2));
          HttpClient client = Trustful.client()) {
        assertThat(environment.pods()).hasSize(1);
        URI edge = environment.pods().getFirst();
        assertThat(edge.getScheme()).isEqualTo("https");
        assertThat(environment.describe()).containsEntry("edge", "nginx:1.26");
        JsonNode before = processes(environment);
        for (int request = 0; request < REQUESTS; request++) {
          HttpResponse<String> answer = courses(client, edge);
          assertThat(answer.body()).contains("data-course=");
          assertThat(answer.headers().firstValue("strict-transport-security")).isPresent();
        }
        JsonNode after = processes(environment);
        int first = requests(after, "pod-1") - requests(before, "pod-1");
        int second = requests(after, "pod-2") - requests(before, "pod-2");
        assertThat(first).isPositive();
        assertThat(second).isPositive();
        assertThat(first + second).isEqualTo(REQUESTS);
        assertThat(status(client, edge.resolve("/api/metrics"))).isEqualTo(404);
        assertThat(String.valueOf(environment.describe().get("podPrivileges")))
            .contains("pod-1={program=java", "pod-2={program=java", "Read-only file system");
        assertThat(environment.sample()).containsEntry("podsReady", 2);
        // Two pools of 20; who looks is not counted.
        assertThat(String.valueOf(environment.sample().get("processes")))
            .contains("connections=40.0", "connectionsLimit=90.0", "poolHeld=", "poolSize=20.0");
      }

      assertThat(containers(docker.cli())).isEqualTo(own);
    }
  }

  private static HttpResponse<String> courses(HttpClient client, URI at) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(at.resolve("/courses")).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static int status(HttpClient client, URI at) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(at).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static JsonNode processes(Environment environment) {
    return JSON.valueToTree(environment.sample().get("processes"));
  }

  /** How many requests a pod has counted. */
  private static int requests(JsonNode processes, String pod) {
    return processes.path(pod).path("requests").asInt();
  }

  /** All containers, networks and volumes that belong to a run. */
  private static String containers(DockerCli docker) {
    String label = "label=headroom.owner";
    return docker.ask("ps", "--all", "--quiet", "--filter", label)
        + docker.ask("network", "ls", "--quiet", "--filter", label)
        + docker.ask("volume", "ls", "--quiet", "--filter", label);
  }
}
