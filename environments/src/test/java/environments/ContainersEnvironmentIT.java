package environments;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The containers environment as a run uses it, and that nothing is left of it. */
final class ContainersEnvironmentIT {
  private static final EnvironmentSettings SETTINGS =
      EnvironmentSettings.embedded().withName("containers").withData("small", 7).withPods(2);

  @Test
  void servesTheSeededDataFromEachPodAndLeavesNothing() throws Exception {
    try (OwnDocker docker = OwnDocker.take()) {
      String before = containers(docker.cli());
      try (Environment environment = Environments.open(SETTINGS);
          HttpClient client = HttpClient.newHttpClient()) {
        assertThat(environment.pods()).hasSize(2).doesNotHaveDuplicates();
        for (URI pod : environment.pods()) {
          HttpRequest request = HttpRequest.newBuilder(pod.resolve("/courses")).build();
          assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
              .contains("data-course=");
        }
        assertThat(Files.readString(environment.seedFile())).contains("\"courses\"");
        DatabaseAccess access = environment.database().orElseThrow();
        try (var connection =
            DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password())) {
          assertThat(connection.isValid(5)).isTrue();
        }
        assertThat(environment.describe()).containsEntry("podCpus", 1);
        assertThat(String.valueOf(environment.describe().get("database")))
            .contains("product=MySQL", "version=9.7", "flushLogAtTrxCommit=1");
        assertThat(String.valueOf(environment.describe().get("imageContent")))
            .contains("base=eclipse-temurin:25-jre", "baseBytes=", "stages=3");
        assertThat(String.valueOf(environment.describe().get("podPrivileges")))
            .contains("pod-1={program=java", "pod-2={program=java", "Read-only file system");
        environment.sample();
        Map<String, Object> sample = environment.sample();
        assertThat(sample).containsEntry("podsReady", 2);
        // Two pools of 20; who looks is not counted.
        assertThat(String.valueOf(sample.get("processes")))
            .contains("connections=40.0", "connectionsLimit=90.0", "poolIdle=", "poolSize=20.0");
      }

      assertThat(containers(docker.cli())).isEqualTo(before);
    }
  }

  /** All containers, networks and volumes that belong to a run. */
  private static String containers(DockerCli docker) {
    String label = "label=headroom.owner";
    return docker.ask("ps", "--all", "--quiet", "--filter", label)
        + docker.ask("network", "ls", "--quiet", "--filter", label)
        + docker.ask("volume", "ls", "--quiet", "--filter", label);
  }
}
