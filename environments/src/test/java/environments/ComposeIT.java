package environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The development stack as its first user starts it: compose, and a visit through the edge. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ComposeIT {
  private static final Duration STARTING = Duration.ofMinutes(8);
  private static final List<String> DEBUG = List.of("compose.yaml", "compose.debug.yaml");
  private static final List<String> PRODUCTION = List.of("compose.yaml", "compose.production.yaml");
  private static final Duration STOPPING = Duration.ofMinutes(2);

  private final String project = "headroom-test-" + UUID.randomUUID();
  private final OwnDocker docker = OwnDocker.take();
  private final Path root = ProjectRoot.locate().path();
  private HttpClient browser;
  private URI edge;

  @BeforeAll
  void start() throws Exception {
    Files.writeString(docker.work().path().resolve("free-ports"), "EDGE_HTTP=0\nEDGE_HTTPS=0\n");
    compose(STARTING, "up", "--build", "--detach", "--wait");
    compose(STARTING, "run", "--rm", "seed");
    edge = URI.create("https://localhost:" + port("8443"));
    browser = Trustful.client();
  }

  @AfterAll
  void stop() {
    try {
      compose(STOPPING, "down", "--volumes", "--remove-orphans");
      assertThat(docker.cli().ask("ps", "--all", "--quiet", "--filter", "name=" + project))
          .isBlank();
    } finally {
      docker.close();
    }
  }

  @Test
  void showsTheSeededCatalogueByTlsAndHttp2WithTheEdgesHeaders() throws Exception {
    HttpResponse<String> catalogue = get("/courses", Map.of("X-Request-Id", "compose-1"));

    assertThat(catalogue.statusCode()).isEqualTo(200);
    assertThat(catalogue.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(catalogue.body()).contains("data-course=");
    assertThat(catalogue.headers().map())
        .containsEntry("x-request-id", List.of("compose-1"))
        .containsKeys(
            "strict-transport-security",
            "content-security-policy",
            "x-content-type-options",
            "permissions-policy");
  }

  @Test
  void compressesPagesAndHidesWhatIsForOperators() throws Exception {
    assertThat(get("/courses", Map.of("Accept-Encoding", "gzip")).headers().map())
        .containsEntry("content-encoding", List.of("gzip"));
    assertThat(get("/api/metrics", Map.of()).statusCode()).isEqualTo(404);
    assertThat(get("/static/style.css", Map.of()).headers().map())
        .containsEntry("cache-control", List.of("public, max-age=3600"));
  }

  @Test
  void sendsWhoComesWithoutTlsToTls() throws Exception {
    HttpRequest plain =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port("8080") + "/courses?q=a"))
            .build();
    HttpResponse<String> answer = browser.send(plain, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(308);
    assertThat(answer.headers().firstValue("Location")).hasValue("https://localhost/courses?q=a");
  }

  @Test
  void slowsOneAddressDownThatTriesToSignInTooOften() throws Exception {
    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i < 400 && !answers.contains(429); i++) {
      HttpRequest attempt =
          HttpRequest.newBuilder(edge.resolve("/api/sign-in"))
              .header("Content-Type", "text/plain")
              .POST(HttpRequest.BodyPublishers.ofString("nobody"))
              .build();
      answers.add(browser.send(attempt, HttpResponse.BodyHandlers.discarding()).statusCode());
    }

    // A burst of 200 passes to the platform, which refuses the media type.
    assertThat(answers.subList(0, 200)).containsOnly(400);
    assertThat(answers).contains(429);
    assertThat(get("/courses", Map.of()).statusCode()).isEqualTo(200);
  }

  @Test
  void debugsAPlatformThatTakesNewClassesWhileItRuns() throws IOException {
    String debugged = project + "-debugged";
    compose(STARTING, DEBUG, "run", "--build", "--detach", "--no-deps", "--name", debugged, "lms");
    try {
      String listening = "until (exec 3<>/dev/tcp/127.0.0.1/8080) 2>/dev/null; do sleep 0.1; done";
      docker.cli().ask("exec", debugged, "timeout", "40", "bash", "-c", listening);
      String greeting =
          "exec 3<>/dev/tcp/127.0.0.1/5005; printf JDWP-Handshake >&3; head -c 14 <&3";
      assertThat(docker.cli().ask("exec", debugged, "bash", "-c", greeting))
          .isEqualToIgnoringNewLines("JDWP-Handshake");

      // As compose does it while it watches: the file is to belong to the container's user.
      Path compiled = Files.writeString(docker.work().path().resolve("New.class"), "new");
      docker.cli().ask("cp", "--archive", compiled.toString(), debugged + ":/app/classes/");
      assertThat(docker.cli().ask("exec", debugged, "cat", "/app/classes/New.class"))
          .isEqualToIgnoringNewLines("new");
    } finally {
      docker.cli().ask("rm", "--force", "--volumes", debugged);
    }
  }

  @Test
  void hardensThePlatformForProductionAndTakesItsSecretsFromFiles() throws IOException {
    Path given =
        Files.writeString(
            docker.work().path().resolve("production"),
            "LMS_VERSION=1.2.3\nSECRETS=" + docker.work().path() + "\n");

    assertThat(compose(STOPPING, given, PRODUCTION, "config"))
        .contains("image: headroom/lms:1.2.3", "replicas: 3", "read_only: true")
        .contains("published: \"443\"", "MYSQL_PASSWORD_FILE: /run/secrets/database-password")
        .contains("LMS_DATABASE_MIGRATE: \"false\"", "service_completed_successfully")
        .doesNotContain("PASSWORD: development", "Dockerfile.dev", "127.0.0.1:8443");
  }

  @Test
  void namesWhatProductionHasToBeGiven() throws IOException {
    Path nothing = Files.writeString(docker.work().path().resolve("nothing"), "");

    // Of the two that are missing, compose names the one that it meets first.
    assertThatThrownBy(() -> compose(STOPPING, nothing, PRODUCTION, "config"))
        .hasMessageFindingMatch("(LMS_VERSION|SECRETS) is missing a value: the (version|folder)");
  }

  @Test
  void opensADebuggersPortAndSendsNewClassesInWhileDebugging() {
    assertThat(compose(STOPPING, DEBUG, "config"))
        .contains("target: debug", "published: \"5005\"", "host_ip: 127.0.0.1", "image: axllent/")
        .contains("action: sync+restart", "path: " + root.resolve("lms/target/classes"));
  }

  private HttpResponse<String> get(String path, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(edge.resolve(path));
    headers.forEach(request::header);
    return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String port(String inside) {
    String line = compose(STOPPING, "port", "edge", inside).strip();
    return line.substring(line.lastIndexOf(':') + 1);
  }

  private String compose(Duration deadline, String... arguments) {
    return compose(deadline, List.of("compose.yaml"), arguments);
  }

  private String compose(Duration deadline, List<String> files, String... arguments) {
    return compose(deadline, docker.work().path().resolve("free-ports"), files, arguments);
  }

  private String compose(
      Duration deadline, Path environment, List<String> files, String... arguments) {
    List<String> command = new ArrayList<>(List.of("compose", "--project-name", project));
    command.addAll(List.of("--env-file", environment.toString()));
    for (String file : files) {
      command.addAll(
          List.of("--file", root.resolve("environments/compose").resolve(file).toString()));
    }
    command.addAll(List.of(arguments));
    return docker.cli().run(deadline, command, _ -> {});
  }
}
