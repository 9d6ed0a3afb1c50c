package lms.platform;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What operators and orchestrators ask: alive, ready, dependencies, figures.
 *
 * <p>Ready means warmed up and not draining. It does not depend on MySQL or Redis: a blip of either
 * must not take every pod out of service at once.
 */
public final class HealthRoutes {
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
        .always("/api/health", exchange -> dependencies())
        .describedAs(
            Described.as("Whether the database and Redis answer")
                .answers(200, Health.class, "the database answers")
                .answers(503, Health.class, "the database does not answer"))
        .always("/api/health/live", exchange -> status(true, Map.of()))
        .describedAs(
            Described.as("Whether the process is alive").answers(200, Health.class, "it is"))
        .always(
            "/api/health/ready",
            exchange ->
                status(
                    warm.get() && !routes.draining(),
                    Map.of("warm", warm.get(), "draining", routes.draining())))
        .describedAs(
            Described.as("Whether the process is warmed up and not draining")
                .answers(200, Health.class, "send it requests")
                .answers(503, Health.class, "send it none"))
        .always("/api/metrics", exchange -> figures())
        .describedAs(
            Described.as("The figures of this process")
                .answers(200, "text/plain", "as Prometheus reads them"));
  }

  record Health(String status, Map<String, Object> checks) {}

  private Answer dependencies() {
    boolean databaseUp = databaseAnswers();
    Map<String, Object> checks = new TreeMap<>();
    checks.put("database", databaseUp ? "up" : "down");
    checks.put("redis", cache.reachable() ? "up" : "down");
    return status(databaseUp, checks);
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

  private static Answer status(boolean up, Map<String, Object> checks) {
    return Answer.json(up ? 200 : 503, new Health(up ? "up" : "down", checks));
  }

  private Answer figures() {
    byte[] text = metrics.text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return new Answer(200, "text/plain; version=0.0.4; charset=utf-8", text, java.util.List.of());
  }
}
