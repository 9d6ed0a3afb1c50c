package lms;

import benchmarks.Servers;
import com.sun.management.OperatingSystemMXBean;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lms.platform.Rates;
import lms.seeding.Seeding;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a signed-in, warm course page costs its server, in CPU of an empty Helidon handler in the
 * same run. Bar: at most {@value #BAR} times. The platform and the handler live in this process;
 * the CPU of the one thread that asks them is taken off. JMH's own score, the time of a round, says
 * nothing here.
 *
 * <p>{@code ./headroom bench PageCostBenchmark}
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 6)
@Measurement(iterations = PageCostBenchmark.ROUNDS)
@Fork(1)
@State(Scope.Benchmark)
public class PageCostBenchmark {
  static final int ROUNDS = 7;
  private static final double BAR = 4;
  private static final int TURNS = 20;
  private static final int REQUESTS = 400;
  private static final Pattern COURSE = Pattern.compile("data-course=\"(\\d+)\"");

  private final Servers servers = new Servers();
  private final List<Cost> costs = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private @Nullable Wire page;
  private @Nullable Wire empty;

  /** Microseconds of server CPU a request. */
  private record Cost(double page, double empty) {
    double ratio() {
      return page / empty;
    }
  }

  /** Starts both servers and signs in. */
  @Setup
  public void start() throws Exception {
    seed();
    LmsConfig config =
        new LmsConfig(
            "127.0.0.1",
            0,
            servers.database(),
            true,
            servers.redisUrl(),
            1,
            50,
            "pod",
            false,
            Duration.ZERO,
            true,
            "http://127.0.0.1:8080",
            null,
            10_000,
            new Rates(10_000_000, 10_000_000, 0),
            null);
    Lms lms = Lms.start(config, Clock.systemUTC());
    WebServer handler =
        WebServer.builder()
            .host("127.0.0.1")
            .routing(routing -> routing.get("/", (request, response) -> response.send("empty")))
            .build()
            .start();
    String base = "http://127.0.0.1:" + lms.port();
    String cookie = signIn(base);
    Wire toPage = new Wire(lms.port(), "/courses/" + course(base, cookie), cookie);
    Wire toEmpty = new Wire(handler.port(), "/", cookie);
    page = toPage;
    empty = toEmpty;
    open.addAll(List.of(toPage, toEmpty, handler::stop, lms, servers));
  }

  private void seed() throws IOException {
    Path file = Files.createTempFile("seed", ".json");
    String[] arguments = {"--size", "large", "--seed", "42", "--out", file.toString()};
    Map<String, String> settings =
        Map.of(
            "LMS_DATABASE_URL", servers.database().url(),
            "LMS_DATABASE_USER", servers.database().user(),
            "LMS_DATABASE_PASSWORD", servers.database().password());
    int status = Seed.run(arguments, settings);
    Files.delete(file);
    if (status != 0) {
      throw new IllegalStateException("seeding ended with " + status);
    }
  }

  private static String signIn(String base) throws IOException, InterruptedException {
    String body = "{\"email\":\"learner@example.test\",\"password\":\"" + Seeding.PASSWORD + "\"}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/api/sign-in"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return ask(request).headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  /** One that the learner takes. */
  private static String course(String base, String cookie)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/my")).header("Cookie", cookie).build();
    Matcher matcher = COURSE.matcher(ask(request).body());
    if (!matcher.find()) {
      throw new IllegalStateException("this learner takes no course");
    }
    return matcher.group(1);
  }

  private static HttpResponse<String> ask(HttpRequest request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  /** One round of both, in turns, so that what disturbs one disturbs the other. */
  @Benchmark
  public double round() throws IOException {
    if (page == null || empty == null) {
      throw new IllegalStateException("not started");
    }
    long ofPage = 0;
    long ofEmpty = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      ofPage += nanos(page);
      ofEmpty += nanos(empty);
    }
    double requests = TURNS * REQUESTS * 1_000.0;
    Cost cost = new Cost(ofPage / requests, ofEmpty / requests);
    costs.add(cost);
    return cost.ratio();
  }

  private static long nanos(Wire wire) throws IOException {
    long before = serverNanos();
    wire.send(REQUESTS);
    return serverNanos() - before;
  }

  /** CPU of this process without that of this thread, the client's. */
  private static long serverNanos() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime()
        - ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Says what came out, and fails above the bar. */
  @TearDown
  public void judge() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    List<Cost> sorted =
        costs.subList(costs.size() - ROUNDS, costs.size()).stream()
            .sorted(java.util.Comparator.comparingDouble(Cost::ratio))
            .toList();
    Cost median = sorted.get(ROUNDS / 2);
    String verdict =
        "course page %.0f us of server CPU, empty handler %.0f us: %.2f times (%.2f to %.2f), bar %.0f"
            .formatted(
                median.page(),
                median.empty(),
                median.ratio(),
                sorted.getFirst().ratio(),
                sorted.getLast().ratio(),
                BAR);
    System.out.println(verdict);
    if (median.ratio() > BAR) {
      throw new IllegalStateException(verdict);
    }
  }
}
