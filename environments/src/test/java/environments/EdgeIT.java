package environments;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** The edge before two stand-ins of the platform, which say what they are asked, or nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EdgeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String RELOADING = "/docker-entrypoint.d/95-reload-certificate.sh";
  private static final int EXECUTABLE = 0755;
  private static final int POSTS = 9;
  private static final int SENT_AT_ONCE = 3;

  private static final String STAND_IN =
      """
      log_format asked '$request_method $uri';
      server {
        listen 8080;
        access_log /dev/stdout asked;
        location /silent { return 444; }
        location = /full { add_header Retry-After 7 always; return 503; }
        location / { default_type text/plain; return 200 $http_x_forwarded_for; }
      }
      """;

  private final OwnDocker docker = OwnDocker.take();
  private final Network network = Containers.network(docker.lease());
  private final List<GenericContainer<?>> standIns = List.of(standIn(), standIn());
  private final GenericContainer<?> edge =
      edge(
          Map.of(
              "EDGE_TRUSTED_PROXIES", "127.0.0.1",
              "EDGE_SENSITIVE_PER_MINUTE", "1",
              "EDGE_SENSITIVE_BURST", Integer.toString(SENT_AT_ONCE - 1),
              "EDGE_CERTIFICATE_SECONDS", "1"));

  /** One of its pods refuses connections, as one that is starting does. */
  private final GenericContainer<?> beforeOneThatStarts =
      edge(Map.of("EDGE_UPSTREAM", "127.0.0.1:1 max_fails=0; server " + Containers.PODS + ":8080"));

  private final GenericContainer<?> trusting = edge(Map.of("EDGE_TRUSTED_PROXIES", "0.0.0.0/0"));
  private final HttpClient client = Trustful.client();

  @BeforeAll
  void start() {
    standIns.forEach(GenericContainer::start);
    edge.start();
    trusting.start();
    beforeOneThatStarts.start();
  }

  @AfterAll
  void stop() {
    client.close();
    docker.close();
  }

  @Test
  void asksTheOtherPodAgainWhereThatDoesNoHarmAndNeverForAPost() throws Exception {
    assertThat(send("GET", "/silent/again").statusCode()).isEqualTo(503);
    assertThat(send("POST", "/silent/again").statusCode()).isEqualTo(503);

    assertThat(asked()).filteredOn("GET /silent/again"::equals).hasSize(2);
    assertThat(asked()).filteredOn("POST /silent/again"::equals).hasSize(1);
  }

  @Test
  void sendsAPostToTheNextPodWhereTheFirstRefusesTheConnection() throws Exception {
    for (int post = 0; post < POSTS; post++) {
      assertThat(send(beforeOneThatStarts, "POST", "/refused", null).statusCode()).isEqualTo(200);
    }
    assertThat(asked()).filteredOn("POST /refused"::equals).hasSize(POSTS);
  }

  @Test
  void tellsThePlatformWhereARequestComesFrom() throws Exception {
    assertThat(send(edge, "GET", "/", "203.0.113.7").body()).isEqualTo(outside(edge));
  }

  @Test
  void believesOnlyProxiesThatItTrusts() throws Exception {
    assertThat(send(trusting, "GET", "/", "203.0.113.7").body()).isEqualTo("203.0.113.7");
    assertThat(send(trusting, "GET", "/", null).body()).isEqualTo(outside(trusting));
  }

  @Test
  void keepsItsHeadersWhereNobodyAnswers() throws Exception {
    HttpResponse<String> answer = send("POST", "/silent");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertHeaders(answer, "2");
    assertThat(answer.body()).contains("\"title\":\"Service Unavailable\"");
  }

  @Test
  void leavesItToThePlatformWhenToComeAgain() throws Exception {
    HttpResponse<String> answer = send("GET", "/full");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertHeaders(answer, "7");
    assertThat(send("GET", "/").headers().map()).doesNotContainKey("retry-after");
  }

  @Test
  void countsWhatIsSentToSignInAndNotTheForm() throws Exception {
    for (int form = 0; form < 10; form++) {
      assertThat(send("GET", "/sign-in").statusCode()).isEqualTo(200);
    }
    for (int attempt = 0; attempt < SENT_AT_ONCE; attempt++) {
      assertThat(send("POST", "/sign-in").statusCode()).isEqualTo(200);
    }

    HttpResponse<String> tooMany = send("POST", "/api/sign-in");
    assertThat(tooMany.statusCode()).isEqualTo(429);
    assertHeaders(tooMany, "1");
    assertThat(tooMany.body()).contains("\"title\":\"Too Many Requests\"");
    assertThat(send("GET", "/register").statusCode()).isEqualTo(200);
  }

  @Test
  void servesACertificateThatWasRenewedWithoutBeingStartedAgain() throws Exception {
    Certificate first = certificate();
    assertThat(
            edge.execInContainer("rm", "/etc/nginx/tls/tls.crt", "/etc/nginx/tls/tls.key")
                .getExitCode())
        .isZero();
    assertThat(edge.execInContainer("/docker-entrypoint.d/05-self-signed.sh").getExitCode())
        .isZero();

    Instant deadline = Instant.now().plus(PATIENCE);
    while (certificate().equals(first)) {
      assertThat(Instant.now()).as("the old certificate is still served").isBefore(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static void assertHeaders(HttpResponse<String> answer, String retryAfter) {
    assertThat(answer.headers().map())
        .containsEntry("retry-after", List.of(retryAfter))
        .containsKeys(
            "strict-transport-security", "permissions-policy", "cross-origin-opener-policy");
  }

  private GenericContainer<?> standIn() {
    return new GenericContainer<>(DockerImageName.parse(Containers.NGINX))
        .withNetwork(network)
        .withNetworkAliases(Containers.PODS)
        .withLabels(docker.lease().labels())
        .withExposedPorts(Containers.PORT)
        .withCopyToContainer(Transferable.of(STAND_IN), "/etc/nginx/conf.d/default.conf")
        .waitingFor(Wait.forHttp("/").forPort(Containers.PORT));
  }

  private GenericContainer<?> edge(Map<String, String> settings) {
    ProjectRoot root = ProjectRoot.locate();
    Path reloading = root.path().resolve("environments/helm/lms/files/reload-certificate.sh");
    return Containers.edge(root, network, docker.lease())
        .withEnv(settings)
        .withCopyFileToContainer(MountableFile.forHostPath(reloading, EXECUTABLE), RELOADING);
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return send(edge, method, path, null);
  }

  private HttpResponse<String> send(
      GenericContainer<?> to, String method, String path, @Nullable String forwardedFor)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(to).resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (forwardedFor != null) {
      request.header("X-Forwarded-For", forwardedFor);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI at(GenericContainer<?> to) {
    return URI.create("https://" + Containers.address(to) + ':' + Containers.EDGE_TLS_PORT);
  }

  /** As a client sees it that has not been here before, and so takes up no session. */
  private Certificate certificate() throws Exception {
    try (HttpClient stranger = Trustful.client()) {
      return stranger
          .send(HttpRequest.newBuilder(at(edge)).build(), HttpResponse.BodyHandlers.discarding())
          .sslSession()
          .orElseThrow()
          .getPeerCertificates()[0];
    }
  }

  /** This machine's address in the network of a container. */
  private static String outside(GenericContainer<?> container) {
    return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
        .map(end -> Objects.requireNonNull(end.getGateway()))
        .findFirst()
        .orElseThrow();
  }

  /** Method and path of all that the stand-ins were asked so far. */
  private List<String> asked() throws Exception {
    String last = "/" + UUID.randomUUID();
    for (GenericContainer<?> standIn : standIns) {
      URI itself = URI.create("http://" + Containers.address(standIn) + ':' + Containers.PORT);
      HttpRequest request = HttpRequest.newBuilder(itself.resolve(last)).build();
      client.send(request, HttpResponse.BodyHandlers.discarding());
    }
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!standIns.stream().allMatch(each -> each.getLogs().contains("GET " + last))) {
      assertThat(Instant.now()).as("a stand-in says nothing").isBefore(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return standIns.stream().flatMap(EdgeIT::lines).toList();
  }

  private static Stream<String> lines(GenericContainer<?> standIn) {
    return standIn.getLogs().lines().map(String::strip);
  }
}
