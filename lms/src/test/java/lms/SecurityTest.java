package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lms.platform.Access;
import lms.platform.Routes;
import lms.testing.MutableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Attacks from the outside, on a platform behind one proxy. Each attacker has an address of their
 * own, so that none is in another's way.
 */
final class SecurityTest {
  private static final int ACCOUNT = 60;
  private static final int ADDRESS = 80;

  /** What a browser would run or apply although the page's policy forbids it: nothing may. */
  private static final Pattern INLINE =
      Pattern.compile(
          "<script(?![^>]*\\ssrc=)|<style|\\sstyle=|\\son[a-z]+=|javascript:",
          Pattern.CASE_INSENSITIVE);

  private static final MutableClock clock = new MutableClock();
  private static final LmsServer server =
      new LmsServer(
          Map.of(
              "LMS_SECURE_COOKIES",
              "true",
              "LMS_TRUSTED_PROXIES",
              "1",
              "LMS_RATE_ACCOUNT",
              Integer.toString(ACCOUNT),
              "LMS_RATE_ADDRESS",
              Integer.toString(ADDRESS)),
          clock);

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Sends one request from {@code address} with these headers, each a name and its value. */
  private static HttpResponse<String> from(
      String address, String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .header("X-Forwarded-For", address)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (body.startsWith("{")) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> signIn(String address, String name, String password) {
    String body = "{\"email\":\"%s@example.test\",\"password\":\"%s\"}".formatted(name, password);
    return from(address, "POST", "/api/sign-in", body);
  }

  private static String registered(String name) {
    String cookie = server.registered(name);
    clock.forward(Duration.ofMinutes(1)); // Or all who register here would share one minute.
    return cookie;
  }

  @Test
  void givesEachAccountItsShareOfAProcessAndSaysHowMuchIsLeft() {
    String greedy = registered("greedy");
    String modest = registered("modest");
    HttpResponse<String> answer = from("10.1.0.1", "GET", "/api/grades", "", "Cookie", greedy);
    assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"account\";q=60;w=60");
    assertThat(answer.headers().firstValue("RateLimit")).hasValue("\"account\";r=59;t=60");
    for (int i = 1; i < ACCOUNT; i++) {
      // Wherever it asks from.
      answer = from("10.1.0." + i, "GET", "/api/grades", "", "Cookie", greedy);
      assertThat(answer.statusCode()).isEqualTo(200);
    }

    HttpResponse<String> refused = from("10.1.0.1", "GET", "/api/grades", "", "Cookie", greedy);
    HttpResponse<String> page = from("10.1.0.1", "GET", "/my", "", "Cookie", greedy);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("60");
    assertThat(refused.headers().firstValue("RateLimit")).hasValue("\"account\";r=0;t=60");
    assertThat(refused.body()).contains("/problems/too-many-requests");
    assertThat(page.statusCode()).isEqualTo(429);
    assertThat(from("10.1.0.1", "GET", "/api/grades", "", "Cookie", modest).statusCode())
        .isEqualTo(200);
    clock.forward(Duration.ofMinutes(1));
    assertThat(from("10.1.0.1", "GET", "/api/grades", "", "Cookie", greedy).statusCode())
        .isEqualTo(200);
  }

  @Test
  void limitsWhoIsNotSignedInByTheAddressThatTheTrustedProxySays() {
    for (int i = 0; i < ADDRESS; i++) {
      // What stands before it in the header can be forged by anybody, and means nothing.
      assertThat(from("10.2.9." + i + ", 10.2.0.1", "GET", "/api/courses", "").statusCode())
          .isEqualTo(200);
    }

    assertThat(from("10.2.0.1", "GET", "/api/courses", "").statusCode()).isEqualTo(429);
    assertThat(from("10.2.0.2", "GET", "/api/courses", "").statusCode()).isEqualTo(200);
    assertThat(server.get("/api/metrics?module=http", null).body())
        .contains("lms_http_requests_limited_total{policy=\"address\",} 1.0");
    assertThat(server.get("/api/health/live", null).statusCode()).isEqualTo(200);
  }

  @Test
  void slowsWhoGuessesThePasswordOfOneAccountWithoutKeepingItsOwnerOut() {
    registered("wanted");
    // All within one hour, whenever this runs.
    Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    clock.forward(Duration.between(clock.instant(), hour));
    int wrong = 0;
    HttpResponse<String> answer = signIn("10.3.0.1", "wanted", "guess");
    while (answer.statusCode() == 401 || wrong < 60) {
      assertThat(answer.statusCode()).isEqualTo(401);
      wrong++;
      if (wrong % 19 == 0) {
        clock.forward(Duration.ofMinutes(1)); // So that it is not the limit of a minute.
      }
      answer = signIn("10.3.0.1", "wanted", "guess " + wrong);
    }

    assertThat(wrong).isEqualTo(60);
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 3600L);
    assertThat(signIn("10.3.0.1", "wanted", "long enough wanted").statusCode()).isEqualTo(429);
    clock.forward(Duration.ofMinutes(1));
    assertThat(signIn("10.3.0.2", "wanted", "long enough wanted").statusCode()).isEqualTo(200);
    clock.forward(Duration.ofHours(1));
    assertThat(signIn("10.3.0.1", "wanted", "long enough wanted").statusCode()).isEqualTo(200);
  }

  /** By the work that is done, which is what takes the time. */
  @Test
  void hashesForAnAddressThatNobodyHasAsForOneThatIsKnown() {
    registered("known");
    double before = hashed();

    signIn("10.4.0.1", "known", "not it");
    double known = hashed() - before;
    signIn("10.4.0.1", "unknown", "not it");

    assertThat(known).isEqualTo(1);
    assertThat(hashed() - before).isEqualTo(2);
  }

  private static double hashed() {
    String name = "lms_password_hashing_duration_seconds_count ";
    return server
        .get("/api/metrics?module=users", null)
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  @Test
  void givesTheSessionToNoScriptNoOtherSiteAndNoPlainHttp() {
    registered("careful");
    HttpResponse<String> answer = signIn("10.5.0.1", "careful", "long enough careful");

    List<String> cookies = answer.headers().allValues("Set-Cookie");
    assertThat(cookies)
        .hasSize(2)
        .allSatisfy(
            cookie ->
                assertThat(cookie)
                    .contains("; HttpOnly")
                    .contains("; SameSite=Lax")
                    .contains("; Secure")
                    .contains("; Path=/"));
    assertThat(cookies.getFirst()).startsWith("lms_session=");
    assertThat(cookies.getLast()).startsWith("lms_device=");
  }

  @Test
  void takesNoSessionFromTheVisitorAndMakesANewOneAtEachSignIn() {
    registered("planted");
    String planted = "lms_session=" + "A".repeat(43);
    String body = "{\"email\":\"planted@example.test\",\"password\":\"long enough planted\"}";
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer =
          from("10.6.0.1", "POST", "/api/sign-in", body, "Cookie", planted);
      tokens.add(answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0]);
    }

    assertThat(tokens).doesNotContain(planted).doesNotHaveDuplicates();
    assertThat(from("10.6.0.1", "GET", "/api/grades", "", "Cookie", planted).statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"cross-site", "same-site"})
  void refusesWritesThatAPageOfAnotherSiteSends(String site) {
    String cookie = registered("visits-" + site);

    assertThat(
            from("10.7.0.1", "POST", "/api/sign-out", "", "Cookie", cookie, "Sec-Fetch-Site", site)
                .statusCode())
        .isEqualTo(403);
    assertThat(
            from(
                    "10.7.0.1",
                    "POST",
                    "/api/sign-out",
                    "a=b",
                    "Cookie",
                    cookie,
                    "Content-Type",
                    "text/plain")
                .statusCode())
        .isEqualTo(400);
    assertThat(from("10.7.0.1", "GET", "/api/grades", "", "Cookie", cookie).statusCode())
        .isEqualTo(200);
  }

  @Test
  void showsWhatPeopleWriteAsTextOnEveryPage() {
    String name = "<img src=x onerror=alert(1)>${7*7}{{7*7}}<!--";
    String body =
        "{\"name\":\"%s\",\"email\":\"nasty@example.test\",\"password\":\"long enough nasty\"}"
            .formatted(name);
    String cookie =
        from("10.8.0.1", "POST", "/api/registration", body)
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow()
            .split(";", 2)[0];

    String page = from("10.8.0.1", "GET", "/my", "", "Cookie", cookie).body();
    String search =
        from("10.8.0.1", "GET", "/courses?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "").body();

    assertThat(page)
        .contains("&lt;img src=x onerror=alert(1)&gt;${7*7}{{7*7}}")
        .doesNotContain("<img src=x");
    assertThat(search).doesNotContain("<script>alert");
  }

  @Test
  void sendsNothingInlineAndAPolicyThatForbidsIt() {
    String cookie = registered("reader");
    for (Routes.Route route : server.lms.routes().list()) {
      boolean page =
          route.method().equals("GET")
              && !route.pattern().startsWith("/static/")
              && (!route.pattern().startsWith("/api/") || route.pattern().equals("/api/docs"))
              && (route.access() == Access.ANYONE || route.access() == Access.SIGNED_IN);
      if (page) {
        String path = route.pattern().replaceAll("\\{[a-zA-Z]+}", "1");
        clock.forward(Duration.ofMinutes(1));
        HttpResponse<String> answer = from("10.9.0.1", "GET", path, "", "Cookie", cookie);
        assertThat(answer.statusCode()).as(path).isLessThan(500);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
            .as(path)
            .contains("default-src 'none'")
            .contains("frame-ancestors 'none'")
            .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
          assertThat(INLINE.matcher(answer.body()).find()).as(path).isFalse();
        }
      }
    }
  }

  @Test
  void putsNothingOfARequestIntoTheHeadersOfItsAnswer() {
    String injected = "/courses%0d%0aSet-Cookie:%20evil=1";
    RawRequest answer =
        RawRequest.sent(
            server.address(),
            "GET %s HTTP/1.1\r\nHost: h\r\nX-Request-Id: a\tb\r\nReferer: http://x/%s\r\n\r\n"
                .formatted(injected, injected));

    assertThat(answer.head()).doesNotContain("evil").doesNotContain("a\tb");
  }

  @Test
  void servesNoFileButItsOwn() {
    for (String path :
        List.of(
            "/static/../logging.properties",
            "/static/..%2flogging.properties",
            "/static/%2e%2e/logging.properties",
            "/static//etc/passwd",
            "/static/style.css%00.html")) {
      RawRequest answer =
          RawRequest.sent(server.address(), "GET %s HTTP/1.1\r\nHost: h\r\n\r\n".formatted(path));
      assertThat(answer.status()).as(path).isIn(400, 404);
    }
  }
}
