package lms.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What operators and orchestrators ask: alive, ready, dependencies, figures.
 *
 * <p>Ready means warmed up and not draining. It does not depend on MySQL or Redis: a blip of either
 * must not take every pod out of service at once.
 */
public final class HealthRoutes {
  private static final List<String> FLAGS = List.of("true", "false");
  private static final List<String> FORMATS = List.of("json", "text");

  private final Database database;
  private final Cache cache;
  private final Metrics metrics;
  private final AtomicBoolean warm = new AtomicBoolean();

  /** Health of the process that uses these. */
  public HealthRoutes(Database database, Cache cache, Metrics metrics) {
    this.database = database;
    this.cache = cache;
    this.metrics = metrics;
  }

  /** From now on the process is ready. */
  public void warmedUp() {
    warm.set(true);
  }

  /** Adds the routes. */
  public void register(Routes routes) {
    routes
        .always("/api/health", exchange -> health(exchange, routes))
        .describedAs(
            Described.as("How the process is, and whether the database and Redis answer it")
                .query("format", Parameter.words(FORMATS), "json, else for people")
                .query("metrics", Parameter.words(FLAGS), "with a few figures of the process")
                .query(
                    "external",
                    Parameter.words(FLAGS),
                    "true: how long what it stands on took to answer; false: do not ask it")
                .answers(200, Health.class, "up: the database answers, or was not asked")
                .answers(503, Health.class, "down: the database does not answer")
                .or(200, "text/plain")
                .or(503, "text/plain"))
        .always("/api/health/live", exchange -> status(true, Map.of()))
        .describedAs(
            Described.as("Whether the process is alive").answers(200, Health.class, "it is"))
        .always("/api/health/ready", exchange -> status(ready(routes), process(routes)))
        .describedAs(
            Described.as("Whether the process is warmed up and not draining")
                .answers(200, Health.class, "send it requests")
                .answers(503, Health.class, "send it none"))
        .always("/api/metrics", this::figures)
        .describedAs(
            Described.as("The figures of this process")
                .query(
                    "module",
                    Parameter.words(List.copyOf(Figures.modules())),
                    "those of one part only, or of all that is business or system")
                .answers(200, "text/plain", "as Prometheus reads them"));
  }

  /**
   * How the process is.
   *
   * @param metrics a few figures; left out where nobody asked
   * @param external what it stands on; left out where nobody asked
   */
  record Health(
      String status,
      Map<String, Object> checks,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Double> metrics,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, External> external) {}

  /** Whether something outside answered, and how long that took. */
  record External(String status, double millis) {}

  private boolean ready(Routes routes) {
    return warm.get() && !routes.draining();
  }

  private Map<String, Object> process(Routes routes) {
    return Map.of("warm", warm.get(), "draining", routes.draining());
  }

  private Answer health(Exchange exchange, Routes routes) {
    String format = exchange.choice("format", FORMATS, "json");
    boolean figures = exchange.choice("metrics", FLAGS, "false").equals("true");
    String external = exchange.choice("external", FLAGS, "");
    Map<String, Double> shown = figures ? metrics.few() : null;
    Health health;
    if (external.equals("false")) {
      health = new Health("up", process(routes), shown, null);
    } else {
      External databaseNow = asked(this::databaseAnswers);
      External redisNow = asked(cache::reachable);
      Map<String, Object> checks =
          new TreeMap<>(Map.of("database", databaseNow.status(), "redis", redisNow.status()));
      Map<String, External> details =
          new TreeMap<>(Map.of("database", databaseNow, "redis", redisNow));
      health = new Health(databaseNow.status(), checks, shown, external.isEmpty() ? null : details);
    }
    int status = health.status().equals("up") ? 200 : 503;
    return format.equals("json") ? Answer.json(status, health) : text(status, health);
  }

  private static External asked(BooleanSupplier question) {
    long start = System.nanoTime();
    boolean answers = question.getAsBoolean();
    return new External(answers ? "up" : "down", (System.nanoTime() - start) / 1e6);
  }

  private boolean databaseAnswers() {
    try {
      return database
          .inTransaction(
              transaction -> transaction.first("SELECT 1 AS one", row -> row.number("one")))
          .isPresent();
    } catch (Unavailable e) {
      return false;
    }
  }

  /** One line a fact, its name before its value. */
  private static Answer text(int status, Health health) {
    StringBuilder lines = new StringBuilder("status " + health.status() + '\n');
    health.checks().forEach((name, value) -> line(lines, name, value));
    if (health.external() != null) {
      health.external().forEach((name, value) -> line(lines, name + "-millis", value.millis()));
    }
    if (health.metrics() != null) {
      health.metrics().forEach((name, value) -> line(lines, name, value));
    }
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    return new Answer(status, "text/plain; charset=utf-8", bytes, List.of());
  }

  private static void line(StringBuilder lines, String name, Object value) {
    lines.append(name).append(' ').append(value).append('\n');
  }

  private static Answer status(boolean up, Map<String, Object> checks) {
    return Answer.json(up ? 200 : 503, new Health(up ? "up" : "down", checks, null, null));
  }

  private Answer figures(Exchange exchange) {
    String module = exchange.choice("module", List.copyOf(Figures.modules()), "");
    String text = module.isEmpty() ? metrics.text() : Figures.only(module, metrics.text());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Answer(200, "text/plain; version=0.0.4; charset=utf-8", bytes, List.of());
  }
}
