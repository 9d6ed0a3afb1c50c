package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import lms.platform.Described;
import lms.platform.Routes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The API's document and what it says of the routes that run. */
final class ApiTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** Requests of each sort to each operation. */
  private static final int ROUNDS = 8;

  private static final LmsServer server = new LmsServer();

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode document() throws Exception {
    return JSON.readTree(server.get("/api/openapi.json", null).body());
  }

  @Test
  void documentsEveryRouteOfTheApiAndNoOther() throws Exception {
    Set<String> documented = new HashSet<>();
    document()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> documented.add(method + ' ' + path.getKey())));

    assertThat(server.lms.routes().list())
        .filteredOn(route -> route.pattern().startsWith("/api/"))
        .extracting(route -> route.method().toLowerCase(Locale.ROOT) + ' ' + route.pattern())
        .containsExactlyInAnyOrderElementsOf(documented);
  }

  @Test
  void saysWhatEachRouteAnswersWhenAllIsWell() {
    for (Routes.Route route : server.lms.routes().list()) {
      Described described = route.described();
      if (described != null) {
        assertThat(described.summary()).as(route.pattern()).isNotBlank();
        assertThat(described.answers().keySet())
            .as(route.pattern())
            .anyMatch(status -> status < 400);
      }
    }
  }

  @Test
  void saysTheSameAsJsonAndAsYaml() throws Exception {
    Object yaml = new Yaml().load(server.get("/api/openapi.yaml", null).body());

    assertThat(document().path("openapi").asText()).isEqualTo("3.1.0");
    assertThat(JSON.readTree(JSON.writeValueAsString(yaml))).isEqualTo(document());
  }

  @Test
  void leadsSomewhereWithEachReferenceAndDeclaresWhatStandsInEachAddress() throws Exception {
    JsonNode document = document();
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(document.at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
    }
    for (Contract.Operation operation : server.contract().operations()) {
      List<String> declared = new ArrayList<>();
      for (JsonNode parameter : operation.json().path("parameters")) {
        if (parameter.path("in").asText().equals("path")) {
          declared.add('{' + parameter.path("name").asText() + '}');
        }
      }
      assertThat(declared).as(operation.name()).allMatch(operation.path()::contains);
      assertThat(operation.path().split("[{]", -1)).hasSize(declared.size() + 1);
    }
  }

  @Test
  void namesEachOperationOnce() {
    assertThat(server.contract().operations())
        .extracting(operation -> operation.json().path("operationId").asText())
        .doesNotHaveDuplicates();
  }

  /** Whatever fits the document is understood, whatever does not is refused; nothing fails. */
  @Test
  void takesWhatItDocumentsAndRefusesTheRest() {
    TaughtCourse course = TaughtCourse.in(server, "HR-6001", 2, TaughtCourse.Rules.NONE);
    Learner learner = Learner.registered(server, "fuzz");
    learner.enrol(course.id()).expect(201);
    long attempt = learner.start(course.quiz());
    ApiFuzz fuzz = new ApiFuzz(server, System.nanoTime());
    for (Contract.Operation operation : server.contract().operations()) {
      // Whoever signs out can't go on, and hashing passwords takes long.
      if (!Set.of("/api/sign-out", "/api/registration").contains(operation.path())) {
        fuzz.run(operation, learner.cookie(), List.of(course.id(), attempt), ROUNDS);
      }
    }
    fuzz.run(operation("/api/registration"), "", List.of(), 4);
    fuzz.run(operation("/api/sign-out"), "", List.of(), 4);
  }

  private static Contract.Operation operation(String path) {
    return server.contract().operations().stream()
        .filter(operation -> operation.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void answersTheMethodsThatAreNotThereWithThoseThatAre() {
    HttpResponse<String> answer = server.send("DELETE", "/api/courses", "", null, null);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  private static Stream<String> broken() {
    String post = "POST /api/sign-in HTTP/1.1";
    String host = "Host: h";
    String json = "Content-Type: application/json";
    return Stream.of(
        head("GARBAGE"),
        head("GET /api/courses HTTP/9.9", host),
        head("GET /api/courses/%zz HTTP/1.1", host),
        head("GET /api/courses?q=%zz HTTP/1.1", host),
        head("GET /api/courses HTTP/1.1", host, "no colon"),
        head("GET /api/courses HTTP/1.1"),
        head(post, host, "Content-Length: many"),
        head(post, host, "Content-Length: -1"),
        head(post, host, "Content-Length: 300000"),
        head(post, host, "Content-Type: j", "Content-Length: 2") + "{}",
        head(post, host, json, "Content-Length: 4") + "\0\u00ff\u00fe\u00ff",
        head(post, host, json, "Transfer-Encoding: chunked") + "zz\r\n");
  }

  private static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  @ParameterizedTest
  @MethodSource("broken")
  void tellsWhatNeverReachesARouteAsAProblemToo(String request) {
    RawRequest answer = RawRequest.sent(server.address(), request);

    assertThat(answer.status()).as(answer.head()).isIn(400, 413, 505);
    assertThat(answer.head()).containsIgnoringCase("content-type: application/problem+json");
    assertThat(answer.head()).containsIgnoringCase("x-content-type-options: nosniff");
    assertThat(answer.head()).containsIgnoringCase("x-request-id: ");
    assertThat(answer.body()).contains("\"status\":" + answer.status()).contains("\"detail\":\"");
  }

  @Test
  void saysHowLargeABodyMayBeToProgramsAndToPeople() {
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    RawRequest chunked =
        RawRequest.sent(
            server.address(),
            head(
                    "POST /api/sign-in HTTP/1.1",
                    "Host: h",
                    "Content-Type: application/json",
                    "Transfer-Encoding: chunked")
                + chunk.repeat(5));
    RawRequest page =
        RawRequest.sent(
            server.address(),
            head(
                "POST /sign-in HTTP/1.1",
                "Host: h",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: 300000"));

    assertThat(chunked.status()).as(chunked.body()).isEqualTo(413);
    assertThat(chunked.body()).contains("larger than 256 KiB");
    assertThat(page.status()).isEqualTo(413);
    assertThat(page.head()).containsIgnoringCase("content-type: text/html");
    assertThat(page.body()).contains("larger than 256 KiB");
  }

  @Test
  void survivesCookiesThatAreNone() {
    RawRequest answer =
        RawRequest.sent(
            server.address(),
            head("GET /api/grades HTTP/1.1", "Host: h", "Cookie: ===;;lms_session;\"="));

    assertThat(answer.status()).as(answer.body()).isIn(400, 401);
    assertThat(answer.head()).containsIgnoringCase("content-type: application/problem+json");
  }

  @Test
  void saysOfItsHealthWhatOneAsksFor() throws Exception {
    JsonNode plain = JSON.readTree(server.get("/api/health", null).body());
    JsonNode all =
        JSON.readTree(
            server.get("/api/health?metrics=true&external=true&format=json", null).body());
    JsonNode alone = JSON.readTree(server.get("/api/health?external=false", null).body());
    HttpResponse<String> text = server.get("/api/health?format=text&external=true", null);

    assertThat(plain.path("checks").path("database").asText()).isEqualTo("up");
    assertThat(plain.has("metrics") || plain.has("external")).isFalse();
    assertThat(all.path("external").path("database").path("millis").asDouble()).isPositive();
    assertThat(all.path("metrics").path("lms_uptime_seconds").asDouble()).isPositive();
    assertThat(alone.path("checks").has("database")).isFalse();
    assertThat(text.body()).startsWith("status up\n").contains("\ndatabase up\n");
    assertThat(server.get("/api/health?format=xml", null).statusCode()).isEqualTo(400);
  }

  @Test
  void showsTheFiguresOfOneModuleWithWhatTheySay() {
    String business = server.get("/api/metrics?module=business", null).body();
    String process = server.get("/api/metrics?module=process", null).body();

    assertThat(business).contains("lms_sign_ins_slowed_total{").doesNotContain("lms_http_");
    assertThat(process)
        .contains("# HELP lms_uptime_seconds since this process started")
        .contains("lms_jvm_gc_pause_seconds_count")
        .doesNotContain("lms_database_");
    assertThat(server.get("/api/metrics?module=nosuch", null).statusCode()).isEqualTo(400);
  }

  @Test
  void sendsNothingAgainToWhoHasItAndLeadsToTheNextPage() {
    server.course("HR-6002", null);
    server.course("HR-6003", null);
    String base = server.address();
    Client client = new Client(base);
    HttpResponse<String> first = client.get("/api/courses?limit=1&q=botany");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again =
        client.get("/api/courses?limit=1&q=botany", "If-None-Match", "W/" + tag);
    String link = first.headers().firstValue("Link").orElseThrow();

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(link).matches("</api/courses[?]after=\\d+&.*>; rel=\"next\"").contains("q=botany");
    HttpResponse<String> next = client.get(link.substring(1, link.indexOf('>')));
    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(next.body()).isNotEqualTo(first.body());
  }
}
