package environments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A cluster open for faults: its pods are processes of this machine. */
final class K3sFaultsIT {
  private static Environment environment;

  @BeforeAll
  static void open() {
    environment =
        Environments.open(
            EnvironmentSettings.embedded()
                .withPods(2)
                .withData("small", 42)
                .inCluster("k3s", ClusterSettings.fixed(2).with(PodSize.SMALL, 2))
                .withFaults());
  }

  @AfterAll
  static void close() {
    if (environment != null) {
      List<OptionalLong> pids = environment.parts().stream().map(Part::pid).toList();
      environment.close();
      assertThat(pids)
          .isNotEmpty()
          .noneMatch(pid -> pid.isPresent() && ProcessHandle.of(pid.getAsLong()).isPresent());
    }
  }

  @Test
  void eachPartIsTheServerItselfInItsPod() throws Exception {
    assertThat(environment.links()).isEmpty();
    assertThat(environment.parts())
        .extracting(Part::name)
        .containsExactly("pod-1", "pod-2", "database", "redis", "edge");
    assertThat(program("pod-1")).isEqualTo("java");
    assertThat(program("pod-2")).isEqualTo("java");
    assertThat(part("pod-1").pid()).isNotEqualTo(part("pod-2").pid());
    assertThat(program("database")).isEqualTo("mysqld");
    assertThat(program("redis")).isEqualTo("redis-server");
    assertThat(program("edge")).isEqualTo("nginx");
  }

  @Test
  void aPodThatWasKilledIsWaitedForUntilItServesAgain() throws Exception {
    Part pod = part("pod-1");
    long before = pod.pid().orElseThrow();
    assertThat(Signals.send("KILL", before)).isZero();
    // Until it is gone it counts as running.
    ProcessHandle.of(before)
        .map(ProcessHandle::onExit)
        .ifPresent(end -> end.orTimeout(10, TimeUnit.SECONDS).join());

    pod.start();

    assertThat(pod.pid().orElseThrow()).isNotEqualTo(before);
    assertThat(status()).isEqualTo(200);
  }

  @Test
  void aPodThatWasStoppedBecomesItsSuccessor() throws Exception {
    Part pod = part("pod-2");
    long before = pod.pid().orElseThrow();
    pod.stop(Duration.ofSeconds(1));
    assertThat(pod.pid()).isEmpty();

    pod.start();

    assertThat(pod.pid().orElseThrow()).isNotEqualTo(before);
    assertThat(pod.pid()).isNotEqualTo(part("pod-1").pid());
    assertThat(status()).isEqualTo(200);
  }

  private static Part part(String name) {
    return environment.parts().stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String program(String part) throws IOException {
    Path comm = Path.of("/proc", Long.toString(part(part).pid().orElseThrow()), "comm");
    return Files.readString(comm).strip();
  }

  private static int status() throws Exception {
    URI courses = environment.pods().getFirst().resolve("/api/courses");
    try (HttpClient client = Trustful.client()) {
      HttpRequest request = HttpRequest.newBuilder(courses).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
